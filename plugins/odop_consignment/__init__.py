"""Who owns the goods that were sold, and on what terms."""
