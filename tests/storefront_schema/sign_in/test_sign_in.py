"""Signing in with a one-time code, as an app does it: the documents of `operations/artisan`, one after the other."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import storefront_schema
from odop_consignment.models import Member, Supplier
from odop_core.queue import worker
from odop_notifications.api import MESSAGES
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from storefront_schema import ids, supplier_tokens
from storefront_schema.viewer import ANONYMOUS, Viewer
from tests import factories
from tests.storefront_schema.client import STAFF, answer_to, ask

PHONE, NEW_PHONE = "+919800000001", "+919800000002"
ARTISAN = Path(storefront_schema.__file__).parent / "operations" / "artisan"
NAMES = {path.stem: path for path in ARTISAN.glob("*.graphql")}


@pytest.fixture(autouse=True)
def _console() -> None:
    factories.switch(PLUGIN_ID, channel="console")


def run(name: str, viewer: Viewer = ANONYMOUS, **variables: Any) -> Any:
    """The answer of the only root field."""
    (answer,) = ask(NAMES[name].read_text(encoding="utf-8"), viewer, **variables).values()
    return answer


def sent_code(occasion: str = "sign_in_code") -> str:
    """What the telephone shows."""
    worker.run_due()
    return str(Message.objects.filter(occasion=occasion).latest("pk").variables["code"])


def sign_in(phone: str = PHONE, **variables: Any) -> Any:
    handle = run("sign_in_code_request", phone=phone)["handle"]
    return run("sign_in", handle=handle, code=sent_code(), **variables)


def viewer_of(answer: Any) -> Viewer:
    return supplier_tokens.read_viewer(answer["token"])


def test_an_artisan_signs_in_and_sees_what_is_theirs() -> None:
    # given
    supplier = factories.supplier("Asha", language="hi")

    # when
    answer = sign_in(device="Redmi 9A")
    mine = run("account", viewer_of(answer))

    # then
    assert (answer["errors"], answer["supplier"]["name"], answer["suppliersToChoose"]) == ([], "Asha", [])
    assert mine["id"] == ids.make("Supplier", supplier.id)
    assert [(one["device"], one["isCurrent"]) for one in mine["sessions"]] == [("Redmi 9A", True)]


def test_the_answer_is_the_same_for_a_number_that_nobody_has() -> None:
    # given
    factories.supplier()

    # when
    known, unknown = (run("sign_in_code_request", phone=phone) for phone in (PHONE, "+919899999999"))
    worker.run_due()

    # then: but only one was sent anything
    assert known.keys() == unknown.keys()
    assert (known["errors"], unknown["errors"]) == ([], [])
    assert Message.objects.count() == 1


def test_who_signs_in_for_two_suppliers_is_asked_for_which() -> None:
    # given
    factories.supplier("Asha")
    group = factories.supplier("Asha's group")
    handle = run("sign_in_code_request", phone=PHONE)["handle"]
    code = sent_code()

    # when
    asked = run("sign_in", handle=handle, code=code)
    answer = run("sign_in", handle=handle, code=code, supplierId=ids.make("Supplier", group.id))

    # then
    assert (asked["token"], [one["name"] for one in asked["suppliersToChoose"]]) == (None, ["Asha", "Asha's group"])
    assert viewer_of(answer).supplier_id == group.id


def test_a_wrong_code_is_counted_though_it_is_refused() -> None:
    # given
    factories.supplier()
    handle = run("sign_in_code_request", phone=PHONE)["handle"]
    code = sent_code()

    # when
    refused = [run("sign_in", handle=handle, code="1")["errors"] for _try in range(5)]
    too_late = run("sign_in", handle=handle, code=code)

    # then
    assert {(error["field"], error["code"]) for errors in refused for error in errors} == {("code", "INVALID")}
    assert (too_late["token"], too_late["errors"]) == (None, refused[0])


def test_asking_too_often_is_refused_with_a_code_of_its_own() -> None:
    # given
    for _turn in range(5):
        run("sign_in_code_request", phone=PHONE)

    # when
    (error,) = run("sign_in_code_request", phone=PHONE)["errors"]

    # then
    assert error["code"] == "RATE_LIMITED"


def test_tokens_are_renewed_and_a_refresh_token_shown_twice_ends_all_of_it() -> None:
    # given
    factories.supplier()
    first = sign_in()

    # when
    second = run("token_refresh", refreshToken=first["refreshToken"])
    stolen = run("token_refresh", refreshToken=first["refreshToken"])

    # then
    assert [(error["field"], error["code"]) for error in stolen["errors"]] == [("refreshToken", "INVALID")]
    with pytest.raises(supplier_tokens.InvalidTokenError):
        viewer_of(second)


@pytest.mark.parametrize("everywhere", [False, True])
def test_signing_out(everywhere: bool) -> None:
    # given
    factories.supplier()
    here, elsewhere = sign_in(), sign_in()

    # when
    ended = run("sign_out", viewer_of(here), everywhere=everywhere)

    # then
    assert ended["count"] == 1 + everywhere
    with pytest.raises(supplier_tokens.InvalidTokenError):
        viewer_of(here)
    if not everywhere:
        assert viewer_of(elsewhere)


def test_signing_out_a_stranger_changes_nothing() -> None:
    assert run("sign_out")["count"] == 0


def test_the_endpoint_reads_the_token() -> None:
    # given
    factories.supplier("Asha")
    token = sign_in()["token"]

    def post(header: str) -> Any:
        body = json.dumps({"query": "{ mySupplier { name } }"})
        return Client().post("/graphql/", body, content_type="application/json", HTTP_AUTHORIZATION=header)

    # when
    known, unknown = post(f"Odop {token}"), post(f"Odop {token}x")

    # then
    assert known.json()["data"] == {"mySupplier": {"name": "Asha"}}
    assert unknown.status_code == 401
    assert unknown.json()["errors"][0]["extensions"]["exception"]["code"] == "InvalidTokenError"


def test_a_new_number_is_confirmed_by_its_own_code_and_the_old_one_is_informed() -> None:
    # given
    supplier = factories.supplier("Asha")
    me, viewer = ids.make("Supplier", supplier.id), viewer_of(sign_in())
    handle = run("phone_change_request", viewer, id=me, phone="98000 00002")["handle"]

    # when
    changed = run("phone_change_confirm", viewer, id=me, handle=handle, code=sent_code())
    worker.run_due()

    # then
    assert changed["errors"] == []
    assert Supplier.objects.get().phone == NEW_PHONE
    told = Message.objects.get(occasion="phone_changed")
    assert (told.address, "XXXX0002" in told.text) == (PHONE, True)
    assert run("account", viewer)["phone"].endswith("0002")


def test_a_member_of_a_group_signs_in_and_may_do_less() -> None:
    # given
    supplier = factories.supplier("Asha")
    me, owner = ids.make("Supplier", supplier.id), viewer_of(sign_in())
    added = run("member_create", owner, id=me, member={"name": "Bela", "phone": "9800000002"})["member"]

    # when
    helper = viewer_of(sign_in(NEW_PHONE))
    exported = answer_to(f'mutation {{ supplierExport(id: "{me}") {{ json }} }}', helper)
    chosen = run("language_update", helper, id=me, language="EN")

    # then: the language is that of the member's own messages
    assert added["role"] == "HELPER"
    assert exported.is_refused
    assert (chosen["errors"], chosen["supplier"]["language"]) == ([], "EN")
    assert Member.objects.get().language == "en"


def test_who_is_no_longer_a_member_is_out() -> None:
    # given
    supplier = factories.supplier("Asha")
    me, owner = ids.make("Supplier", supplier.id), viewer_of(sign_in())
    added = run("member_create", owner, id=me, member={"name": "Bela", "phone": "9800000002"})["member"]
    helper = sign_in(NEW_PHONE)
    assert run("member_update", owner, id=added["id"], member={"getsMessages": True})["member"]["getsMessages"]

    # when
    run("member_delete", owner, id=added["id"])

    # then
    with pytest.raises(supplier_tokens.InvalidTokenError):
        viewer_of(helper)
    assert run("account", owner)["members"] == []


def test_a_lost_telephone_is_signed_out_from_another_one() -> None:
    # given
    factories.supplier()
    lost, here = sign_in(device="Lost"), sign_in()
    viewer = viewer_of(here)
    session = next(one for one in run("account", viewer)["sessions"] if one["device"] == "Lost")

    # when
    ended = run("session_end", viewer, id=session["id"])

    # then
    assert ended["session"]["endedAt"]
    with pytest.raises(supplier_tokens.InvalidTokenError):
        viewer_of(lost)


def test_nobody_reads_a_code_in_the_list_of_messages_nor_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    # given
    caplog.set_level(logging.DEBUG)
    supplier = factories.supplier()

    # when
    answer = sign_in()

    # then
    from odop_core.database.pagination import Window

    code = str(Message.objects.get().variables["code"])
    (shown,) = MESSAGES.read(Window(10), {"supplier_id": supplier.id})
    assert "code is ••••" in shown.text
    for secret in (code, answer["token"], answer["refreshToken"]):
        assert secret not in caplog.text


def test_staff_may_keep_the_members_of_a_supplier() -> None:
    # given
    supplier = factories.supplier()

    # when
    made = run("member_create", STAFF, id=ids.make("Supplier", supplier.id), member={"name": "B", "phone": "98000"})

    # then
    assert [(error["field"], error["code"]) for error in made["errors"]] == [("phone", "INVALID")]
