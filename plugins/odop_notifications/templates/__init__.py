"""The texts of messages, by occasion, language and channel."""
