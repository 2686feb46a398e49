"""What the photo-to-share detector reads and says, a file a question."""
