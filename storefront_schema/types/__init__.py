"""GraphQL types, the same in both hosts. Their objects are the plain data of the plugins' `api` modules."""
