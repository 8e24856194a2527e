"""The suite's GraphQL: types, queries and mutations, and one composer per host."""
