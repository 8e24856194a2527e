"""The goods entrusted to us: notes that bring and return them, lots, damage, counts, and the store's own numbers."""
