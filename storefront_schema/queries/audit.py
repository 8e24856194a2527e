"""Who did what in the shop, whatever part of the suite it is of."""

from __future__ import annotations

from collections.abc import Mapping

import graphene
from django.db.models import Q

from odop_consignment.api import audit as consignment
from odop_core.database.audit import AuditSource, Feed
from odop_core.security.permissions import Permission
from odop_notifications.api import audit as notifications
from odop_provenance.api import audit as provenance
from storefront_schema import ids, request, supplier_access
from storefront_schema.list_field import list_field
from storefront_schema.types.audit import AuditKind, OdopAuditEventCountableConnection

GOODS, ORIGIN = frozenset({Permission.MANAGE_CONSIGNMENT}), frozenset({Permission.MANAGE_PROVENANCE})
MESSAGES, PERSONAL = (
    frozenset({Permission.MANAGE_NOTIFICATIONS}),
    GOODS | frozenset({Permission.SEE_SUPPLIER_DATA}),
)

# Of each kind, where its records are and who may see them: whoever may see the same in the app's own lists.
SOURCES: Mapping[AuditKind, tuple[AuditSource, frozenset[Permission]]] = {
    AuditKind.SUPPLIER: (consignment.SUPPLIER_STEPS, GOODS),
    AuditKind.DISCLOSURE: (consignment.DISCLOSURES, PERSONAL),
    AuditKind.CONSENT: (consignment.CONSENTS, GOODS),
    AuditKind.BANK_ACCOUNT_PROPOSED: (consignment.BANK_PROPOSALS, GOODS),
    AuditKind.BANK_ACCOUNT_DECIDED: (consignment.BANK_DECISIONS, GOODS),
    AuditKind.AGREEMENT_VERSION: (consignment.AGREEMENT_VERSIONS, GOODS),
    AuditKind.AGREEMENT_ENDED: (consignment.AGREEMENT_ENDS, GOODS),
    AuditKind.OBJECTION: (consignment.OBJECTIONS, GOODS),
    AuditKind.SALE: (consignment.SALE_STEPS, GOODS),
    AuditKind.CLAIM: (provenance.CLAIM_STEPS, ORIGIN),
    AuditKind.TEMPLATE: (notifications.TEMPLATES, MESSAGES),
    AuditKind.NUMBER_USED: (notifications.NUMBER_USES, MESSAGES),
}
FEED = Feed(AuditKind, {kind.value: source for kind, (source, _who) in SOURCES.items()}, ids.key_of)
PERMISSIONS = [one for one in Permission if any(one in who for _source, who in SOURCES.values())]


def _visible(info: graphene.ResolveInfo) -> Feed:
    """The kinds that the viewer may see; of suppliers, who saw their data."""
    if supplier_access.get_supplier_scope(info, PERMISSIONS) is not None:
        return FEED.only([AuditKind.DISCLOSURE.value])
    viewer = request.viewer(info)
    return FEED.only([kind.value for kind, (_source, who) in SOURCES.items() if viewer.may_any(who)])


def _own(info: graphene.ResolveInfo) -> Q | None:
    own = supplier_access.get_supplier_scope(info, PERMISSIONS)
    return None if own is None else Q(supplier_id=own)


class AuditQueries(graphene.ObjectType):
    class Meta:
        description = "Who did what."

    audit_events = list_field(
        FEED,
        OdopAuditEventCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        pick=_visible,
        among=_own,
        description="What was done in the shop, newest first: of the kinds that the viewer may see. Suppliers see who "
        "saw their personal data.",
    )
