"""What accounts need to know of sales: the frozen figures, how far each has come, and what was given back."""

from odop_consignment.sales.books import GivenBack, SaleForBooks, Taxpayer, order_ids_after, sales_for_books

__all__ = ["GivenBack", "SaleForBooks", "Taxpayer", "order_ids_after", "sales_for_books"]
