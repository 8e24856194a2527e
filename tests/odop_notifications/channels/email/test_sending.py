"""E-mails over real SMTP: what arrives, and what is made of a server's refusals."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail as django_mail
from django.core.mail.backends.smtp import EmailBackend

from devtools.machine.processes import free_port
from odop_core.plugin.configuration import BadPluginSettings
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security import http
from odop_notifications.channels import email
from odop_notifications.channels.email import server
from odop_notifications.gateways.mail_server import read_mail_server
from odop_notifications.gateways.message import Accepted, NotTheChannel, RefusedHere, TemplateInfo
from tests.certificates import write_certificate
from tests.mail_server import MailServer
from tests.odop_notifications.channels.samples import HINDI, message, settings

SUPPLIER = "shabana@example.in"
SENDER = "ODOP Mart <odop@shop.example>"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def send(server_address: str, **changes: Any) -> Accepted:
    usual: dict[str, Any] = {
        "channel": "email", "address": SUPPLIER, "template": TemplateInfo(category="service", title="आदेश 7: बिक गया"),
    }  # fmt: skip
    return email.send_message(message(**{**usual, **changes}), settings(email_server=server_address, email_from=SENDER))


def plain(mail_server: MailServer) -> str:
    return f"smtp://127.0.0.1:{mail_server.port}"


def test_text_and_html_arrive(mail_server: MailServer) -> None:
    # when
    accepted = send(plain(mail_server))

    # then
    (arrived,) = mail_server.mails
    text, html = arrived.message.iter_parts()
    assert (arrived.sender, arrived.recipients) == ("odop@shop.example", [SUPPLIER])
    assert arrived.message["Subject"] == "आदेश 7: बिक गया"
    assert arrived.message["Message-ID"] == accepted.gateway_id
    assert text.get_content().strip() == HINDI
    assert HINDI in html.get_content()
    assert 'lang="hi"' in html.get_content()


def test_what_a_supplier_or_product_is_called_is_no_html(mail_server: MailServer) -> None:
    # when
    send(plain(mail_server), text="<b>Vase</b> & co\nhttps://shop.example/a/1?x=<y>", template=None)

    # then
    html = list(mail_server.mails[0].message.iter_parts())[1].get_content()
    assert "<b>" not in html
    assert "&lt;b&gt;Vase&lt;/b&gt; &amp; co<br>" in html


def test_without_a_title_the_first_line_is_the_subject(mail_server: MailServer) -> None:
    # when
    send(plain(mail_server), text=f"{HINDI}\nमाल तैयार रखें", template=None)

    # then
    assert mail_server.mails[0].message["Subject"].strip() == HINDI


def test_repeat_has_the_same_message_id_and_another_message_another(mail_server: MailServer) -> None:
    # when
    ids = [send(plain(mail_server), key=key).gateway_id for key in ("a", "a", "b")]

    # then
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@shop.example>")


def test_password_is_given(mail_server: MailServer) -> None:
    # when
    send(f"smtp://odop%40shop:p%2Fw@127.0.0.1:{mail_server.port}")

    # then
    assert mail_server.logins == [("odop@shop", "p/w")]


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "refused the recipient .550"),
        ({"RCPT": "553 mailbox name not allowed"}, "refused the recipient .553"),
        ({"DATA": "554 spam"}, "refused the message .554"),
        ({"END": "552 too large"}, "refused the message .552"),
    ],
)
def test_refusal_for_good_is_permanent(mail_server: MailServer, replies: dict[str, str], said: str) -> None:
    # given
    mail_server.replies = replies

    # when / then
    with pytest.raises(PermanentFailure, match=said) as failure:
        send(plain(mail_server))
    assert SUPPLIER not in str(failure.value)


@pytest.mark.parametrize(
    "replies",
    [
        {"RCPT": "450 4.2.0 greylisted"}, {"MAIL": "451 try later"}, {"END": "452 disk full"}, {"DATA": "421 closing"},
        {"GREETING": "421 too busy"}, {"GREETING": ""}, {"DATA": ""}, {"END": ""}, {"EHLO": "", "HELO": ""},
        {"GREETING": "ready?"},
    ],
    ids=str,
)  # fmt: skip
def test_trouble_that_may_pass_is_temporary(mail_server: MailServer, replies: dict[str, str]) -> None:
    # given
    mail_server.replies = replies

    # when / then
    with pytest.raises(TemporaryFailure):
        send(plain(mail_server))


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ({"GREETING": "554 no service for you"}, r"refuses our account \(554\)"),
        ({"MAIL": "550 sender rejected"}, r"refuses our account \(550\)"),
        ({"MAIL": "550 5.4.5 daily user sending limit exceeded"}, r"refuses our account \(550\)"),
        ({"DATA": "550 5.4.5 daily user sending limit exceeded"}, r"no more of our account today \(550\)"),
        ({"END": "550 5.4.5 daily user sending limit exceeded"}, r"no more of our account today \(550\)"),
        ({"RCPT": "550 5.4.5 daily user sending limit exceeded"}, r"no more of our account today \(550\)"),
    ],
    ids=str,
)
def test_trouble_with_our_account_keeps_messages_waiting(
    mail_server: MailServer, replies: dict[str, str], said: str
) -> None:
    # given
    mail_server.replies = replies

    # when
    with pytest.raises(TemporaryFailure, match=said) as failure:
        send(plain(mail_server))

    # then: it is the channel's trouble, not this supplier's
    assert not isinstance(failure.value, NotTheChannel)


@pytest.mark.parametrize("replies", [{"DATA": "550 4.7.1 try later"}, {"RCPT": "554 4.2.2 mailbox full"}], ids=str)
def test_what_a_server_says_may_pass_is_temporary_whatever_its_number(
    mail_server: MailServer, replies: dict[str, str]
) -> None:
    # given
    mail_server.replies = replies

    # when / then
    with pytest.raises(TemporaryFailure):
        send(plain(mail_server))


def test_one_suppliers_mailbox_says_nothing_against_the_channel(mail_server: MailServer) -> None:
    # given
    mail_server.replies = {"RCPT": "450 4.2.0 greylisted"}

    # when / then
    with pytest.raises(NotTheChannel):
        send(plain(mail_server))


def test_silence_is_temporary(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(server, "TIMEOUT_SECONDS", 0.3)
    mail_server.replies = {"RCPT": "WAIT"}

    # when / then
    with pytest.raises(TemporaryFailure, match="could not be reached"):
        send(plain(mail_server))


def test_nobody_listening_is_temporary() -> None:
    with pytest.raises(TemporaryFailure, match="could not be reached"):
        send(f"smtp://127.0.0.1:{free_port()}")


def test_wrong_password_keeps_messages_waiting(mail_server: MailServer) -> None:
    # given
    mail_server.replies = {"AUTH": "535 5.7.8 authentication failed"}

    # when / then
    with pytest.raises(TemporaryFailure, match=r"refuses our account \(535\)") as failure:
        send(f"smtp://odop:hunter2@127.0.0.1:{mail_server.port}")
    assert "hunter2" not in str(failure.value)


def test_server_without_encryption_gets_no_password(mail_server: MailServer) -> None:
    # when
    with pytest.raises(TemporaryFailure, match="refuses our account"):
        send(f"smtp://odop:hunter2@127.0.0.1:{mail_server.port}?starttls=1")

    # then
    assert mail_server.logins == []


def test_server_inside_a_network_is_out_of_reach(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ALLOW_PRIVATE_ADDRESSES", "false")

    # when
    with pytest.raises(PermanentFailure, match="private network"):
        send(plain(mail_server))

    # then
    assert mail_server.mails == []


def test_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    # given
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*write_certificate(tmp_path))

    # when / then
    with MailServer(tls=context) as secure:
        with pytest.raises(TemporaryFailure, match="SSLCertVerificationError"):
            send(f"smtps://localhost:{secure.port}")
        assert secure.mails == []


def test_mail_goes_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    pem, key = write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))

    # when
    with MailServer(tls=context) as secure:
        send(f"smtps://localhost:{secure.port}")

    # then
    assert len(secure.mails) == 1


def test_shops_own_mail_server_is_used_when_none_is_given() -> None:
    # when: in tests Django keeps mails in memory
    send("")

    # then
    assert [sent.to for sent in django_mail.outbox] == [[SUPPLIER]]


@pytest.mark.parametrize("address", [f"{SUPPLIER}\r\nBcc: x@y.example", "a@b.example\nX: y"])
def test_address_cannot_add_headers(mail_server: MailServer, address: str) -> None:
    # when
    with pytest.raises(RefusedHere):
        send(plain(mail_server), address=address)

    # then
    assert mail_server.mails == []


@pytest.mark.parametrize("text", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://[::1"])
def test_server_that_is_none_is_refused_when_it_is_saved(text: str) -> None:
    with pytest.raises(BadPluginSettings, match="E-mail: server: the mail server must be given like"):
        settings(email_server=text)


@pytest.mark.parametrize(
    ("text", "port", "security"),
    [
        ("smtp://h.example", 25, "none"), ("smtps://h.example", 465, "tls"),
        ("smtp://h.example?starttls=1", 587, "starttls"), ("smtp://h.example:2525?starttls=true", 2525, "starttls"),
    ],
)  # fmt: skip
def test_usual_ports(text: str, port: int, security: str) -> None:
    # when
    found = read_mail_server(text)

    # then
    assert found is not None
    assert (found.port, found.security) == (port, security)


def test_server_that_drips_is_cut_off_in_time(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: each line comes before the time to wait for one is over
    monkeypatch.setattr(http, "WHOLE_CALL_SECONDS", 0.5)
    mail_server.replies = {"MAIL": "DRIP"}

    # when / then: it would go on for ever
    with pytest.raises(TemporaryFailure):
        send(plain(mail_server))


def test_shops_own_server_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(django_settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(django_settings, "EMAIL_TIMEOUT", None)

    # when
    backend = server.make_connection("")

    # then
    assert isinstance(backend, EmailBackend)
    assert backend.timeout == server.TIMEOUT_SECONDS
