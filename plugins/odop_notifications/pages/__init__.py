"""The page behind a supplier's one-tap link: a few large buttons, in Hindi and English, for the cheapest of phones."""
