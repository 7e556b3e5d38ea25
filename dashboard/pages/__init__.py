"""One module a page: its layout, and what fills it."""
