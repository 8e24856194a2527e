"""The money: who owes whom what, to the paisa, and why.

ledger       accounts, journal entries, balances, closed periods; guarded by PostgreSQL
"""
