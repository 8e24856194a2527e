"""A gateway's reports to us, described as data: how they are verified, and which of their fields says what."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from django.utils import timezone
from pydantic import AfterValidator

from odop_core.india.phones import NotAPhoneNumber, read_reported_phone
from odop_core.security.foreign_text import mask_text
from odop_core.security.signatures import BadSignature
from odop_notifications.gateways.http_request import Data, read_json, value_at
from odop_notifications.gateways.message import Inbound, Receipt, ReceiptStatus, storable_id

# Of the address a gateway reports to: the key of the message it reports on.
MESSAGE = "odop_message"
# Reports of one request; more is no gateway's way.
MOST_REPORTS = 1000
LONGEST_TEXT, LONGEST_DETAIL, LONGEST_WORD = 4000, 200, 64
# A gateway's clock may be wrong by this much; a report "of tomorrow" is one of now.
CLOCK_SKEW = timedelta(minutes=5)

Heard = TypeVar("Heard", Receipt, Inbound)


class UnreadableReport(ValueError):
    """It comes from the gateway, but nobody can make sense of it; the message says why."""


@dataclass(frozen=True)
class Unreadable:
    """One of the things told in a request that can be read but for this one."""

    entry: Any
    reason: str


@dataclass(frozen=True)
class Report:
    """A request a gateway made to us. Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def entries(self, at: str = "") -> list[Any]:
        """The things told in one request: its JSON (below the path `at`, if given) or form, else its query.

        At least one is an object that says something. Raises UnreadableReport.
        """
        if not self.body:
            return [dict(self.query)]
        content = self._content()
        if at:
            content = value_at(content, at)
            content = read_json(content) if isinstance(content, str) else content
        entries = content if isinstance(content, list) else [content]
        if not any(_says_something(entry) for entry in entries):
            raise UnreadableReport("It is neither JSON objects nor form fields.")
        if len(entries) > MOST_REPORTS:
            raise UnreadableReport(f"It holds more than {MOST_REPORTS} reports.")
        return entries

    def _content(self) -> Any:
        kind = self.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            return _multipart(kind, self.body)
        text = self.body.decode("utf-8", "replace")
        content = read_json(text)
        if content is None and "json" not in kind:
            return dict(parse_qsl(text, keep_blank_values=True))
        return content


def _says_something(entry: Any) -> bool:
    return isinstance(entry, dict) and bool(entry)


def read_each(entries: Iterable[Any], read: Callable[[dict[str, Any]], Heard | None]) -> list[Heard | Unreadable]:
    """What every entry tells, if it tells anything. One that nobody can read costs none of the others."""
    found = [_attempt(entry, read) for entry in entries]
    return [one for one in found if one is not None]


def _attempt(entry: Any, read: Callable[[dict[str, Any]], Heard | None]) -> Heard | Unreadable | None:
    if not _says_something(entry):
        return Unreadable(entry, "It is no JSON object, or an empty one.")
    try:
        return read(entry)
    except UnreadableReport as error:
        return Unreadable(entry, str(error))


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write one like 'Asia/Kolkata'.") from None
    return name


def _in_lower_case(statuses: dict[str, ReceiptStatus]) -> dict[str, ReceiptStatus]:
    return {word.lower(): status for word, status in statuses.items()}


TimeZone = Annotated[str, AfterValidator(_time_zone)]
Statuses = Annotated[dict[str, ReceiptStatus], AfterValidator(_in_lower_case)]


class Verification(Data):
    """`header` and `query`: a shared secret in the field `name`. `basic`: the password of HTTP basic authentication.

    `hmac`: the header `name` holds the HMAC of the body in hexadecimal or base64, perhaps after a `prefix`.
    """

    kind: Literal["header", "query", "basic", "hmac"] = "query"
    name: str = "secret"
    prefix: str = ""
    digest: Literal["sha256", "sha1", "sha512"] = "sha256"

    def check(self, secret: str, report: Report) -> None:
        """Raises BadSignature, also while no secret is set: nobody is believed without one."""
        if not secret:
            raise BadSignature("no-secret", "No secret is set for reports of this gateway; fill in its webhook secret.")
        given = self._given(report)
        if not given or (self.kind == "hmac" and not report.body):  # a signature of nothing vouches for nothing
            raise BadSignature("unsigned", f"The request does not carry its secret ({self.kind} {self.name}).")
        if not any(hmac.compare_digest(given.encode(), one.encode()) for one in self._expected(secret, report.body)):
            raise BadSignature("bad-signature", "The request does not carry the secret that is set here.")

    def _given(self, report: Report) -> str:
        if self.kind == "query":
            return report.query.get(self.name, "")
        if self.kind == "basic":
            return _password(report.headers.get("authorization", ""))
        value = report.headers.get(self.name.lower(), "")
        return value.removeprefix(self.prefix) if value.startswith(self.prefix) else ""

    def _expected(self, secret: str, body: bytes) -> list[str]:
        if self.kind != "hmac":
            return [secret]
        digest = hmac.new(secret.encode(), body, getattr(hashlib, self.digest)).digest()
        return [digest.hex(), base64.b64encode(digest).decode()]


class ReceiptMapping(Data):
    """Where a delivery report says what. `statuses`: the gateway's words (in any case) to ours; others are kept
    and counted, and change nothing.

    `key` is where it hands our key back; not needed if it reports to the `{callback}` it was given with the message.
    Times without a zone are of `time_zone`.
    """

    entries: str = ""
    id: str
    key: str = ""
    status: str
    at: str = ""
    detail: str = ""
    statuses: Statuses
    time_zone: TimeZone = "Asia/Kolkata"

    def read(self, channel: str, report: Report) -> list[Receipt | Unreadable]:
        """Raises UnreadableReport."""
        entries = report.entries(self.entries)
        # What is told of several messages at once is not all about the one whose address it came to.
        ours = report.query.get(MESSAGE, "") if len(entries) == 1 else ""
        return read_each(entries, lambda entry: self._receipt(channel, entry, ours))

    def _receipt(self, channel: str, entry: dict[str, Any], ours: str) -> Receipt:
        gateway_id, word = text_at(entry, self.id), text_at(entry, self.status).lower()
        if not (word and gateway_id):
            raise UnreadableReport(f"It has no {self.status!r} or no {self.id!r}.")
        at = read_moment(text_at(entry, self.at), self.time_zone)
        return make_receipt(
            channel, gateway_id, self.statuses.get(word), at, text_at(entry, self.detail),
            text_at(entry, self.key) or ours, word=word,
        )  # fmt: skip


class InboundMapping(Data):
    """Where a supplier's reply (a text, or pressed keys) says what."""

    entries: str = ""
    address: str
    text: str
    id: str = ""
    at: str = ""
    in_reply_to: str = ""
    time_zone: TimeZone = "Asia/Kolkata"

    def read(self, channel: str, report: Report) -> list[Inbound | Unreadable]:
        """Raises UnreadableReport."""
        return read_each(report.entries(self.entries), lambda entry: self._inbound(channel, entry))

    def _inbound(self, channel: str, entry: dict[str, Any]) -> Inbound:
        address = text_at(entry, self.address)
        if not address:
            raise UnreadableReport(f"It has no {self.address!r}.")
        return make_inbound(
            channel, address, text_at(entry, self.text).strip(' "'), text_at(entry, self.id),
            at=read_moment(text_at(entry, self.at), self.time_zone), in_reply_to=text_at(entry, self.in_reply_to),
            raw=entry,
        )  # fmt: skip


def make_receipt(
    channel: str, gateway_id: str, status: ReceiptStatus | None, at: datetime, detail: str = "",
    message_key: str = "", *, word: str = "", user_id: str = "",
) -> Receipt:  # fmt: skip
    """A gateway may tell the same fate twice, at another time of its clock even: it stays one receipt.

    `status` is None for a `word` that we do not know.
    """
    gateway_id, status = storable_id(gateway_id), status or ReceiptStatus.OTHER
    word = mask_text(word, LONGEST_WORD) if status is ReceiptStatus.OTHER else ""
    key = _key(channel, gateway_id, status, word) if word else _key(channel, gateway_id, status)
    detail, message_key = mask_text(detail, LONGEST_DETAIL), storable_id(message_key)
    return Receipt(channel, gateway_id, status, key, at, detail, message_key, word, user_id)


def make_inbound(
    channel: str, address: str, text: str, gateway_id: str, *, at: datetime, in_reply_to: str = "",
    raw: dict[str, Any] | None = None, user_id: str = "", for_person: str = "",
) -> Inbound:  # fmt: skip
    """Without an id of the gateway's, the same words of the same minute are a repeat."""
    unique = gateway_id or f"{at:%Y-%m-%dT%H:%M}"
    key = _key(channel, unique, address, text)
    gateway_id, in_reply_to = storable_id(gateway_id), storable_id(in_reply_to)
    return Inbound(
        channel, read_sender(address), text[:LONGEST_TEXT], key, at, gateway_id, in_reply_to, raw or {}, user_id,
        for_person,
    )  # fmt: skip


def read_sender(address: str) -> str:
    """A telephone number however a gateway writes it, in E.164; any other address as it is."""
    try:
        return read_reported_phone(address)
    except NotAPhoneNumber:
        return address.strip()


def _key(*parts: str) -> str:
    """Of fixed length, and without saying who it was."""
    return f"{parts[0]}:{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:40]}"


def text_at(entry: dict[str, Any], path: str) -> str:
    """A text or number as text: of the first path of `one|other` that is there."""
    for way in path.split("|"):
        value = entry[way] if way in entry else value_at(entry, way)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return ""


def read_moment(text: str, zone: str = "UTC") -> datetime:
    """Unix seconds or milliseconds, or a date and time; aware, in UTC. Now, if it says nothing that can be."""
    now = timezone.now()
    read = _read_moment(text, zone)
    return read if read and read <= now + CLOCK_SKEW else now


def _read_moment(text: str, zone: str) -> datetime | None:
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text) / (1000 if len(text) > 11 else 1), UTC)
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _multipart(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a form sent as multipart/form-data; files in it are not looked at."""
    message = message_from_bytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    fields = {}
    for part in message.walk():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes) and not part.get_filename():
            fields[name] = content.decode("utf-8", "replace")
    return fields


def _password(header: str) -> str:
    kind, _, login = header.partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(login, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
