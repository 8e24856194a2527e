"""What generators make of the schema for clients."""
