"""What the owner opens in the browser: thin scripts that read through a desk, draw cards and submit decisions."""
