"""What a supplier agreed to, and took back again, by which notice.

The notices are the files of `notices/`, one per version and language: a changed text is a new version, and each word of
a supplier names the version they were shown. Giving and taking back go the same way (DPDP Act 2023, s.5 and s.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction

from odop_consignment.errors import UnknownRow
from odop_consignment.events import ConsentChanged
from odop_consignment.lookups import find_row
from odop_consignment.models import Consent, Purpose, Supplier
from odop_consignment.suppliers import identity, onboarding
from odop_consignment.suppliers.errors import SupplierRefused
from odop_core.i18n import _
from odop_core.queue import inbox

NOTICES = Path(__file__).with_name("notices")
VERSION = "1"
TAKEN_BACK = _("They took back the consent to keep their data for selling.")


@dataclass(frozen=True)
class Notice:
    """What a supplier is shown, or read to, before they agree. `text` is Markdown."""

    version: str
    language: str
    text: str


@cache
def read_notice(language: str = "hi", version: str = VERSION) -> Notice:
    """Raises UnknownRow."""
    file = NOTICES / f"{version}.{language}.md"
    if not re.fullmatch(r"[a-z0-9-]+", version + language) or not file.is_file():
        raise UnknownRow(_("There is no notice {version} in {language!r}.", version=version, language=language))
    return Notice(version, language, file.read_text(encoding="utf-8"))


def has_agreed(supplier_id: int, purpose: str, using: str = "default") -> bool:
    """Whether the last word of the supplier about this `Purpose` was yes. Without any word it is no."""
    return bool(last_consent(supplier_id, purpose, using))


def last_consent(supplier_id: int, purpose: str, using: str = "default") -> bool | None:
    """What the supplier said last of this `Purpose`; None when they never said anything."""
    rows = Consent.objects.using(using).filter(supplier_id=supplier_id, purpose=purpose)
    return rows.order_by("-id").values_list("given", flat=True).first()


@transaction.atomic
def record_consent(
    supplier_id: int, purpose: Purpose, *, given: bool, channel: str, by: str, language: str = "hi",
    notice_version: str = VERSION,
) -> Consent:  # fmt: skip
    """The supplier agreed to a purpose, or took that back. Who takes back the one needed to sell is suspended.

    The rest of the suite hears of it as `ConsentChanged`. Raises UnknownRow, IdentityError, SupplierRefused.
    """
    supplier = find_row(Supplier, supplier_id, lock=True)
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    read_notice(language, notice_version)
    consent = Consent.objects.create(
        supplier=supplier, purpose=Purpose(purpose), given=given, notice_version=notice_version, language=language,
        channel=identity.read_line(channel, "channel", longest=32), recorded_by=by,
    )  # fmt: skip
    if not given and purpose == Purpose.SUPPLY:
        onboarding.record_change(supplier, what=TAKEN_BACK, by=by)
    event = ConsentChanged(
        supplier_id=supplier_id, artisan_slug=supplier.artisan_slug, purpose=consent.purpose, given=given
    )
    inbox.announce(event, key=f"{event.kind}:{consent.pk}")
    return consent
