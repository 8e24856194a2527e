"""Who is notified of what: changed sales, requests of other plugins, and messages that reached nobody."""
