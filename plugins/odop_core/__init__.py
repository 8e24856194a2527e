"""What all plugins of the suite share. It knows no other package of the suite and no Saleor (but for `plugin.py`).

The way of an event: `inbox` accepts it once, `handling` lets each plugin react on its own, `outbox` tells the outside
world. `store` is the port to Saleor, `host` the way the suite is joined to it.
"""
