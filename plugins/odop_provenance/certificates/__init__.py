"""Signed proof of where a product comes from: certificates of verified claims, and serials of units sold.

`canonical`, `codes`, `digital_link`, `bitstring` and `verify` need neither a database nor Django: whoever holds a
certificate, our public keys and a status list can check all of it on a machine of their own.
"""
