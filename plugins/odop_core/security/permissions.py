"""Who may do what, in the suite's own words.

In Saleor these become permissions a merchant grants to staff groups and apps. Beside Saleor an App cannot define
permissions, so there each stands for the Saleor permission named by its `in_app_mode`.
"""

from collections.abc import Iterable
from enum import Enum

from django.conf import settings


class Permission(Enum):
    MANAGE_PROVENANCE = "odop_provenance.manage_provenance"
    MANAGE_CONSIGNMENT = "odop_consignment.manage_consignment"
    SEE_SUPPLIER_DATA = "odop_consignment.see_supplier_data"
    MANAGE_NOTIFICATIONS = "odop_notifications.manage_notifications"
    HANDLE_HELPLINE = "odop_notifications.handle_helpline"
    MANAGE_LOGISTICS = "odop_logistics.manage_logistics"
    MANAGE_ACCOUNTS = "odop_accounts.manage_accounts"
    APPROVE_PAYOUTS = "odop_accounts.approve_payouts"
    MANAGE_ODOP_WORK = "odop_core.manage_odop_work"

    @property
    def codename(self) -> str:
        return self.value.split(".")[1]

    @property
    def in_app_mode(self) -> str:
        """Most go with orders. Whoever sees to the suite's work may also repoint the message gateway, and whoever sees
        suppliers' numbers unmasked sees what customers' data are to Saleor: both take more. Who lets money go handles
        payments."""
        return IN_APP_MODE.get(self, "MANAGE_ORDERS")

    @property
    def name_here(self) -> str:
        """What a merchant can grant in this host: ours in Saleor, one of Saleor's beside it."""
        return self.name if "saleor.core" in settings.INSTALLED_APPS else self.in_app_mode


IN_APP_MODE = {
    Permission.MANAGE_PROVENANCE: "MANAGE_PRODUCTS",
    Permission.MANAGE_ODOP_WORK: "MANAGE_PLUGINS",
    Permission.SEE_SUPPLIER_DATA: "MANAGE_USERS",
    Permission.APPROVE_PAYOUTS: "HANDLE_PAYMENTS",
}


def list_names(permissions: Iterable[Permission]) -> str:
    """The names a merchant can grant in this host, each once."""
    return ", ".join(dict.fromkeys(permission.name_here for permission in permissions))
