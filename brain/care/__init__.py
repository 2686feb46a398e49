"""Care of data: backup and restore, forgetting a customer, retention, keys, and where personal data is."""
