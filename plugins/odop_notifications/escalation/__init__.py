"""Questions that wait for an answer: how long, by which channel we ask again, and when somebody calls."""
