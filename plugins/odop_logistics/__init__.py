"""Bringing the goods from the maker to the buyer."""
