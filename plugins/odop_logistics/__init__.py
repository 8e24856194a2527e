"""Bringing the goods from the supplier to the buyer."""
