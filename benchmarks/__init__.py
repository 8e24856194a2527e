"""What the suite costs a Saleor: measured side by side with the same Saleor without it, and told as ratios."""
