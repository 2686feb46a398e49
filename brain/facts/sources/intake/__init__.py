"""From rows to facts: recognised, shown, judged, stored, taken back."""
