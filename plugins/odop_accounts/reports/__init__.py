"""Reports of the books, as CSV and XLSX. Each is one declaration, and is compared with the ledger each time it is made.

report      what a report is: columns, one query, and which movement of the ledger its totals must equal
periods     months, quarters and tax years of India
journal     trial balance, day book, ledger
ageing      what is owed to suppliers, and by buyers, and since when
registers   commission, TDS, TCS, GSTR-8
gstr1       sales by what was issued: B2B, B2C, notes, HSN, documents, sales of others through us
catalogue   all of them by name
making      a report of a period: its rows, totals, and whether they agree with the ledger
tables      the same as a file
links       the file by a link that ends
"""
