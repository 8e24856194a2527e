"""Reports of gateways and suppliers' systems: verified, accepted once, and replies understood as answers."""
