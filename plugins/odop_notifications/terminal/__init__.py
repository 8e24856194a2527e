"""The helpline for a terminal, made of the same functions as the GraphQL API."""
