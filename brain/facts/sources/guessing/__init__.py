"""Understanding the columns of a file that no source knows."""
