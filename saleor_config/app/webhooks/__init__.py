"""What we are told: by Saleor of orders, products and checkouts, by the logistics partner and by payout rails."""
