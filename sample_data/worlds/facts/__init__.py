"""The nine kinds of facts, each written from a settled life; column names are those of the warehouse."""
