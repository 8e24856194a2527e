"""Tax: what the law asks for on a day, and on whose authority. All amounts are whole paise.

`rates`, `baskets`, `supply`, `collection` and `withholding` reckon with what they are given and know no database; the
rules they are given are rows (`records`), first loaded from `reference`.
"""
