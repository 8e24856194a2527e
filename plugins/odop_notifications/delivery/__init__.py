"""Carrying messages from the outbox to their channel: how fast, and what if the channel has failures."""
