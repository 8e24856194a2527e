"""Problems of a template, found before a message is written from it.

For SMS these are the networks' own rules (TRAI directions of 2023-02-16, 2023-05-12 and 2025-11-18, statutory.md D1 to
D7): a template that breaks one would be rejected on registration, or its messages dropped silently.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from odop_core.india import aadhaar
from odop_notifications.models.template import Category, Template
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import contacts, syntax
from odop_notifications.templates.occasions import OCCASIONS, find_occasion

# Channels whose texts the networks compare with a registered template.
DLT_CHANNELS = ("sms",)
USUAL_VARIABLES, VARIABLES_WITH_REASON = 2, 3
FIXED_PERCENT = 30
# By DLT template id: the contents in force under it as they are registered, and where each is used.
Registered = Mapping[str, Mapping[str, str]]
_OPT_OUT = re.compile(r"\bSTOP\b|opt[ -]?out|unsubscribe|बंद", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """`code` is for programs, `text` for people. One that does not block is a warning."""

    code: str
    field: str
    text: str
    blocks: bool = True


class TemplateRefused(ValueError):
    """A template cannot be saved; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


def lint_template(
    template: Template, settings: NotificationSettings, registered: Registered = MappingProxyType({})
) -> list[Problem]:
    """All problems of a template, saved or not. `registered` is what is in force under its DLT template id."""
    if template.occasion not in OCCASIONS:
        return [Problem("unknown_occasion", "occasion", f"There is no occasion {template.occasion!r}.")]
    problems = _of_any(template)
    if template.channel not in DLT_CHANNELS:
        return problems
    return problems + _of_sms(template, settings, registered.get(template.dlt_template_id, {}))


def _of_any(template: Template) -> list[Problem]:
    text, problems = template.text, []
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", template.language):
        problems.append(_wrong("language", "language", "The language is a code such as 'hi', 'en' or 'ur'."))
    if template.category not in Category.values():
        problems.append(_wrong("category", "category", f"The category is one of {', '.join(Category.values())}."))
    if not text.strip():
        problems.append(_wrong("empty", "text", "The text is empty."))
    if aadhaar.contains_aadhaar(text):
        problems.append(_wrong("aadhaar", "text", "The text holds what can be an Aadhaar number."))
    if re.search(r"[{}]", syntax.fixed_text(text)):
        problems.append(
            _wrong("braces", "text", "A variable is written {name} or {name#tag#}; some braces are neither.")
        )
    known = find_occasion(template.occasion).variables
    for used in syntax.find_variables(text):
        if used.name not in known:
            allowed = ", ".join(known)
            problems.append(
                _wrong("unknown_variable", "text", f"{{{used.name}}} is unknown here; there are {allowed}.")
            )
        if used.tag and used.tag not in syntax.TAGS:
            allowed = ", ".join(syntax.TAGS)
            problems.append(_wrong("unknown_tag", "text", f"#{used.tag}# is no tag; there are {allowed}."))
    return problems


def _of_sms(template: Template, settings: NotificationSettings, registered: Mapping[str, str]) -> list[Problem]:
    return [
        *_header(template),
        *_registration(template, registered),
        *_variables(template),
        *_addresses(template, read_whitelist(settings)),
        *_promotional(template),
    ]


def _header(template: Template) -> list[Problem]:
    """A promotional one has none to fall back on: that of the settings is for service messages."""
    promotional = template.category == Category.PROMOTIONAL
    if not (template.header or promotional):
        return []
    pattern, shape = (r"\d{6}", "6 digits of its own") if promotional else (r"[A-Za-z]{3,6}", "3 to 6 letters")
    if re.fullmatch(pattern, template.header, re.ASCII):
        return []
    return [_wrong("header", "header", f"The header of a {template.category} message is {shape}.")]


def _registration(template: Template, registered: Mapping[str, str]) -> list[Problem]:
    problems = []
    if template.dlt_template_id and not re.fullmatch(r"[0-9A-Za-z]{1,30}", template.dlt_template_id):
        problems.append(_wrong("dlt_template_id", "dlt_template_id", "A DLT template id has up to 30 digits."))
    if not template.dlt_template_id:
        problems.append(
            _hint("unregistered", "dlt_template_id", "No DLT template id yet: no SMS is sent where one is required.")
        )
    if others := [where for content, where in registered.items() if content != syntax.dlt_content(template.text)]:
        text = (
            f"DLT template {template.dlt_template_id} is another text ({others[0]}): register this one for its own id."
        )
        problems.append(_wrong("dlt_template_id", "dlt_template_id", text))
    return problems


def _variables(template: Template) -> list[Problem]:
    text, used, problems = template.text, syntax.find_variables(template.text), []
    for one in used:
        if not one.tag:
            example = f"{{{one.name}#alphanumeric#}}"
            problems.append(_wrong("untagged", "text", f"{{{one.name}}} needs a tag, e.g. {example}."))
    if any(not text[one.end : other.start].strip() for one, other in itertools.pairwise(used)):
        problems.append(_wrong("adjacent", "text", "Two variables stand side by side; put words between them."))
    if len(used) > VARIABLES_WITH_REASON and not template.specially_approved:
        problems.append(_wrong("variables", "text", f"{len(used)} variables need the platform's special approval."))
    elif len(used) == VARIABLES_WITH_REASON and not template.variables_reason:
        problems.append(_wrong("variables", "variables_reason", "Three variables need a reason."))
    elif len(used) > USUAL_VARIABLES:
        problems.append(_hint("variables", "text", f"{len(used)} variables; two is what the networks like to see."))
    fixed = len(syntax.fixed_text(text))
    if fixed * 100 < FIXED_PERCENT * (fixed + syntax.LONGEST_VALUE * len(used)):
        problems.append(
            _wrong("fixed_text", "text", f"Less than {FIXED_PERCENT} % is fixed text when every variable is full.")
        )
    return problems


def _addresses(template: Template, whitelisted: list[str]) -> list[Problem]:
    found = contacts.find_contacts(syntax.VARIABLE.sub(" ", template.text))
    return [
        _wrong("not_whitelisted", "text", f"{address} is not whitelisted on DLT (setting 'Whitelisted links').")
        for address in found
        if not contacts.is_whitelisted(address, whitelisted)
    ]


def _promotional(template: Template) -> list[Problem]:
    if template.category != Category.PROMOTIONAL or _OPT_OUT.search(template.text):
        return []
    return [_wrong("opt_out", "text", "A promotional message says how to opt out, e.g. 'Reply STOP'.")]


def read_whitelist(settings: NotificationSettings) -> list[str]:
    return [entry.strip() for entry in settings.dlt_whitelist.split(",") if entry.strip()]


def _wrong(code: str, field: str, text: str) -> Problem:
    return Problem(code, field, text)


def _hint(code: str, field: str, text: str) -> Problem:
    return Problem(code, field, text, blocks=False)
