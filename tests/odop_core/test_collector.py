"""Collector: all mistakes of a form at once."""

from __future__ import annotations

import pytest

from odop_core.collector import Collector, errors_in


class Several(ValueError):
    def __init__(self, errors: list[ValueError]) -> None:
        self.errors = errors


def test_what_is_right_is_returned() -> None:
    # when
    with Collector(ValueError, several=Several) as each:
        one, two = each(int, "1"), each(int, "2")

    # then
    assert (one, two) == (1, 2)


def test_a_single_error_is_raised_as_it_is() -> None:
    # when / then
    with pytest.raises(ValueError, match="'x'") as refusal, Collector(ValueError, several=Several) as each:
        each(int, "x")
    assert type(refusal.value) is ValueError


def test_all_errors_are_raised_together_also_those_of_collectors_within() -> None:
    # given
    def read_both() -> None:
        with Collector(ValueError, several=Several) as each:
            each(int, "b")
            each(int, "c")

    def read_all() -> None:
        with Collector(ValueError, several=Several) as each:
            each(int, "a")
            each(read_both)

    # when
    with pytest.raises(Several) as refusal:
        read_all()

    # then
    assert [str(error)[-3:] for error in errors_in(refusal.value)] == ["'a'", "'b'", "'c'"]


def test_other_errors_go_through() -> None:
    # given
    def read_both() -> None:
        with Collector(ValueError, several=Several) as each:
            each(int, "x")
            each(int, None)  # type: ignore[arg-type]

    # when / then
    with pytest.raises(TypeError):
        read_both()
