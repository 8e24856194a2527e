"""Offers: who supplies what from where, and whose name is on the buyer's invoice."""
