"""What gateways, suppliers' systems and people tell us: proven, taken in once, and understood as an answer."""
