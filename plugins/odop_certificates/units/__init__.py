"""The pieces that were sold: a serial for each, and what its buyer confirms."""
