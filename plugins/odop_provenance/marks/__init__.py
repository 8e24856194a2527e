"""Protected names and marks, and the badges of products."""
