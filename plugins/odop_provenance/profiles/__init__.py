"""Artisans' profiles: proposed by themselves, reviewed by staff, shown to buyers."""
