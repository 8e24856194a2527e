"""The plugins' switches and settings. Inside Saleor they are changed by Saleor's own `pluginUpdate`."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.plugin.configuration import known_models
from odop_core.security.permissions import Permission
from storefront_schema.guards import GuardedField
from storefront_schema.types.plugins import OdopPlugin, PluginInfo, read_plugin


class PluginQueries(graphene.ObjectType):
    class Meta:
        description = "What staff may ask about the plugins."

    odop_plugins = GuardedField(
        graphene.List(graphene.NonNull(OdopPlugin)),
        permissions=[Permission.MANAGE_ODOP_WORK],
        description="The suite's plugins, their switches and their configuration. Inside Saleor they are changed by "
        "`pluginUpdate`.",
    )

    @staticmethod
    def resolve_odop_plugins(_root: Any, _info: graphene.ResolveInfo) -> list[PluginInfo]:
        return [read_plugin(model) for _id, model in sorted(known_models().items())]
