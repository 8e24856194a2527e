"""PostgreSQL as all apps use it: advisory locks, paging by key, states as text."""
