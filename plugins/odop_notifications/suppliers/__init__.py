"""Suppliers, for notifications: how they are reached, recognised as senders, and erased."""
