"""What the owner sees. One folder a kind: `model.py` (pure, floor 0) and `view.py` (draws, on top)."""
