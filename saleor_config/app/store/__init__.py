"""The store and catalogue ports over GraphQL."""
