"""Who is asking, by Saleor's access tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache

from devtools.replay import KEY_ID, RecordedSaleor, sign
from odop_core.security.permissions import Permission
from saleor_config.app.graphql.viewer import BadToken, read_viewer
from saleor_config.app.models import Installation
from storefront_schema.viewer import ANONYMOUS, Viewer

pytestmark = pytest.mark.django_db
USER = "VXNlcjo3"


@pytest.fixture(autouse=True)
def nothing_remembered(installation: Installation) -> None:
    cache.clear()


def token(saleor: RecordedSaleor, key: rsa.RSAPrivateKey | None = None, **changes: Any) -> str:
    """A customer's access token, with some claims changed (None takes one away)."""
    claims = {
        "exp": datetime.now(UTC) + timedelta(minutes=5), "iss": saleor.api_url, "owner": "saleor", "type": "access",
        "user_id": USER, "is_staff": False,
    }  # fmt: skip
    given = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(given, key or saleor.key, algorithm="RS256", headers={"kid": KEY_ID})


def test_without_a_token_the_viewer_is_anonymous() -> None:
    assert read_viewer("") == ANONYMOUS


def test_a_customers_token(saleor: RecordedSaleor) -> None:
    assert read_viewer(f"Bearer {token(saleor)}") == Viewer("customer", USER)


def test_a_staff_token_given_to_an_app_carries_its_permissions(saleor: RecordedSaleor) -> None:
    # given
    given = saleor.user_token(user_id=USER, is_staff=True, permissions=("MANAGE_PRODUCTS",))

    # when
    viewer = read_viewer(f"Bearer {given}")

    # then
    assert viewer == Viewer("staff", USER, frozenset({Permission.MANAGE_PROVENANCE}))


def test_rights_the_token_was_not_given_do_not_count(saleor: RecordedSaleor) -> None:
    """Its holder may do more in Saleor, but gave another App only this much."""
    # given
    given = token(
        saleor, type="thirdparty", is_staff=True, permissions=["MANAGE_PRODUCTS"], user_permissions=["MANAGE_ORDERS"]
    )

    # when / then
    assert Permission.MANAGE_CONSIGNMENT not in read_viewer(f"Bearer {given}").permissions


def test_a_plain_staff_token_is_looked_up_once(saleor: RecordedSaleor, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    asked: list[str] = []

    def answer(_query: str, _variables: dict[str, Any], used: str) -> dict[str, Any]:
        asked.append(used)
        return {"data": {"me": {"isStaff": True, "userPermissions": [{"code": "MANAGE_ORDERS"}]}}}

    monkeypatch.setattr(saleor, "answer", answer)
    given = token(saleor, is_staff=True)

    # when
    viewers = [read_viewer(f"Bearer {given}") for _time in range(2)]

    # then
    assert asked == [given]
    assert viewers[0].permissions == viewers[1].permissions
    assert Permission.MANAGE_CONSIGNMENT in viewers[0].permissions
    assert Permission.MANAGE_PROVENANCE not in viewers[0].permissions


def test_a_staff_token_saleor_has_revoked_is_refused(saleor: RecordedSaleor, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(saleor, "answer", lambda *_arguments: {"data": {"me": None}})

    # when / then
    with pytest.raises(BadToken, match="no longer"):
        read_viewer(f"Bearer {token(saleor, is_staff=True)}")


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"iss": "https://elsewhere.example/graphql/"},
        {"owner": "somebody"},
        {"type": "refresh"},
        {"user_id": None},
    ],
)
def test_a_token_that_is_not_an_access_token_of_our_saleor_is_refused(
    saleor: RecordedSaleor, changes: dict[str, Any]
) -> None:
    with pytest.raises(BadToken):
        read_viewer(f"Bearer {token(saleor, **changes)}")


def test_a_forged_token_is_refused(saleor: RecordedSaleor, forged_key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(BadToken):
        read_viewer(f"Bearer {token(saleor, key=forged_key)}")


def test_an_unsigned_token_is_refused(saleor: RecordedSaleor) -> None:
    # given
    claims = jwt.decode(token(saleor), options={"verify_signature": False})
    unsigned = jwt.encode(claims, None, algorithm="none", headers={"kid": KEY_ID})  # type: ignore[arg-type]

    # when / then
    with pytest.raises(BadToken):
        read_viewer(f"Bearer {unsigned}")


def test_a_webhooks_signature_is_no_token(saleor: RecordedSaleor) -> None:
    with pytest.raises(BadToken):
        read_viewer(f"Bearer {sign(b'{}', saleor.key)}")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic dXNlcg==", "Bearer opaque-app-token", "x"])
def test_what_is_no_token_is_an_error_not_a_visitor(header: str) -> None:
    with pytest.raises(BadToken):
        read_viewer(header)


def test_before_any_installation_nobody_can_be_signed_in(saleor: RecordedSaleor) -> None:
    # given
    Installation.objects.all().delete()

    # when / then
    with pytest.raises(BadToken, match="installed"):
        read_viewer(f"Bearer {token(saleor)}")
