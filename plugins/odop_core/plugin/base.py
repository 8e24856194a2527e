"""The base of the suite's visible plugins in Saleor: a form, its validation and a switch, made from a settings model.

Only loaded inside Saleor.
"""

from __future__ import annotations

from typing import Any, ClassVar, get_origin

from django.core.exceptions import ValidationError
from pydantic.fields import FieldInfo
from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.error_codes import PluginErrorCode

from odop_core.plugin.configuration import BadPluginSettings, PluginSettings, check_settings


class OdopPlugin(BasePlugin):
    """A plugin a merchant sees: its form, its validation and its switch, made from a `PluginSettings` model."""

    settings_model: ClassVar[type[PluginSettings]]
    DEFAULT_ACTIVE = True
    # With one configuration for all channels; Saleor's default would call channel-less hooks zero or many times.
    CONFIGURATION_PER_CHANNEL = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        fields = cls.settings_model.model_fields
        cls.PLUGIN_ID = cls.settings_model.plugin_id
        cls.CONFIG_STRUCTURE = {name: _form_field(field) for name, field in fields.items()}
        cls.DEFAULT_CONFIGURATION = [{"name": name, "value": _default(field)} for name, field in fields.items()]

    @classmethod
    def validate_plugin_configuration(cls, plugin_configuration: Any, **_kwargs: Any) -> None:
        """Raises ValidationError, which the Dashboard shows, when the merchant's input is not usable."""
        values = {entry["name"]: entry["value"] for entry in plugin_configuration.configuration or []}
        try:
            check_settings(cls.settings_model, values)
        except BadPluginSettings as error:
            raise ValidationError(
                {"configuration": ValidationError(error.problems, PluginErrorCode.INVALID.value)}
            ) from error


def _form_field(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if extra.get("secret"):
        kind = ConfigurationTypeField.SECRET
    elif field.annotation is bool:
        kind = ConfigurationTypeField.BOOLEAN
    elif extra.get("multiline") or get_origin(field.annotation) is list:
        kind = ConfigurationTypeField.MULTILINE
    else:
        kind = ConfigurationTypeField.STRING
    return {"type": kind, "label": field.title or "", "help_text": field.description or ""}


def _default(field: FieldInfo) -> Any:
    return field.default if isinstance(field.default, bool) else str(field.default)
