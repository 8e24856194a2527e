"""What a proof is made of, and how it is checked. Nothing here needs a database, Django or a network: whoever holds a
certificate, our public keys and a status list can check all of it on a machine of their own.
"""
