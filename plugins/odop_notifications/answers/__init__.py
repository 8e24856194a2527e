"""What suppliers answer, and what follows from it."""
