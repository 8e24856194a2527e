"""Signing in to a supplier's app: one-time codes, sessions and the members of a group."""
