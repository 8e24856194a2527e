"""What serving HTTP takes: small public pages, their addresses, limits per client, a count of refused webhooks."""
