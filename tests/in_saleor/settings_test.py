"""Saleor's own test settings with the suite's plugins on and a database copied from a migrated template.

`python -m saleor_config.local.saleor_tests` sets the environment variables read here.
"""

import os

from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import DATABASES

PLUGINS = [
    "odop_core.plugin.OrderIntakePlugin",
    "odop_provenance.plugin.ProvenancePlugin",
    "odop_consignment.plugin.ConsignmentPlugin",
    "odop_notifications.plugin.NotificationsPlugin",
    "odop_logistics.plugin.LogisticsPlugin",
]
DATABASES["default"]["TEST"] = {
    "NAME": os.environ["ODOP_TEST_DATABASE"],
    "TEMPLATE": os.environ["ODOP_TEST_TEMPLATE"],
}
ODOP_ALLOW_PRIVATE_ADDRESSES = "true"
