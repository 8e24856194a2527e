"""Suppliers as notifications knows them: how they are reached, recognised and spoken to, and how they are forgotten."""
