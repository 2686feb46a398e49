"""What helps to build and check the house; nothing here runs in it."""
