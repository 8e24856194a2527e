"""How the suite is joined to a Saleor: in its process (`in_saleor`) or beside it as an App (`app`)."""
