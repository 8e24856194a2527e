"""Payouts as a file for the bank. No code knows a bank: a layout is a table of columns that the merchant configures.

layouts     what a layout says, and what is wrong with one
examples    layouts of known banks, to begin with; the merchant's bank confirms them
writer      payouts and a layout become the bytes of a file
files       layouts approved by a second person; files exported once, under one number
"""
