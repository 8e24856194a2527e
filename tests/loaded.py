"""Loads all that a worker uses, to be there when `tests.forks` forks."""

import gc

import django

django.setup()

from odop_core.management.commands import odop_worker  # noqa: E402, F401
from saleor_config.app import host  # noqa: E402, F401
from tests import fake_host  # noqa: E402, F401

# What is shared with the forks stays shared: nobody looks through it for garbage, which would copy it.
gc.freeze()
