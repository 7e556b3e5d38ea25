"""The warehouse: the lake, its one writer, its readers and its upkeep. The dashboard and the commands build on these."""
