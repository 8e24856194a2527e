"""The helpline: calls that wait, operators who make them one at a time, and what came of each call."""
