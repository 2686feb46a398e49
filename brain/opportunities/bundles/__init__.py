"""What the bundle detector reads, a file a question."""
