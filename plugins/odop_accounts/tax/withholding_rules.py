"""The rules of tax that is held back from what a seller is paid: TCS under GST, TDS under income tax. Each kind has at
most one rule on a day; a later one ends the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from odop_accounts.tax.refusals import BadRules, NoRule
from odop_core.i18n import Text, _

HIGHEST_BP = 10_000
LONGEST_CITATION, LONGEST_SECTION, LONGEST_CODE = 500, 64, 16


class Withheld(StrEnum):
    """What is held back: TCS on sales through us (CGST s.52), TDS on sales (ITA 2025 s.393(1) Table 8(v), before
    194-O), TDS on commission that is paid to facilitators (s.393(1) Table 1(ii), before 194H)."""

    TCS = "tcs"
    TDS_SALES = "tds_sales"
    TDS_COMMISSION = "tds_commission"


KIND_NAMES = {
    Withheld.TCS: _("TCS on sales"),
    Withheld.TDS_SALES: _("TDS on sales"),
    Withheld.TDS_COMMISSION: _("TDS on commission"),
}


class LimitFor(StrEnum):
    """Whom the year's limit spares: nobody, individuals and HUFs who gave a PAN, or everybody."""

    NOBODY = "nobody"
    INDIVIDUALS_WITH_PAN = "individuals_with_pan"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class WithholdingRule:
    """Rates in basis points; `no_pan_rate_bp` is for whom no valid PAN is known. Up to and with `limit_paise` in a tax
    year nothing is held back from those whom `limit_for` names."""

    kind: Withheld
    valid_from: date
    rate_bp: int
    citation: str
    confidence: str
    no_pan_rate_bp: int | None = None
    limit_paise: int | None = None
    limit_for: LimitFor = LimitFor.NOBODY
    # As the forms call it: "393(1) Table 8(v)", "194-O".
    section: str = ""
    payment_code: str = ""
    valid_to: date | None = None
    revision: int = 0
    id: int | None = None


class WithholdingRules:
    """Rules to look things up in."""

    def __init__(self, rules: Iterable[WithholdingRule]) -> None:
        self._rules = sorted(rules, key=lambda rule: (rule.valid_from, rule.revision))

    def rule_on(self, kind: Withheld, on: date) -> WithholdingRule:
        """Raises NoRule."""
        begun = [rule for rule in self._rules if rule.kind == kind and rule.valid_from <= on]
        if not begun or (begun[-1].valid_to and begun[-1].valid_to < on):
            raise NoRule(KIND_NAMES[kind], on)
        return begun[-1]


def check_new_rule(
    new: WithholdingRule, known: Sequence[WithholdingRule], *, today: date, gaps: bool = False, backdated: bool = False,
    corrects: bool = False,
) -> WithholdingRule:  # fmt: skip
    """The rule as it is to be added. Raises BadRules with all that is wrong; the words are as for `check_new_rates`."""
    wrong = list(_reasons(new, today, backdated))
    same_kind = [rule for rule in known if rule.kind == new.kind]
    same_day = [rule for rule in same_kind if rule.valid_from == new.valid_from]
    if same_day and not corrects:
        wrong.append(
            _("There is a rule for {kind} from {day} on already. If that one is wrong, send this as its correction.",
              kind=KIND_NAMES[new.kind], day=new.valid_from)
        )  # fmt: skip
    earlier = [rule for rule in same_kind if rule.valid_from < new.valid_from]
    last = max(earlier, key=lambda rule: (rule.valid_from, rule.revision), default=None)
    if last and last.valid_to and last.valid_to >= new.valid_from:
        wrong.append(
            _("It overlaps the rule that is to end on {day}. Begin after that day, or correct that rule.",
              day=last.valid_to)
        )  # fmt: skip
    later = min((rule.valid_from for rule in same_kind if rule.valid_from > new.valid_from), default=None)
    if new.valid_to and later and new.valid_to >= later:
        wrong.append(_("It overlaps the rule from {day} on.", day=later))
    elif new.valid_to and not later and not gaps:
        wrong.append(_("Nothing holds after {day}. Say that this is meant, or leave the end open.", day=new.valid_to))
    if wrong:
        raise BadRules(wrong)
    return replace(new, revision=1 + max((rule.revision for rule in same_day), default=-1))


def _reasons(new: WithholdingRule, today: date, backdated: bool) -> Iterable[Text]:
    rates = [new.rate_bp] if new.no_pan_rate_bp is None else [new.rate_bp, new.no_pan_rate_bp]
    if any(not 0 <= rate <= HIGHEST_BP for rate in rates):
        yield _("A rate is from 0 to 10,000 basis points (0.1 % is 10).")
    if not new.citation.strip():
        yield _("Name the notification or section that says so.")
    if (
        len(new.citation) > LONGEST_CITATION
        or len(new.section) > LONGEST_SECTION
        or len(new.payment_code) > LONGEST_CODE
    ):
        yield _("The source has at most {citation} letters, the section {section}, the payment code {code}.",
                citation=LONGEST_CITATION, section=LONGEST_SECTION, code=LONGEST_CODE)  # fmt: skip
    if new.confidence not in ("H", "M", "L"):
        yield _("The confidence is H, M or L.")
    if (new.limit_paise is None) != (new.limit_for == LimitFor.NOBODY) or (new.limit_paise or 0) < 0:
        yield _("Say both what the limit is and whom it spares, or neither.")
    if new.valid_to and new.valid_to < new.valid_from:
        yield _("It ends before it begins.")
    if new.valid_from < today and not backdated:
        yield _("It begins before today. If the law says so, add it as backdated; what was held back stays.")
