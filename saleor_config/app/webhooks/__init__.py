"""What we are told: by Saleor of orders, products and checkouts, and by the logistics partner."""
