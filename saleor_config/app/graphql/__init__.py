"""The endpoint storefronts read: the question is counted, then answered for whoever asks."""
