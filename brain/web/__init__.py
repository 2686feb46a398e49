"""Floor 8: what the process answers besides its pages, and the guard in front of all of it."""
