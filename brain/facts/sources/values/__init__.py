"""What a cell means: how a column writes its dates and amounts, which currency and zone a file speaks of."""
