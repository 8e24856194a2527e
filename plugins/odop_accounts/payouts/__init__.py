"""What is due to suppliers, paid out: prepared by one person, approved by another, sent, and told by the bank.

states      which state may follow which; each step with its ledger entry
"""
