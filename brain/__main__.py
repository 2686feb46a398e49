"""`python -m brain`: the command line."""

from brain.cli import main

main()
