"""Carrying messages to their channel: when, how fast, at what cost, and what if the channel is in trouble."""
