"""What goes to and fro between us and a gateway, and gateways over HTTP described as data."""
