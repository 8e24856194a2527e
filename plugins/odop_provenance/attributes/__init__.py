"""The store's attributes by which merchants say where a product comes from."""
