"""Documents of an order, per seller of record: invoices, credit notes and vouchers; and the papers between the shop and
its suppliers.

They are made to agree with the sales, as the books are (`sync`): an invoice when goods leave (CGST s.31(1)(a)) or when
somebody asks for it before, a credit note when what was invoiced is called off or comes back (s.34), a refund voucher
when an advance is paid back for goods that were never invoiced (s.31(3)(e)). Amounts are those of the books, to the
paisa. What is printed is written down when the document is issued, and never changes.
"""
