"""Asking a rail over HTTP: what was surely not heard, what may have been, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from odop_accounts.rails.port import RailUnavailable, TransferInDoubt
from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security import http
from odop_core.security.foreign_text import mask_text
from odop_core.web.bodies import BadJson, read_json


@dataclass(frozen=True)
class Reply:
    """`content` is None where the answer is no JSON object. `said` is the start of it, fit to be shown."""

    status: int
    content: dict[str, Any] | None
    said: str
    retry_after: timedelta | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def says_nothing(self) -> bool:
        """Whether it may have been done all the same: the rail, or somebody on the way to it, broke down."""
        return self.status in {408, 425} or self.status >= 500


def ask(method: str, url: str, content: object | None, headers: Mapping[str, str]) -> Reply:
    """Raises RailUnavailable if the rail surely did not hear it, TransferInDoubt if it did and gave no answer."""
    body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
    typed = {"Content-Type": "application/json", **headers} if body else headers
    try:
        answer = http.send_request(method, url, body, typed)
    except InDoubt as error:
        raise TransferInDoubt(str(error)) from error
    except TemporaryFailure as error:
        raise RailUnavailable(str(error), error.retry_after) from error
    except PermanentFailure as error:  # the address in the settings is wrong, and no fault of the transfer's
        raise RailUnavailable(str(error), account_trouble=True) from error
    return Reply(answer.status, _read(answer.body), mask_text(answer.body, 200), answer.retry_after)


def _read(body: str) -> dict[str, Any] | None:
    try:
        content = read_json(body.encode())
    except BadJson:
        return None
    return content if isinstance(content, dict) else None
