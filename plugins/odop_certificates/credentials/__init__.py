"""Certificates of verified claims: the keys they are signed with, what they say, and the lists of what was revoked."""
