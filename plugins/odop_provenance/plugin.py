"""Provenance in Saleor's list of plugins."""

from odop_core.plugin import OdopPlugin
from odop_provenance.settings import ProvenanceSettings


class ProvenancePlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP provenance"
    PLUGIN_DESCRIPTION = "Shows the district, craft and maker of each product to buyers."
    settings_model = ProvenanceSettings
