"""The last net under logs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

CODE = "0123456789ABC"
PHONE = "+919876543210"


@pytest.fixture
def written(request: pytest.FixtureRequest) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of this name that writes as the App host's does."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("{levelname} {name}: {message}", style="{"))
    logger = logging.getLogger(request.param)
    logger.addHandler(handler)
    yield logger, out
    logger.removeHandler(handler)


OURS = ["odop_notifications.anything", "django.request", "celery.app.trace", "gunicorn.access", "saleor_config.app"]


@pytest.mark.parametrize("written", OURS, indirect=True)
def test_no_code_and_no_number_is_written(written: tuple[logging.Logger, io.StringIO]) -> None:
    # given
    logger, out = written

    # when
    logger.error("Not Found: %s of %s", f"/notifications/a/{CODE}", PHONE)
    logger.error("%(path)s", {"path": f"/notifications/a/{CODE}\nERROR forged"})
    logger.error(f"To {PHONE}")
    logger.error("%d", "not a number")

    # then
    lines = out.getvalue().splitlines()
    assert CODE not in out.getvalue()
    assert PHONE[1:] not in out.getvalue()
    assert len(lines) == 4
    assert all(line.startswith(f"ERROR {logger.name}: ") for line in lines)


@pytest.mark.parametrize("written", ["odop_core.queue.work"], indirect=True)
def test_a_traceback_passes_for_no_other_record(written: tuple[logging.Logger, io.StringIO]) -> None:
    # given
    logger, out = written

    # when
    try:
        raise ValueError(f"refused {PHONE}\nERROR odop_core: all is well")
    except ValueError:
        logger.exception("It failed")

    # then
    first, *traceback = out.getvalue().splitlines()
    assert first == "ERROR odop_core.queue.work: It failed"
    assert traceback[-1] == "| ERROR odop_core: all is well"
    assert all(line.startswith("| ") for line in traceback)
    assert PHONE[1:] not in out.getvalue()


@pytest.mark.parametrize("written", ["saleor.order", "somebody.else"], indirect=True)
def test_what_others_log_is_their_business(written: tuple[logging.Logger, io.StringIO]) -> None:
    # given
    logger, out = written

    # when
    logger.error("Order %s", "9876543210")

    # then
    assert "9876543210" in out.getvalue()


def test_the_log_of_a_server_that_takes_records_apart_keeps_its_parts() -> None:
    # when: as uvicorn logs requests
    record = logging.getLogger("uvicorn.access").makeRecord(
        "uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d',
        ("10.0.0.1:4711", "GET", f"/plugins/global/odop.notifications/a/{CODE}", "1.1", 200), None,
    )  # fmt: skip

    # then
    assert record.args == ("10.0.0.1:4711", "GET", "/plugins/global/odop.notifications/a/…", "1.1", 200)


def test_the_net_is_there_once() -> None:
    # given
    from odop_core.security.logs import guard_logs

    before = logging.getLogRecordFactory()

    # when
    guard_logs()

    # then
    assert logging.getLogRecordFactory() is before
