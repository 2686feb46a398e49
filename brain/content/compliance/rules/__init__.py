"""The rules: one file a rule, each with one entry of the file's name, listed in `RULES`."""
