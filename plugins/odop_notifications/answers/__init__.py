"""What makers answer: understanding it, finding the question it belongs to, and doing what follows."""
