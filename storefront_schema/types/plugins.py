"""The plugins as a merchant sees them where there is no Saleor Dashboard to show them (the App host)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import graphene

from odop_core.plugin.configuration import PluginSettings
from odop_core.store import host

MASK = "••••"


@dataclass(frozen=True)
class PluginInfo:
    model: type[PluginSettings]
    active: bool
    configuration: dict[str, Any]

    @property
    def id(self) -> str:
        return self.model.plugin_id


@dataclass(frozen=True)
class FieldInfo:
    name: str
    label: str
    help_text: str
    value: Any
    is_default: bool
    is_secret: bool


class OdopPluginField(graphene.ObjectType):
    class Meta:
        description = "One thing that can be set of a plugin."

    name = graphene.String(required=True, description="Its name in `odopPluginUpdate`.")
    label = graphene.String(required=True, description="Its name for people.")
    help_text = graphene.String(required=True, description="What it does.")
    value = graphene.String(
        description='Its value as text; a secret is hidden unless it only names a variable ("env:").'
    )
    is_default = graphene.Boolean(required=True, description="Whether nothing else was ever set.")
    is_secret = graphene.Boolean(required=True, description="Whether the value is hidden.")

    @staticmethod
    def resolve_value(root: FieldInfo, _info: graphene.ResolveInfo) -> str | None:
        if root.value in (None, ""):
            return None
        text = root.value if isinstance(root.value, str) else json.dumps(root.value)
        return MASK if root.is_secret and not text.startswith("env:") else text


class OdopPlugin(graphene.ObjectType):
    class Meta:
        description = "A plugin of the suite, its switch and its configuration."

    id = graphene.ID(required=True, description='The ID of the plugin, such as "odop.notifications".')
    is_active = graphene.Boolean(required=True, description="Whether it is switched on.", source="active")
    configuration = graphene.List(
        graphene.NonNull(OdopPluginField), required=True, description="Everything that can be set."
    )

    @staticmethod
    def resolve_configuration(root: PluginInfo, _info: graphene.ResolveInfo) -> list[FieldInfo]:
        return [
            FieldInfo(
                name=name,
                label=field.title or name,
                help_text=field.description or "",
                value=root.configuration.get(name, field.default),
                is_default=name not in root.configuration,
                is_secret=is_secret(root.model, name),
            )
            for name, field in root.model.model_fields.items()
        ]


def is_secret(model: type[PluginSettings], name: str) -> bool:
    extra = model.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("secret"))


def read_plugin(model: type[PluginSettings]) -> PluginInfo:
    state = host.current_host().plugin_state(model.plugin_id)
    return PluginInfo(model, state.active, state.configuration) if state else PluginInfo(model, True, {})
