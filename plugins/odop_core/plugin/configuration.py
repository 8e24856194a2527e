"""A plugin's switch and configuration, the same for both hosts.

Each plugin describes its configuration as a pydantic model, a subclass of `PluginSettings`. In Saleor the merchant
edits it in the Dashboard's plugin list (`odop_core.plugin.base` makes the form from the model); beside Saleor it is
kept in `PluginSetting` rows. A secret may be given as `env:NAME`, to be read from the environment and stay out of
databases.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, ClassVar, TypeVar, cast

from django.apps import apps
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from odop_core.india import aadhaar
from odop_core.security.signatures import check_secret
from odop_core.store import host
from odop_core.store.host import PluginState

# How a secret in the configuration says that it stands in the environment: "env:GATEWAY_SECRET".
FROM_ENVIRONMENT = "env:"


class BadPluginSettings(ValueError):
    """A plugin's configuration is not usable; `problems` names each field and what it should be, for the merchant.

    `by_field` has the same by the name of the field ("" for what is about several)."""

    def __init__(self, plugin_id: str, problems: str, by_field: Mapping[str, str]) -> None:
        super().__init__(f"{plugin_id}: {problems}")
        self.problems = problems
        self.by_field = by_field


def _web_address(address: str) -> str:
    if address and not address.startswith(("http://", "https://")):
        raise ValueError("the address must start with https:// (or http://).")
    return address


def _signing_secret(secret: str) -> str:
    check_secret(secret)
    return secret


WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An address we call or hand out; may be empty."""

SigningSecret = Annotated[str, AfterValidator(_signing_secret)]
"""A secret of `odop_core.security.signatures`; may be empty."""


class PluginSettings(BaseModel):
    """Base of a plugin's configuration. Field titles and descriptions are what the merchant reads."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    plugin_id: ClassVar[str]

    def find_missing(self) -> Mapping[str, str]:
        """What must still be filled in for what is chosen, by the name of the field; asked when a merchant saves.

        What is saved works on without: a secret that is gone from the environment stops nothing else.
        """
        return {}

    @model_validator(mode="before")
    @classmethod
    def _read_environment(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return _from_environment(cls, values)

    @field_validator("*", mode="after")
    @classmethod
    def _no_aadhaar(cls, value: Any, info: ValidationInfo) -> Any:
        """Of texts; what is secret, or a number that others gave out (`{"given_out": True}`), is none."""
        extra = cls.model_fields[str(info.field_name)].json_schema_extra
        is_text = isinstance(value, str) and not (isinstance(extra, dict) and {"secret", "given_out"} & extra.keys())
        if is_text and aadhaar.contains_aadhaar(value):
            raise ValueError("this looks like an Aadhaar number, which must not be kept here.")
        return value


Settings = TypeVar("Settings", bound=PluginSettings)


# What was read of each plugin in the piece of work that is being done here.
_states: ContextVar[dict[str, PluginState | None] | None] = ContextVar("odop_plugin_states", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Around a piece of work: it sees one configuration from its beginning to its end, and reads it once."""
    if _states.get() is not None:
        yield
        return
    token = _states.set({})
    try:
        yield
    finally:
        _states.reset(token)


def load_settings(model: type[Settings]) -> Settings:
    """The plugin's present configuration. Raises BadPluginSettings."""
    state = _state(model.plugin_id)
    return parse_settings(model, state.configuration if state else {})


def load_active_settings(model: type[Settings]) -> Settings | None:
    """The plugin's configuration while it is switched on, else None; one look for both. Raises BadPluginSettings."""
    state = _state(model.plugin_id)
    if state and not state.active:
        return None
    return parse_settings(model, state.configuration if state else {})


def _state(plugin_id: str) -> PluginState | None:
    known = _states.get()
    if known is None:
        return host.current_host().plugin_state(plugin_id)
    if plugin_id not in known:
        known[plugin_id] = host.current_host().plugin_state(plugin_id)
    return known[plugin_id]


def known_models() -> dict[str, type[PluginSettings]]:
    """The configuration of every plugin that is installed, by plugin id."""
    installed = {config.name for config in apps.get_app_configs()}
    models = (model for model in PluginSettings.__subclasses__() if model.__module__.split(".")[0] in installed)
    return {model.plugin_id: model for model in models}


def parse_settings(model: type[Settings], values: dict[str, Any]) -> Settings:
    """Raises BadPluginSettings, naming each field that is wrong."""
    given = _from_environment(model, values)
    key = model, json.dumps(given, sort_keys=True, default=repr)
    found = _parsed.get(key)
    if found is None:
        if len(_parsed) >= MOST_PARSED:  # other threads read on: what they have found they keep
            _parsed.clear()
        found = _parsed[key] = _validate(model, given)
    return cast("Settings", found)


# The same configuration is read thousands of times an hour, and there are few of them.
MOST_PARSED = 64
_parsed: dict[tuple[type[PluginSettings], str], PluginSettings] = {}


def _validate(model: type[Settings], values: dict[str, Any]) -> Settings:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [_problem(dict(details)) for details in error.errors()]
        problems = "; ".join(f"{_title(model, name)}: {words}" for name, words in found)
        by_field: dict[str, str] = {}
        for name, words in found:
            by_field.setdefault(name, words)
        raise BadPluginSettings(model.plugin_id, problems, by_field) from error


def check_settings(model: type[PluginSettings], values: dict[str, Any]) -> None:
    """Before a merchant's values are saved. Raises BadPluginSettings for what is wrong, and for what is missing."""
    missing = parse_settings(model, values).find_missing()
    if missing:
        problems = "; ".join(f"{_title(model, name)}: {words}" for name, words in missing.items())
        raise BadPluginSettings(model.plugin_id, problems, missing)


def _problem(details: dict[str, Any]) -> tuple[str, str]:
    """The name of a field, and what is wrong with it."""
    return str(details["loc"][0]) if details["loc"] else "", details["msg"].removeprefix("Value error, ")


def _title(model: type[PluginSettings], name: str) -> str:
    """What the merchant knows a field as."""
    field = model.model_fields.get(name)
    return (field and field.title) or name or "Settings"


def is_active(plugin_id: str) -> bool:
    """Whether the merchant has the plugin switched on; plugins are on until somebody switches them off."""
    state = _state(plugin_id)
    return state.active if state else True


def off_reason(plugin_id: str) -> str:
    """Why work of a plugin waits. What waits for it is also found again by these words."""
    return f"The plugin {plugin_id} is switched off."


def _from_environment(model: type[PluginSettings], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values and defaults of a configuration, with what stands in the environment put in its place."""
    defaults = {name: field.default for name, field in model.model_fields.items()}
    given = {name: value for name, value in values.items() if value is not None}
    return {name: _look_up(value) for name, value in {**defaults, **given}.items()}


def _look_up(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(FROM_ENVIRONMENT):
        return value
    return os.environ.get(value.removeprefix(FROM_ENVIRONMENT), "")
