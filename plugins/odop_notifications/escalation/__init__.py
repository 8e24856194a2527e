"""Questions that wait for an answer: the steps by which they are asked again, until the helpline calls."""
