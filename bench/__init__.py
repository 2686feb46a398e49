"""What the README's figures come from: `make bench` runs all, `python -m bench NAME` one."""
