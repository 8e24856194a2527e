"""What the bank says of payouts: its statements, handed in as files, and what their rows mean.

rows          a row, and why a file is refused
tables        reading CSV and XLSX, of whichever bank
mt940         reading MT940
records       keeping each row once
matching      which payout a row is of, and what it means for it
unconfirmed   payouts that the statements of their days do not show
"""
