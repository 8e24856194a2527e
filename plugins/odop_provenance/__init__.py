"""Where a product comes from: its district, craft and artisan."""
