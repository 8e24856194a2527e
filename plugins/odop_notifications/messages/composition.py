"""Composing a message: finding the template, filling it in, and checking whether it may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from odop_core.india import aadhaar, dates
from odop_notifications.gateways.sms_parts import GSM7, fit_alphabet, measure_text
from odop_notifications.messages import costs
from odop_notifications.models import Template
from odop_notifications.models.template import Category
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import consents
from odop_notifications.suppliers.recipients import Recipient
from odop_notifications.templates import contacts, registry, syntax
from odop_notifications.templates.lint import DLT_CHANNELS, read_whitelist
from odop_notifications.templates.occasions import Variable, find_occasion

SMS = "sms"


@dataclass(frozen=True)
class Composed:
    """What will be sent, and why it may not (`refusal`, in words; "" when it may). `cost_paise` is None if unknown."""

    template: Template | None
    recipient_name: str
    language: str
    text: str
    variables: dict[str, str]
    category: str = ""
    encoding: str = ""
    parts: int = 1
    cost_paise: int | None = None
    refusal: str = ""
    shortened: list[str] = field(default_factory=list)


def compose_message(
    occasion_name: str, channel: str, to: Recipient, facts: Mapping[str, object], settings: NotificationSettings
) -> Composed:
    """`facts` are the values of the occasion's variables; the recipient's name is one of them already.

    Raises UnknownOccasion.
    """
    known = find_occasion(occasion_name).variables
    facts = _as_texts(known, facts)
    template = registry.find_template(occasion_name, channel, to.language, {"name": to.name, **facts})
    if template is None:
        values = _redact_values(known, _values(known, to, to.language, facts))
        name = aadhaar.redact_aadhaar(to.name_in(to.language))
        refusal = f"There is no template for {occasion_name!r} over {channel}."
        return Composed(None, name, to.language, "", values, refusal=refusal)
    return fill_template(template, channel, to, facts, settings)


def fill_template(
    template: Template, channel: str, to: Recipient, facts: Mapping[str, object], settings: NotificationSettings
) -> Composed:
    """The words of one template, which need not be saved.

    Whatever it is, what can be an Aadhaar number is handed out with × for its digits: nobody keeps one (C9).
    """
    known = find_occasion(template.occasion).variables
    written = _values(known, to, template.language, facts)
    if channel == SMS:
        written = _in_one_alphabet(template, written)
    given = _redact_values(known, written)
    tags = {used.name: used.tag for used in syntax.find_variables(template.text)}
    values = {name: syntax.tidy_value(value, known[name], tags.get(name, "")) for name, value in given.items()}
    text = _words(template, values)
    holds_aadhaar = aadhaar.contains_aadhaar(
        _words(template, written | {name: "#" for name in written if known[name].typed})
    )
    text = aadhaar.redact_aadhaar(text) if holds_aadhaar else text
    measured = measure_text(text)
    return Composed(
        template=template,
        recipient_name=aadhaar.redact_aadhaar(to.name_in(template.language)),
        language=template.language,
        text=text,
        variables=values,
        category=template.category,
        encoding=measured.encoding,
        parts=measured.parts,
        cost_paise=costs.cost_paise(
            channel, measured.parts, settings, on=dates.today(), has_template=bool(template.whatsapp_name)
        ),
        refusal=_refusal(template, channel, to, values, settings, holds_aadhaar=holds_aadhaar),
        shortened=[name for name in values if name in tags and values[name] != given[name]],
    )


def _words(template: Template, values: Mapping[str, str]) -> str:
    return syntax.VARIABLE.sub(lambda match: values.get(match[1], ""), template.text)


def _in_one_alphabet(template: Template, values: dict[str, str]) -> dict[str, str]:
    """Values that do not make an SMS three times as long, and as dear, by a curly quote; as they are where the SMS is
    in Hindi anyway."""
    fitted = {name: fit_alphabet(value) for name, value in values.items()}
    return fitted if measure_text(_words(template, fitted)).encoding == GSM7 else values


def _redact_values(known: Mapping[str, Variable], values: Mapping[str, str]) -> dict[str, str]:
    """Also what the words make no use of."""
    return {name: value if known[name].typed else aadhaar.redact_aadhaar(value) for name, value in values.items()}


def _values(known: Mapping[str, Variable], to: Recipient, language: str, facts: Mapping[str, object]) -> dict[str, str]:
    return _as_texts(known, {"name": to.name_in(language), **facts})


def _as_texts(known: Mapping[str, Variable], facts: Mapping[str, object]) -> dict[str, str]:
    """As texts on one line; what the occasion does not know is left out. A function is asked now: it may make what it
    returns."""
    texts = {name: str(value() if callable(value) else value) for name, value in facts.items() if name in known}
    return {name: " ".join(text.split()) for name, text in texts.items()}


def _refusal(
    template: Template, channel: str, to: Recipient, values: dict[str, str], settings: NotificationSettings, *,
    holds_aadhaar: bool,
) -> str:  # fmt: skip
    """The first reason why this must not, or will not, be sent."""
    if not to.address:
        return f"No address of {aadhaar.redact_aadhaar(to.name)} is known for {channel}."
    missing = [used.name for used in syntax.find_variables(template.text) if not values.get(used.name)]
    if missing:
        return f"Nothing was said of {', '.join(missing)}."
    if holds_aadhaar:
        return "The text holds what can be an Aadhaar number."
    unwanted = consents.consent_refusal(to.supplier_id, template.category)
    if unwanted:
        return unwanted
    return _dlt_refusal(template, values, settings) if channel in DLT_CHANNELS else ""


def _dlt_refusal(template: Template, values: dict[str, str], settings: NotificationSettings) -> str:
    whitelisted, known = read_whitelist(settings), find_occasion(template.occasion).variables
    for used in syntax.find_variables(template.text):
        wrong = syntax.wrong_value(values[used.name], used.tag, whitelisted, typed=known[used.name].typed)
        if wrong:
            return f"The networks (DLT) would reject {used.name} as #{used.tag}#: {wrong}."
    for address in contacts.find_contacts(syntax.VARIABLE.sub(" ", template.text)):
        if not contacts.is_whitelisted(address, whitelisted):
            return f"The networks (DLT) would reject {address}: it is not whitelisted."
    if not settings.dlt_required:
        return ""
    usual = "" if template.category == Category.PROMOTIONAL else settings.dlt_header
    needed = {
        "the template's DLT id": template.dlt_template_id,
        "the DLT principal entity id (a setting)": settings.dlt_entity_id,
        "a DLT header (of the template, or the setting unless it is promotional)": template.header or usual,
    }
    missing = [what for what, value in needed.items() if not value]
    return f"The networks (DLT) need {', '.join(missing)}." if missing else ""
