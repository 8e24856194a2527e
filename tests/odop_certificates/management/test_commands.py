from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from odop_certificates.credentials import signing_keys
from odop_certificates.models import SigningKey
from odop_certificates.proof import codes

pytestmark = pytest.mark.django_db


def test_keys_are_rotated_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    # given
    before = signing_keys.active_key()

    # when
    call_command("odop_rotate_signing_key")

    # then
    assert signing_keys.active_key().kid in capsys.readouterr().out
    assert signing_keys.active_key() != before
    assert SigningKey.objects.filter(retired_at=None).count() == 1


def test_stolen_key_is_distrusted_by_a_command() -> None:
    # given
    stolen = signing_keys.active_key()

    # when
    call_command("odop_rotate_signing_key", distrust=stolen.kid)

    # then
    assert stolen.kid not in str(signing_keys.jwks())
    with pytest.raises(CommandError, match="no signing key"):
        call_command("odop_rotate_signing_key", distrust="nobody")


def test_private_keys_are_kept_encrypted() -> None:
    # given
    from django.db import connection

    key = signing_keys.active_key()

    # when
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT private_key FROM {SigningKey._meta.db_table}")  # noqa: S608
        stored = cursor.fetchone()[0]

    # then
    assert key.private_key not in stored


@pytest.mark.parametrize(
    "given",
    [{}, {"serial": "x", "since": "2026-01-01"}, {"serial": "x"}, {"serial": codes.new_code()}, {"since": "soon"}],
)
def test_export_of_nothing_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("odop_epcis", **given)
