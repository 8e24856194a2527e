"""What the page behind a label says, as plain data: for GraphQL, under the same limit of checks a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from odop_certificates.checks import checks
from odop_certificates.checks.checks import Check
from odop_certificates.checks.outcomes import Outcome
from odop_certificates.credentials import origins
from odop_certificates.credentials.records import CertificateInfo
from odop_certificates.history import unit_history
from odop_certificates.history.unit_history import History
from odop_certificates.scans import counts, limits
from odop_certificates.scans.counts import ScanCount
from odop_certificates.units.records import UnitInfo
from odop_core.i18n import Text, TextError, _
from odop_core.india import dates
from odop_provenance.api import ArtisanInfo, CraftInfo, DistrictInfo

# In the order in which they usually happen.
HAPPENINGS = {
    "made_at": "made", "received_at": "received", "ordered_at": "ordered", "collected_at": "collected",
    "left_at": "left", "delivered_at": "delivered", "ended_at": "ended",
}  # fmt: skip


class TooManyChecks(TextError):
    """This client has checked too many codes; the message says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many codes were checked from here. Try again in {seconds} seconds.", seconds=seconds))


@dataclass(frozen=True)
class Happening:
    """`what` is a value of `HAPPENINGS`; `day` is the Indian one. Hours would say too much of a buyer."""

    what: str
    day: date


@dataclass(frozen=True)
class Verification:
    """The answer to a check. All but `outcome` and `text` is empty for a code that is none of ours. The text is
    for people, in any language.

    It says nothing of the order or the buyer, and of the artisan what their consent allows.
    """

    outcome: Outcome
    text: Text
    district: DistrictInfo | None = None
    craft: CraftInfo | None = None
    artisan: ArtisanInfo | None = None
    unit: UnitInfo | None = None
    certificate: CertificateInfo | None = None
    history: tuple[Happening, ...] = ()
    scans: ScanCount | None = None

    @property
    def is_genuine(self) -> bool:
        return self.outcome is Outcome.GENUINE


def verify_code(code: str, client: str, using: str = "default") -> Verification:
    """Check what somebody scanned, typed or pasted; also while the plugin is off, since what was sold stays sold.

    `client` is the address of whoever asks, and is not kept. Raises TooManyChecks.
    """
    _wait(limits.spend_look(client))
    found = checks.check_code(code, using)
    if not (found.certificate or found.product):
        _wait(limits.spend_guess(client))
    return _verification(found, using)


def _wait(seconds: int) -> None:
    if seconds:
        raise TooManyChecks(seconds)


def _verification(found: Check, using: str) -> Verification:
    if found.certificate is None:
        return Verification(found.outcome, found.text)
    shown = found.unit or found.certificate
    known = origins.read_origin(shown.token, found.certificate.code, using)
    return Verification(
        outcome=found.outcome,
        text=found.text,
        district=known.district,
        craft=known.craft,
        artisan=known.artisan,
        unit=found.unit,
        certificate=found.certificate,
        history=_happenings(unit_history.find_histories([found.unit], using)[found.unit.serial]) if found.unit else (),
        scans=counts.count_scans(found.unit.serial, using) if found.unit else None,
    )


def _happenings(known: History) -> tuple[Happening, ...]:
    moments: list[tuple[str, datetime | None]] = [(what, getattr(known, name)) for name, what in HAPPENINGS.items()]
    happenings = [Happening(what, moment.astimezone(dates.IST).date()) for what, moment in moments if moment]
    return tuple(sorted(happenings, key=lambda happening: happening.day))
