"""What reviewers work through: the queue of claims, and many at once."""
