"""Where products come from, as others see it: buyers, and those who certify it."""
