"""One PostgreSQL for all that runs in a checkout: it stays as long as anybody needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtools.machine import embedded
from devtools.machine.embedded import checkout_server
from devtools.machine.servers import GivenServer


class FakeCluster:
    """Counts instead of starting anything."""

    log: list[str]

    def __init__(self, _binaries: Path, directory: Path) -> None:
        self.directory = directory

    def start(self) -> None:
        FakeCluster.log.append("start")

    def stop(self) -> None:
        FakeCluster.log.append("stop")


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    FakeCluster.log = []
    monkeypatch.setattr(embedded, "Cluster", FakeCluster)
    monkeypatch.setattr(embedded, "embedded_binaries", lambda: tmp_path)
    monkeypatch.setattr(embedded, "checkout_state_dir", lambda _checkout: tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_the_only_user_stops_the_server(tmp_path: Path) -> None:
    # when / then
    with checkout_server(tmp_path):
        assert FakeCluster.log == ["start"]

    # then
    assert FakeCluster.log == ["start", "stop"]


def test_the_last_of_two_users_stops_the_server(tmp_path: Path) -> None:
    # when / then
    with checkout_server(tmp_path):
        with checkout_server(tmp_path):
            pass
        assert "stop" not in FakeCluster.log

    # then
    assert FakeCluster.log.count("stop") == 1


def test_the_server_is_stopped_after_a_failure_too(tmp_path: Path) -> None:
    # when
    with pytest.raises(ValueError, match="trouble"), checkout_server(tmp_path):
        raise ValueError("trouble")

    # then
    assert FakeCluster.log == ["start", "stop"]


def test_a_server_of_ones_own_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db.example/mine")

    # when / then
    with checkout_server(tmp_path) as server:
        assert isinstance(server, GivenServer)
        assert server.url("odop_demo") == "postgres://me@db.example/odop_demo"
    assert FakeCluster.log == []
