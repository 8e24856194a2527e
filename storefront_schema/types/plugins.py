"""The plugins and their settings, with all that a form of them needs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

import graphene
from pydantic.fields import FieldInfo as Field

from odop_core.database.states import State
from odop_core.plugin.configuration import BadPluginSettings, PluginSettings, check_settings
from odop_core.store import host
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null

MASK = "••••"


@dataclass(frozen=True)
class PluginInfo:
    model: type[PluginSettings]
    active: bool
    configuration: dict[str, Any]

    @property
    def id(self) -> str:
        return self.model.plugin_id


class SettingType(State):
    BOOLEAN = "boolean", "a switch: true or false"
    CHOICE = "choice", "one of `choices`"
    INTEGER = "integer", "a whole number, between `minimum` and `maximum` where these are given"
    SECRET = "secret", "can be set and is never shown"
    STRING = "string", "one line of text"
    TEXT = "text", "text of several lines"


OdopSettingTypeEnum = enum_of("OdopSettingTypeEnum", "What kind of value a setting has.", SettingType)


@dataclass(frozen=True)
class FieldInfo:
    name: str
    field: Field
    value: Any
    is_default: bool
    # What is wrong with the value in force; "" when nothing is.
    problem: str

    @property
    def is_secret(self) -> bool:
        return bool(_extra(self.field).get("secret"))

    @property
    def choices(self) -> list[str]:
        return [str(choice) for choice in get_args(self.field.annotation)] if _is_choice(self.field) else []

    @property
    def type(self) -> SettingType:
        if self.is_secret:
            return SettingType.SECRET
        if self.field.annotation is bool:
            return SettingType.BOOLEAN
        if self.field.annotation is int:
            return SettingType.INTEGER
        if _is_choice(self.field):
            return SettingType.CHOICE
        is_text = _extra(self.field).get("multiline") or get_origin(self.field.annotation) is list
        return SettingType.TEXT if is_text else SettingType.STRING

    @property
    def variable(self) -> str:
        """The environment variable the value is read from; "" when it is none."""
        value = self.value
        return value.removeprefix("env:") if isinstance(value, str) and value.startswith("env:") else ""

    def bound(self, name: str) -> int | None:
        return next((getattr(one, name) for one in self.field.metadata if hasattr(one, name)), None)


class OdopPluginField(graphene.ObjectType):
    class Meta:
        description = "One thing that can be set of a plugin."

    name = graphene.String(required=True, description="Its name in `odopPluginUpdate`.")
    label = graphene.String(
        required=True, resolver=lambda root, _info: root.field.title or root.name, description="Its name for people."
    )
    help_text = graphene.String(
        required=True, resolver=lambda root, _info: root.field.description or "", description="What it does."
    )
    type = graphene.Field(OdopSettingTypeEnum, required=True, description="What kind of value it has.")
    choices = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The values it can have; empty unless CHOICE."
    )
    minimum = graphene.Int(
        resolver=lambda root, _info: root.bound("ge"), description="The smallest number; null where there is none."
    )
    maximum = graphene.Int(
        resolver=lambda root, _info: root.bound("le"), description="The largest number; null where there is none."
    )
    value = graphene.String(
        description='Its value as text; a secret is hidden unless it only names a variable ("env:").'
    )
    default_value = graphene.String(description="The value it has when nothing else is set; null where that is empty.")
    is_default = graphene.Boolean(required=True, description="Whether nothing else was ever set.")
    is_secret = graphene.Boolean(required=True, description="Whether the value is hidden.")
    environment_variable = graphene.String(
        resolver=text_or_null("variable"), description="The environment variable it is read from; null if from none."
    )
    is_environment_variable_set = graphene.Boolean(
        description="Whether that variable has a value here; null if it is read from none."
    )
    problem = graphene.String(
        resolver=text_or_null("problem"), description="What is wrong with the value in force; null when nothing is."
    )

    @staticmethod
    def resolve_value(root: FieldInfo, _info: graphene.ResolveInfo) -> str | None:
        return _shown(root.value, root.is_secret)

    @staticmethod
    def resolve_default_value(root: FieldInfo, _info: graphene.ResolveInfo) -> str | None:
        return _shown(root.field.default, root.is_secret)

    @staticmethod
    def resolve_is_environment_variable_set(root: FieldInfo, _info: graphene.ResolveInfo) -> bool | None:
        return bool(os.environ.get(root.variable)) if root.variable else None


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
        problems = _problems(root)
        return [
            FieldInfo(
                name=name,
                field=field,
                value=root.configuration.get(name, field.default),
                is_default=name not in root.configuration,
                problem=problems.get(name, ""),
            )
            for name, field in root.model.model_fields.items()
        ]


def _extra(field: Field) -> dict[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def _is_choice(field: Field) -> bool:
    return get_origin(field.annotation) is Literal


def _shown(value: Any, is_secret: bool) -> str | None:
    if value in (None, ""):
        return None
    text = value if isinstance(value, str) else json.dumps(value)
    return MASK if is_secret and not text.startswith("env:") else text


def _problems(plugin: PluginInfo) -> Mapping[str, str]:
    try:
        check_settings(plugin.model, plugin.configuration)
    except BadPluginSettings as error:
        return error.by_field
    return {}


def read_plugin(model: type[PluginSettings]) -> PluginInfo:
    state = host.current_host().plugin_state(model.plugin_id)
    return PluginInfo(model, state.active, state.configuration) if state else PluginInfo(model, True, {})
