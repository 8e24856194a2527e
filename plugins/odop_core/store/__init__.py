"""Saleor as the suite sees it: the ports, the host that provides them, the newest state of orders and products."""
