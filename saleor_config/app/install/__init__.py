"""How a Saleor installs us: what we say of ourselves, and what it hands over."""
