"""Placeholder until the models land."""


def subscribe_all() -> None:
    pass
