"""Serials of sold units: made when pieces leave, void when they come back or never went.

`sync_serials` compares an order's fulfilments with what we know of them, and makes up the difference; it may run any
number of times. Saleor says how many pieces of a line came back, never which: the newest unconfirmed ones are taken for
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from odop_certificates.credentials import content, issuers, signing_keys, status_lists
from odop_certificates.credentials.certificates import sync_certificate
from odop_certificates.models import Certificate, Dispatch, UnitSerial, UnitState
from odop_certificates.proof import codes, digital_link, payloads
from odop_certificates.settings import PLUGIN_ID, CertificatesSettings
from odop_core.database.locks import lock_subject
from odop_core.plugin import configuration
from odop_core.store.history import is_history
from odop_core.store.orders import OrderLine, OrderSnapshot

LEFT = "FULFILLED"
# The money went back, the goods did not.
KEPT = {LEFT, "REFUNDED"}
CAME_BACK = {"RETURNED", "REFUNDED_AND_RETURNED", "REPLACED"}

# (fulfilment, order line)
Key = tuple[str, str]


@transaction.atomic
def sync_serials(order: OrderSnapshot) -> None:
    lock_subject("units", order.id)
    _settle_new(order)
    _withdraw_gone(order)


@transaction.atomic
def withdraw_serials(order: OrderSnapshot) -> None:
    """Only the half of `sync_serials` that cannot wait: the labels of what came back are void."""
    lock_subject("units", order.id)
    _withdraw_gone(order)


def _withdraw_gone(order: OrderSnapshot) -> None:
    for line_id in sorted(set(Dispatch.objects.filter(order_id=order.id).values_list("order_line_id", flat=True))):
        _withdraw(order, line_id)


def _settle_new(order: OrderSnapshot) -> None:
    left = pieces(order, {LEFT})
    known = set(Dispatch.objects.filter(order_id=order.id).values_list("fulfillment_id", "order_line_id"))
    if not left.keys() - known or is_history(order, PLUGIN_ID):
        return
    lines = {line.id: line for line in order.lines if line.product_id}
    new = {key: quantity for key, quantity in left.items() if key not in known and key[1] in lines}
    # In the order of products, so that two orders never wait for each other.
    certificates = {
        product_id: sync_certificate(product_id)
        for product_id in sorted({str(lines[line_id].product_id) for _fulfillment, line_id in new})
    }
    for key, quantity in sorted(new.items()):
        line = lines[key[1]]
        _settle(order, key, line, quantity, certificates[str(line.product_id)])


def pieces(order: OrderSnapshot, statuses: set[str]) -> Counter[Key]:
    """How many pieces of each line each fulfilment has, of the fulfilments in these states."""
    counted: Counter[Key] = Counter()
    for fulfillment in order.fulfillments:
        if fulfillment.status in statuses:
            for line in fulfillment.lines:
                counted[fulfillment.id, line.order_line_id] += line.quantity
    return +counted


def _settle(order: OrderSnapshot, key: Key, line: OrderLine, quantity: int, certificate: Certificate | None) -> None:
    dispatch = Dispatch.objects.create(
        fulfillment_id=key[0],
        order_line_id=line.id,
        order_id=order.id,
        product_id=str(line.product_id),
        product_name=line.product_name[:255],
        quantity=quantity,
        certificate=certificate,
        ordered_at=order.created_at,
        left_at=order.updated_at,
    )
    if certificate:
        _issue(dispatch, certificate, _gtin(line))


def _issue(dispatch: Dispatch, certificate: Certificate, gtin: str) -> None:
    key = signing_keys.active_key()
    now = timezone.now().replace(microsecond=0)
    ends = signing_keys.latest_end(key, now + content.UNIT_VALID_FOR)
    origin = payloads.read_payload(certificate.token)["credentialSubject"]
    issuer = issuers.load_issuer()
    units = []
    for number, place in enumerate(status_lists.new_places(dispatch.quantity), start=1):
        unit = UnitSerial(
            serial=codes.new_code(), dispatch=dispatch, number=number, certificate=certificate, gtin=gtin, key=key,
            status=place, issued_at=now,
        )  # fmt: skip
        unit.token = signing_keys.sign_credential(content.unit_credential(unit, dispatch, origin, ends, issuer), key)
        units.append(unit)
    UnitSerial.objects.bulk_create(units, batch_size=500)


def _withdraw(order: OrderSnapshot, line_id: str) -> None:
    """Void as many serials of a line as pieces are gone. Pieces without a serial count as gone last.

    Saleor moves what was refunded or returned into a fulfilment of its own: a dispatch that shrank says which pieces
    may be gone, the line as a whole says how many are.
    """
    present = pieces(order, KEPT)
    dispatches = list(Dispatch.objects.filter(order_id=order.id, order_line_id=line_id).order_by("-id"))
    kept = sum(count for key, count in present.items() if key[1] == line_id)
    units = UnitSerial.objects.filter(dispatch__in=dispatches)
    gone = sum(dispatch.quantity for dispatch in dispatches) - kept - units.exclude(state=UnitState.ACTIVE).count()
    returned = any(key[1] == line_id for key in pieces(order, CAME_BACK))
    for dispatch in dispatches:
        active = units.filter(dispatch=dispatch, state=UnitState.ACTIVE)
        missing = min(active.count() - present[dispatch.fulfillment_id, line_id], gone)
        if missing <= 0:
            continue
        gone -= missing
        chosen = active.order_by(F("confirmed_at").desc(nulls_first=True), "-id")[:missing]
        if returned:
            end_units(chosen, UnitState.RETURNED, "the piece was returned")
        else:
            end_units(chosen, UnitState.REVOKED, "the dispatch was cancelled")


def end_units(units: Iterable[UnitSerial], state: UnitState, reason: str) -> None:
    """Void these serials, here and in the status list."""
    rows = list(units)
    active = UnitSerial.objects.filter(pk__in=[unit.pk for unit in rows], state=UnitState.ACTIVE)
    active.update(state=state, ended_at=timezone.now(), end_reason=reason[:255])
    status_lists.revoke_places([unit.status_id for unit in rows])


def _gtin(line: OrderLine) -> str:
    settings = configuration.load_settings(CertificatesSettings)
    return digital_link.gtin_14(line.sku or "") if settings.skus_are_gtins else ""
