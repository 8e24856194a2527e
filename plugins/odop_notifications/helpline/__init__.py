"""Operators at work: they take calls one at a time, see what to say, and log the outcome."""
