"""What shop systems send or hand over as it happens, turned into the rows that their own export files would have."""
