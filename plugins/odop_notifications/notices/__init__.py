"""Who is told what: when sales change, when another plugin asks for a message, and when a message reached nobody."""
