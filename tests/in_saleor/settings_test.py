"""Saleor's own test settings, with a database copied from a migrated template.

`python -m devtools.tests.in_saleor` sets the environment variables read here.
"""

import os

from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import DATABASES, EXTERNAL_PLUGINS

PLUGINS = list(EXTERNAL_PLUGINS)  # the suite; Saleor's tests run without any
DATABASES["default"]["TEST"] = {
    "NAME": os.environ["ODOP_TEST_DATABASE"],
    "TEMPLATE": os.environ["ODOP_TEST_TEMPLATE"],
}
ODOP_ALLOW_PRIVATE_ADDRESSES = "true"
