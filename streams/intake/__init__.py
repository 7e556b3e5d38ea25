"""Where articles come in: files, feeds, pages and HTTP. Everything becomes a `Record`, then a result."""
