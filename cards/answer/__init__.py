"""A reply in the conversation: a figure or a table with its receipt, or a question back."""
