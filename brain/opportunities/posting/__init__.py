"""What the detectors about the owner's own posts read and say: texts that wear out, hours that work better."""
