"""A task of several steps under the owner's goal: analyst, choice, writer, planner, reviewer, and the owner's confirmation."""
