"""What happened to a piece, for people and for partners who trace goods across companies."""
