"""Payouts that go by a rail: handed over once, asked for until the bank has paid, told of by webhooks.

choice      which payouts go by a rail
deliverer   an approved payout goes to its rail; what nobody saw the end of is looked up before it is sent again
look_ups    what became of a transfer, asked the more rarely the longer it takes
reports     the rails' webhooks: they only say that it is time to ask
news        what a rail says, recorded in the payout
"""
