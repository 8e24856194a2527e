"""Consignment in Saleor's list of plugins."""

from odop_consignment.settings import ConsignmentSettings
from odop_core.plugin import OdopPlugin


class ConsignmentPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP consignment"
    PLUGIN_DESCRIPTION = (
        "Finds out whose goods were sold: each order line is matched with the supplier who supplies it."
    )
    settings_model = ConsignmentSettings
