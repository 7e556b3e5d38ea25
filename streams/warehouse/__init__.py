"""The warehouse: the lake, its one writer, its readers and its upkeep."""
