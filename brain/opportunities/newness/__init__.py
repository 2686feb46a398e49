"""What the product-for-whom detector reads and says, a file a question."""
