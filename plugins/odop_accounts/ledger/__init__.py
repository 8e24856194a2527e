"""Double entry in whole paise. What must never happen is refused by PostgreSQL (`migrations/triggers.sql`).

chart      the purposes of accounts, and what a balance of each means
entries    posting and reversing
balances   what stands on an account, on any day
periods    closing the books
refusals   what the database refuses, as errors with a type
checks     whether the books agree with themselves
"""
