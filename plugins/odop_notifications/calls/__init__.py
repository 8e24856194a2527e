"""Calls that wait for an operator: which there are, which comes first, and in which language."""
