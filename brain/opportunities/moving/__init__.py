"""What the detectors of rising and falling categories share: every category of every shop, period by period."""
