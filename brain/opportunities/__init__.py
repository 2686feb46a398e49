"""Floor 4: what the brain sees. Detectors look at the facts and return findings; nothing here writes."""
