"""Alerts: what the owner should see to themselves."""
