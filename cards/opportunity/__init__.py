"""A suggestion that can be executed: what, why, to whom, with which effect."""
