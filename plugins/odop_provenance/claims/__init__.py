"""What is said of a product's origin, and how it moves from a draft to a verified claim and back."""
