"""The templates: finding the one to write from, and saving new versions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from odop_core.database.locks import lock_subject
from odop_core.plugin import configuration
from odop_notifications.models.template import Category, Template
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import syntax
from odop_notifications.templates.lint import DLT_CHANNELS, Registered, TemplateRefused, lint_template

SHIPPED = Path(__file__).with_name("shipped.toml")
SHIPPED_BY = "shipped"
DEFAULT_LANGUAGE = "hi"


@dataclass(frozen=True)
class Wording:
    """What can be said of a template; the rest is kept by us."""

    text: str
    category: str = Category.SERVICE.value
    header: str = ""
    dlt_template_id: str = ""
    variables_reason: str = ""
    specially_approved: bool = False
    title: str = ""
    whatsapp_name: str = ""
    buttons: tuple[str, ...] = ()
    voice_prompt: str = ""


def find_template(
    occasion: str, channel: str, language: str, values: Mapping[str, str] | None = None
) -> Template | None:
    """The active template to write from: in this language if there is one, else in Hindi.

    A channel's own wording comes before that of any channel; a channel under DLT takes no other than its own. One that
    says what `values` do not tell (an answer's link while nobody has said where our pages are) is the last resort.
    """
    channels = [channel] if channel in DLT_CHANNELS else [channel, ""]
    rows = Template.objects.filter(
        occasion=occasion, channel__in=channels, language__in=[language, DEFAULT_LANGUAGE], active=True
    )
    return min(
        rows, key=lambda row: (_lacks(row, values), row.language != language, row.channel != channel), default=None
    )


def _lacks(template: Template, values: Mapping[str, str] | None) -> bool:
    return values is not None and any(not values.get(used.name) for used in syntax.find_variables(template.text))


def registered_contents(templates: Iterable[Template], using: str = "default") -> Registered:
    """What is in force under the DLT template ids of these templates: one id, one content."""
    ids = {template.dlt_template_id for template in templates} - {""}
    found: dict[str, dict[str, str]] = {}
    for row in Template.objects.using(using).filter(active=True, channel__in=DLT_CHANNELS, dlt_template_id__in=ids):
        found.setdefault(row.dlt_template_id, {})[syntax.dlt_content(row.text)] = f"{row.occasion} {row.language}"
    return found


def active_templates(**chosen: Any) -> list[Template]:
    """The templates in force, optionally only those of an occasion, channel or language."""
    return list(Template.objects.filter(active=True, **chosen).order_by("occasion", "channel", "language"))


def save_template(occasion: str, channel: str, language: str, wording: Wording, by: str = "") -> Template:
    """Put a new version in force; the one before is kept. Raises TemplateRefused with all that is wrong with it.

    Saving what is in force already changes nothing.
    """
    template = draft_template(occasion, channel, language, wording, by)
    found = lint_template(template, configuration.load_settings(NotificationSettings), registered_contents([template]))
    problems = [problem for problem in found if problem.blocks]
    if problems:
        raise TemplateRefused(problems)
    return _put_in_force(template)


@transaction.atomic
def _put_in_force(template: Template) -> Template:
    occasion, channel, language = template.occasion, template.channel, template.language
    lock_subject("template", f"{occasion}:{channel}:{language}")
    versions = Template.objects.filter(occasion=occasion, channel=channel, language=language)
    present = versions.filter(active=True).first()
    if present is not None and wording_of(present) == wording_of(template):
        return present
    versions.filter(active=True).update(active=False)
    template.version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    template.save(force_insert=True)
    return template


def draft_template(occasion: str, channel: str, language: str, wording: Wording, by: str = "") -> Template:
    """A template that is not saved."""
    values = {field.name: getattr(wording, field.name) for field in fields(Wording)}
    values["buttons"] = list(wording.buttons)
    return Template(occasion=occasion, channel=channel, language=language, created_by=by, **values)


def wording_of(template: Template) -> Wording:
    values = {field.name: getattr(template, field.name) for field in fields(Wording)}
    return Wording(**{**values, "buttons": tuple(template.buttons)})


def load_shipped_templates() -> int:
    """Add the shipped templates of which there is no version yet, and new versions of those that nobody but us wrote.

    Whatever staff saved is left as it is. Returns how many were added.
    """
    known = set(Template.objects.values_list("occasion", "channel", "language"))
    ours = {
        (row.occasion, row.channel, row.language): wording_of(row) for row in active_templates(created_by=SHIPPED_BY)
    }
    missing, changed = [], []
    for row in read_shipped_templates():
        place = (row.occasion, row.channel, row.language)
        if place not in known:
            missing.append(row)
        elif place in ours and ours[place] != wording_of(row):
            changed.append(row)
    Template.objects.bulk_create(missing, ignore_conflicts=True)
    for row in changed:
        _put_in_force(row)
    return len(missing) + len(changed)


def read_shipped_templates() -> list[Template]:
    """Read from `shipped.toml`: for each occasion and channel ("any" is every other), the wording per language.

    What goes for all languages of an occasion and channel stands beside them, e.g. `variables_reason`.
    """
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return [
        draft_template(
            occasion, "" if channel == "any" else channel, language, Wording(**{**common, **wording}), by=SHIPPED_BY
        )
        for occasion, channels in data.items()
        for channel, entry in channels.items()
        for common, languages in [_split(entry)]
        for language, wording in languages.items()
    ]


def _split(entry: dict[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What goes for all languages; and each language's own, where a plain text is short for {text = ...}."""
    names = {field.name for field in fields(Wording)}
    common = {name: tuple(value) if name == "buttons" else value for name, value in entry.items() if name in names}
    languages = {name: value if isinstance(value, dict) else {"text": value} for name, value in entry.items()}
    return common, {name: value for name, value in languages.items() if name not in names}
