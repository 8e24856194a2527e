"""Templates: those in use, new versions, and previews, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from odop_core.plugin import configuration
from odop_notifications.messages import Recipient
from odop_notifications.messages.composition import fill_template
from odop_notifications.models import Template
from odop_notifications.models.template import Category
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import registry, syntax
from odop_notifications.templates.lint import Problem, Registered, TemplateRefused, lint_template
from odop_notifications.templates.occasions import OCCASIONS, UnknownOccasion
from odop_notifications.templates.registry import Wording

__all__ = [
    "Category",
    "OccasionInfo",
    "Preview",
    "Problem",
    "TemplateData",
    "TemplateRefused",
    "UnknownOccasion",
    "Wording",
    "check_wording",
    "list_occasions",
    "list_templates",
    "preview_template",
    "save_template",
]  # fmt: skip


@dataclass(frozen=True)
class OccasionInfo:
    """`variables` are the names a wording may use, each with a sample value."""

    name: str
    means: str
    variables: dict[str, str]


@dataclass(frozen=True)
class TemplateData:
    """One version of a wording. `channel` is "" for every channel without one of its own; `dlt_content` is the text as
    it is registered with the networks; `problems` are what the networks or the merchant's settings object to today."""

    id: int
    occasion: str
    channel: str
    language: str
    version: int
    active: bool
    wording: Wording
    dlt_content: str
    problems: list[Problem]
    created_at: datetime | None
    created_by: str


@dataclass(frozen=True)
class Preview:
    """What a message would be, and why it could not be saved (`problems`) or sent (`refusal`)."""

    text: str
    encoding: str
    parts: int
    cost_paise: int | None
    shortened: list[str]
    problems: list[Problem]
    refusal: str


def list_occasions() -> list[OccasionInfo]:
    return [
        OccasionInfo(one.name, one.means, {variable.name: variable.sample for variable in one.variables.values()})
        for one in OCCASIONS.values()
    ]


def list_templates(using: str = "default", history: bool = False, **chosen: str) -> list[TemplateData]:
    """The wordings in force, or with `history` every version. `chosen`: occasion, channel, language."""
    settings = configuration.load_settings(NotificationSettings)
    rows = Template.objects.using(using).filter(**chosen)
    rows = rows if history else rows.filter(active=True)
    found = list(rows.order_by("occasion", "channel", "language", "-version"))
    registered = registry.registered_contents(found, using)
    return [_template(row, settings, registered) for row in found]


def save_template(occasion: str, channel: str, language: str, wording: Wording, by: str = "") -> TemplateData:
    """A new version in force; the one before is kept. Raises TemplateRefused, which lists all that is wrong."""
    template = registry.save_template(occasion, channel, language, wording, by)
    return _template(
        template, configuration.load_settings(NotificationSettings), registry.registered_contents([template])
    )


def check_wording(occasion: str, channel: str, language: str, wording: Wording) -> list[Problem]:
    """What `save_template` would object to, and what it would only warn of."""
    template = registry.draft_template(occasion, channel, language, wording)
    return lint_template(
        template, configuration.load_settings(NotificationSettings), registry.registered_contents([template])
    )


def preview_template(
    occasion: str, channel: str, language: str, wording: Wording | None = None, facts: Mapping[str, str] | None = None
) -> Preview:
    """A wording, or the one in force, filled in with `facts` and samples. Nothing is saved or sent.

    Raises UnknownOccasion.
    """
    if occasion not in OCCASIONS:
        raise UnknownOccasion(occasion)
    settings = configuration.load_settings(NotificationSettings)
    if wording is None:
        template = registry.find_template(occasion, channel, language)
    else:
        template = registry.draft_template(occasion, channel, language, wording)
    if template is None:
        return Preview("", "", 0, None, [], [], f"There is no template for {occasion!r} over {channel}.")
    samples = {one.name: one.sample for one in OCCASIONS[occasion].variables.values()}
    to = Recipient(samples.get("name", ""), "sample", template.language)
    composed = fill_template(template, channel, to, samples | dict(facts or {}), settings)
    return Preview(
        composed.text, composed.encoding, composed.parts, composed.cost_paise, composed.shortened,
        lint_template(template, settings, registry.registered_contents([template])), composed.refusal,
    )  # fmt: skip


def _template(row: Template, settings: NotificationSettings, registered: Registered) -> TemplateData:
    return TemplateData(
        row.pk, row.occasion, row.channel, row.language, row.version, row.active, registry.wording_of(row),
        syntax.dlt_content(row.text), lint_template(row, settings, registered), row.created_at, row.created_by,
    )  # fmt: skip
