"""What may not be sold to whom, and saying so before the buyer pays."""
