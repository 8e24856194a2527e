"""The steps of setting up a local shop that need Saleor's or the suite's own models: a script for the overlay.

    python -m devtools.saleor.setup admin EMAIL PASSWORD
    python -m devtools.saleor.setup suppliers        (reads the catalogue's IDs as JSON from standard input)

Both may be repeated: an admin that exists gets the password, suppliers that are known are left alone.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main(arguments: list[str]) -> None:
    django.setup()
    match arguments:
        case ["admin", email, password]:
            make_admin(email, password)
        case ["suppliers"]:
            make_suppliers(json.load(sys.stdin))
        case _:
            raise SystemExit(__doc__)


def make_admin(email: str, password: str) -> None:
    from saleor.account.models import Group, User
    from saleor.permission.enums import get_permissions

    admin = User.objects.filter(email=email).first() or User(email=email)
    admin.is_staff = admin.is_superuser = admin.is_active = admin.is_confirmed = True
    admin.set_password(password)
    admin.save()
    # Saleor shows orders to nobody, not even to a superuser, who is in no group with access to their channel.
    owners, _created = Group.objects.get_or_create(name="Shop owners", restricted_access_to_channels=False)
    owners.permissions.set(get_permissions())
    admin.groups.add(owners)


def make_suppliers(ids: dict[str, Any]) -> None:
    """The sample catalogue's suppliers, their offers and claims; nothing when there are suppliers already."""
    from devtools.sample import sample_catalogue
    from devtools.sample.suppliers import CORPORATION, register_suppliers
    from odop_consignment.models import Supplier

    if not Supplier.objects.exists():
        set_plugin("odop.consignment", CORPORATION)
        register_suppliers(sample_catalogue(), ids)


def set_plugin(plugin_id: str, values: dict[str, str]) -> None:
    """As a merchant would in the Dashboard; beside Saleor the suite keeps it itself."""
    from django.conf import settings

    if "saleor.core" not in settings.INSTALLED_APPS:
        from odop_core.models import PluginSetting

        PluginSetting.objects.create(plugin_id=plugin_id, configuration=values)
        return
    from saleor.plugins.manager import get_plugins_manager

    entries = [{"name": name, "value": value} for name, value in values.items()]
    manager = get_plugins_manager(allow_replica=False)
    manager.save_plugin_configuration(plugin_id, None, {"active": True, "configuration": entries})


if __name__ == "__main__":
    main(sys.argv[1:])
