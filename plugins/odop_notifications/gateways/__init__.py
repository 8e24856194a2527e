"""The data exchanged with gateways, and gateways over HTTP described as data."""
