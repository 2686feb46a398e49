"""Whether the data is right: what a file adds up to, how it compares with the shop's own back office, how good the whole is."""
