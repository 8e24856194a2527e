"""Saleor's own test settings, with the suite.

`python -m devtools.tests.in_saleor` sets the environment variables that these and the fixtures read.
"""

from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import EXTERNAL_PLUGINS

PLUGINS = list(EXTERNAL_PLUGINS)  # the suite; Saleor's tests run without any
ODOP_ALLOW_PRIVATE_ADDRESSES = "true"
