"""Agreements with suppliers: their versions, how a sale is priced by them, and how that is explained."""
