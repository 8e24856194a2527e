"""Status lists: giving out places, revoking, and the signed list the world reads (W3C Bitstring Status List 1.0)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from odop_certificates.credentials import addresses, issuers, signing_keys
from odop_certificates.models import StatusEntry, StatusList
from odop_certificates.proof import bitstring
from odop_certificates.proof.verifier import CONTEXT, STATUS_CREDENTIAL

# Draws that may hit a taken place before the list counts as full; that happens at about half of its places.
DRAWS = 8
# For how long a reader may keep a list: a revocation is seen by everybody after at most this.
KEPT_FOR = timedelta(minutes=5)
# A list that is signed but cannot be fetched anew is relied on for this long.
VALID_FOR = timedelta(days=1)


class NoSuchList(LookupError):
    """There is no status list of this number."""


def new_places(count: int) -> list[StatusEntry]:
    """Free places at random. Safe under any number of concurrent callers: the database refuses a place taken."""
    status_list = StatusList.objects.order_by("-pk").first() or StatusList.objects.create()
    places: list[StatusEntry] = []
    draws = 0
    while len(places) < count:
        if draws == DRAWS:
            status_list, draws = StatusList.objects.create(), 0
        wanted = count - len(places)
        places += _take(status_list, [secrets.randbelow(bitstring.SIZE) for _ in range(wanted)])
        draws += 1
    return places


def revoke_places(place_ids: Iterable[int]) -> None:
    """`place_ids` may be a query, so that any number of places stays one statement."""
    StatusEntry.objects.filter(pk__in=place_ids, revoked_at=None).update(revoked_at=Now())


def status_entry(place: StatusEntry, base: str) -> dict[str, Any]:
    """What a certificate says of its place."""
    address = addresses.status_list_address(base, place.list_id)
    return {
        "id": f"{address}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.index),
        "statusListCredential": address,
    }


def signed_list(number: int, using: str = "default") -> str:
    """The list as it stands, signed; the same text for as long as a reader may keep it. Raises NoSuchList."""
    if not StatusList.objects.using(using).filter(pk=number).exists():
        raise NoSuchList(f"There is no status list {number}.")
    revoked = StatusEntry.objects.using(using).filter(list_id=number, revoked_at__isnull=False)
    issuer = issuers.load_issuer()
    address = addresses.status_list_address(issuer.address, number)
    began = _beginning(timezone.now())
    credential = {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", STATUS_CREDENTIAL],
        "issuer": issuer.as_json(),
        "validFrom": began.isoformat(),
        "validUntil": (began + VALID_FOR).isoformat(),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring.encode_bits(revoked.values_list("index", flat=True)),
            "ttl": int(KEPT_FOR.total_seconds() * 1000),
        },
    }
    return signing_keys.sign_credential(credential, signing_keys.active_key())


def _take(status_list: StatusList, indices: list[int]) -> list[StatusEntry]:
    """Those of the places that were free."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {StatusEntry._meta.db_table} (list_id, index) SELECT %s, unnest(%s::int[])"
            " ON CONFLICT (list_id, index) DO NOTHING RETURNING id, index",
            [status_list.pk, indices],
        )
        rows = cursor.fetchall()
    return [StatusEntry(pk=pk, list=status_list, index=index) for pk, index in rows]


def _beginning(moment: datetime) -> datetime:
    seconds = int(KEPT_FOR.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)
