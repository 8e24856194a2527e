"""Districts and crafts: the programme's geography."""
