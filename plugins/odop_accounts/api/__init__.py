"""What other parts of the suite may ask of accounts. Everything here is plain data, never a model."""
