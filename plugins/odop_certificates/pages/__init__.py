"""The page behind the QR code, and what machines get at the same address. Served alike by both hosts.

`responding.respond` takes a `Request` and returns a `Response`; `view.show` joins it to Django's.
"""
