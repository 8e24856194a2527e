"""Account sales: what each supplier earned, gave back, was charged and was paid, period by period.

periods       which days a statement is of
lines         what the ledger says of suppliers between two moments, and of what each amount is made
issue         statements of suppliers, each going on where the last one ended
runs          all suppliers' statements of a period that is over, in small steps
explanations  each line as a sentence
papers        the PDF, made when it is first asked for and kept
checks        that statements and ledger agree

A statement holds what was *recorded* in its time, whatever day it is of: so an entry of an earlier day is a line of the
next statement, each entry stands on one statement of a supplier, and all statements together are the ledger.
"""
