"""What is due to suppliers, paid out: prepared, approved by another person, sent, and told by the bank.

preparation     what is due becomes payouts, in batches
obstacles       why somebody to whom something is due cannot be paid
ways            by which rail and mode a payout goes, and who sends it
approval        a second person lets payouts go, or calls them off
states          which state may follow which; each step with its ledger entry
checks          whether the ledger agrees with the payouts
"""
