"""Understanding a text: its spelling, its numbers and days, and its meaning."""
