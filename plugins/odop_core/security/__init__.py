"""What keeps data and doors safe: encryption, signatures, permissions, HTTP calls that stay outside our network."""
