"""What becomes of sold goods, from the order to the end of the return window."""
