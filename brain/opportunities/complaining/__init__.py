"""What the review-quality detector reads and says, a file a question."""
