"""What suppliers object to, and the answers of staff."""
