"""Pickups: requested as an order's sales need them, booked for a day, collected, delivered."""
