"""What is entered in the books of a sale's life, and when. The rules are pure functions, from frozen figures to lines.

figures     the amounts of a sale, and of so many of its pieces
buyers      sold, called off; the buyer's money and what they pay for delivery
deliveries  the goods are the buyer's: the sale, and what its supplier earns, by supply model
returns     returned, replaced, refunded, damaged, lost
dues        what is to be paid out, and what is held back
facts       all of it that is true of a sale, or of an order, now
differences what is to be entered of that, when some is in the books already
sync        makes the books agree with the sales
freight     what carriers charge, and who bears it
deductions  what the law takes of a supplier's money, as the tax engine says
holds       who is not paid for now
"""
