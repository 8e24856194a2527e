"""Where products come from, as others are told: buyers, and those who certify it."""
