"""Delivering messages from the outbox to their channel, within its rate limit and its circuit breaker."""
