"""What is planted: one file a family of causes; `roster.py` lists them all."""
