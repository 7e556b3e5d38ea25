"""Parts of the Overview: each asks its queries and gives figures, sentences and tables by name."""
