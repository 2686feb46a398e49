"""What alarms about quality and content share: how a story becomes a card."""
