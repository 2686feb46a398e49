"""What the detectors of prices read, judge and say: a price that slipped, a competitor below ours, a price worth a test."""
