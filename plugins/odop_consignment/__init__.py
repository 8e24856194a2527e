"""Who owns the goods that were sold, and on what terms.

Each folder is a subject, and imports only from those before it: `models`, `agreements` (their versions, and how a
sale is priced by them), `suppliers` (who they are, how they were allowed to sell, how they are taxed), `offers` (who
supplies what, and who is the seller of record), `stock` (notes, lots, counts), `checkout` (what may not be sold to
whom), `sales` (of an order), `imports` (tables in and out), `api` (what others may use). The files beside them are of
no one subject.
"""
