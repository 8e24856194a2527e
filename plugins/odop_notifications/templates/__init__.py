"""What is said on which occasion, in which language, over which channel."""
