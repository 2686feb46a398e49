"""From a figure to the rows of the files that it was counted from, and from a file's row to what became of it."""
