"""odopPluginUpdate: a plugin's switch and settings, for the App host only (Saleor has its Dashboard for it)."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_core.models import PluginSetting
from odop_core.plugin.configuration import BadPluginSettings, PluginSettings, check_settings, known_models
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code, Refused, SeveralRefused, collect
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.plugins import OdopPlugin, read_plugin


class OdopPluginFieldInput(graphene.InputObjectType):
    class Meta:
        description = "A new value of one setting."

    name = graphene.String(required=True, description="Name of the setting.")
    value = graphene.String(
        description='The value as text ("true", "false" for a switch); null brings the default back.'
    )


class OdopPluginUpdate(StaffMutation):
    class Meta:
        description = "Switches a plugin on or off, or changes its settings; settings left out stay."
        permissions = (Permission.MANAGE_ODOP_WORK,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the plugin.")
        is_active = graphene.Boolean(description="Whether it is on.")
        configuration = graphene.List(graphene.NonNull(OdopPluginFieldInput), description="The settings to change.")

    # `PluginSettings` knows which settings are texts.
    reads_itself = ("configuration",)
    plugin = graphene.Field(OdopPlugin, description="The plugin as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        model = known_models().get(arguments["id"])
        if model is None:
            raise Refused("id", _("There is no plugin “{plugin}”.", plugin=arguments["id"]), Code.NOT_FOUND)
        PluginSetting.objects.get_or_create(plugin_id=model.plugin_id)
        row = PluginSetting.objects.select_for_update().get(plugin_id=model.plugin_id)
        row.configuration = _changed(model, row.configuration, arguments.get("configuration") or [])
        if arguments.get("is_active") is not None:
            row.active = arguments["is_active"]
        row.save()
        return {"plugin": read_plugin(model)}


def _refuse_unknown(model: type[PluginSettings], place: int, name: str) -> None:
    if name not in model.model_fields:
        text = f"{model.plugin_id} has no setting {name!r}."
        raise Refused("name", text, Code.NOT_FOUND, ("configuration", place, "name"))


def _changed(model: type[PluginSettings], known: dict[str, Any], changes: list[dict[str, Any]]) -> dict[str, Any]:
    configuration = dict(known)
    with collect() as each:
        for place, change in enumerate(changes):
            each(_refuse_unknown, model, place, change["name"])
    for change in changes:
        name, value = change["name"], change.get("value")
        if value is None:
            configuration.pop(name, None)
        else:
            configuration[name] = value
    try:
        check_settings(model, configuration)
    except BadPluginSettings as error:
        places = {change["name"]: place for place, change in enumerate(changes)}
        refusals = [_wrong(places.get(name), text) for name, text in error.by_field.items()]
        raise refusals[0] if len(refusals) == 1 else SeveralRefused(refusals) from error
    return configuration


def _wrong(place: int | None, text: str) -> Refused:
    """At the value that was given; where the setting was wrong before, at none of these."""
    if place is None:
        return Refused("configuration", text, Code.INVALID)
    return Refused("value", text, Code.INVALID, ("configuration", place, "value"))
