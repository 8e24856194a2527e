"""Who looks at labels: counted, so that a copied one shows, and limited, so that nobody tries codes out."""
