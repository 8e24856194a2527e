"""How we speak to the Saleor that installed us: its GraphQL, the documents we send, the keys it signs with."""
