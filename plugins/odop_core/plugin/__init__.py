"""What each plugin is made of: its configuration, and its face in Saleor's list of plugins."""
