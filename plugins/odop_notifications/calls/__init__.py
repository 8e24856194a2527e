"""Calls that wait for an operator: the queue, their order, and their languages."""
