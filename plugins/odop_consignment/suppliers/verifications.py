"""Writing down what somebody found who looked at what a supplier says of themselves.

What the law builds on (PAN, GSTIN, enrolment number, State) and is found wrong later stops who may sell: they are
suspended until it is mended and a second person lets them sell again.
"""

from __future__ import annotations

from django.db import transaction

from odop_consignment import interests
from odop_consignment.errors import WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import CheckItem, CheckResult, Supplier, SupplierState, Verification
from odop_consignment.suppliers import identity, onboarding, regimes
from odop_consignment.suppliers.checklist import NAMES, SEEN_ELSEWHERE, value_digest
from odop_core.i18n import _
from odop_core.india import dates

STOPS_SALES = frozenset({CheckItem.PAN, CheckItem.GSTIN, CheckItem.ENROLMENT, CheckItem.ADDRESS})


@transaction.atomic
def record_verification(
    supplier_id: int, item: CheckItem, result: CheckResult, *, source: str, by: str, reference: str = "",
    remark: str = "",
) -> Verification:  # fmt: skip
    """Somebody looked at what the supplier says now of one item, and found this. A refusal needs a remark.

    Raises UnknownRow, WrongChoice, IdentityError, OwnInterest.
    """
    supplier = find_row(Supplier, supplier_id, lock=True)
    interests.refuse_own_interest(by, [supplier_id])
    if item in SEEN_ELSEWHERE:
        raise WrongChoice(
            _("The {name} is not verified by hand: it is seen from what is recorded of it.", name=NAMES[item])
        )
    value = value_digest(supplier, item, regimes.newest_regime(supplier_id))
    if not value:
        raise WrongChoice(_("There is no {name} to verify.", name=NAMES[item]))
    found = Verification.objects.create(
        supplier=supplier, item=item, result=result, value_digest=value,
        source=identity.read_line(source, "source", longest=64),
        reference=identity.read_line(reference, "reference", required=False),
        remark=identity.read_reason(remark, "remark", required=result == CheckResult.REFUSED),
        verified_by=by,
    )  # fmt: skip
    if supplier.state == SupplierState.APPROVED and _stops_sales(found):
        what = _("The {name} was seen to be wrong.", name=NAMES[item])
        onboarding.record_change(supplier, what=what, by=by)
    return found


def _stops_sales(found: Verification) -> bool:
    """Whether something is wrong with what the supplier is today, and not with what they will be."""
    if found.result != CheckResult.REFUSED or found.item not in STOPS_SALES:
        return False
    now = regimes.regime_on(found.supplier_id, dates.today())
    return found.value_digest == value_digest(found.supplier, CheckItem(found.item), now)
