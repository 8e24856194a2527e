"""What accounts need to know of sales: the frozen figures, how far each has come, and what was given back."""

from odop_consignment.sales.books import (
    FreightTerms,
    GivenBack,
    SaleForBooks,
    Taxpayer,
    freight_terms,
    latest_prices,
    order_ids_after,
    sales_for_books,
)

__all__ = [
    "FreightTerms", "GivenBack", "SaleForBooks", "Taxpayer", "freight_terms", "latest_prices", "order_ids_after",
    "sales_for_books",
]  # fmt: skip
