"""Who supplies goods: who they are, how they were allowed to, how they are taxed, what becomes of their data."""
