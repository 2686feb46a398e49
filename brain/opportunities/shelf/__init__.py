"""What the detectors of the shelf read, judge and say: stock that runs out, stock that lies too long."""
