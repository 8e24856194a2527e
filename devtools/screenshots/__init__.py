"""The pictures of the README, taken by a script so that they can be taken again: see `__main__.py`."""
