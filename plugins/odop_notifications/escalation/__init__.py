"""Chasing an answer: what is asked, how long we wait, by which channel we ask again, and when somebody calls."""
