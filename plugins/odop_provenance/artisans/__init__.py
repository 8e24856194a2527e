"""The artisans whom buyers are shown."""
