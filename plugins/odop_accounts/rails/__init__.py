"""Payout rails: providers that send money from the shop's account to a supplier's. Each is a folder of the same shape
(`transport` speaks HTTP, `statuses` reads what the provider says, `webhook` verifies what it tells us).
"""
