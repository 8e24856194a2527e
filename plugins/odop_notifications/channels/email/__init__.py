"""The e-mail channel: mails with a text and an HTML part, over the shop's mail server or one of the plugin's settings.

A message's Message-ID follows from its key, so that mail programs recognise a repeat after a crash.
"""

from __future__ import annotations

import hashlib
import smtplib
from email.utils import parseaddr

from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape, urlize

from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security import http
from odop_notifications.channels.email import server
from odop_notifications.gateways.message import Accepted, NotTheChannel, OutgoingMessage, RefusedHere
from odop_notifications.settings import NotificationSettings

LONGEST_SUBJECT = 120
# Of our account or our settings, whatever the number says: the message waits until somebody has seen to it.
OURS_TO_MEND = (
    smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, smtplib.SMTPHeloError, smtplib.SMTPConnectError,
    smtplib.SMTPSenderRefused,
)  # fmt: skip
# What the text of a reply says more exactly than its number (RFC 3463): our account's quota of today is used up, as
# Gmail and Exchange have it; and whatever begins with 4 may pass.
QUOTA, MAY_PASS = b"5.4.5", b"4."


def send_message(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises PermanentFailure when the server refuses this mail for good (5xx), TemporaryFailure for everything else;
    NotTheChannel, RefusedHere as they say."""
    sender = settings.email_from or django_settings.DEFAULT_FROM_EMAIL
    mail = _mail(message, sender)
    try:
        mail.connection = server.make_connection(settings.email_server)
        with http.within_deadline():
            mail.send()
    except OURS_TO_MEND as error:
        raise TemporaryFailure(f"The mail server refuses our account ({_code(error)}): check its settings.") from error
    except smtplib.SMTPRecipientsRefused as error:
        code, text = max(error.recipients.values())
        raise _failure("the recipient", code, text, NotTheChannel) from error
    except smtplib.SMTPResponseException as error:
        raise _failure("the message", error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise TemporaryFailure(f"The mail server could not be reached: {type(error).__name__}") from error
    except ValueError as error:  # a line break in an address or subject
        raise RefusedHere("The e-mail's address or subject is not one that mail can carry.") from error
    return Accepted(message_id(message.key, sender), {"status": "handed over"})


def recognises_repeats(_settings: NotificationSettings) -> bool:
    """By the Message-ID, which mail servers and programs take for the same mail; nothing else is to be had."""
    return True


def message_id(key: str, sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _mail(message: OutgoingMessage, sender: str) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=_subject(message), body=message.text, from_email=sender, to=[message.address],
        headers={"Message-ID": message_id(message.key, sender), "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    mail.attach_alternative(_html(message), "text/html")
    return mail


def _subject(message: OutgoingMessage) -> str:
    titled = message.template.title if message.template else ""
    return (titled or message.text.strip().partition("\n")[0])[:LONGEST_SUBJECT]


def _html(message: OutgoingMessage) -> str:
    """The same words, nothing loaded from anywhere."""
    paragraphs = "".join(
        f"<p>{urlize(escape(part), autoescape=False).replace(chr(10), '<br>')}</p>"
        for part in message.text.strip().split("\n\n")
    )
    return (
        f'<!doctype html><html lang="{escape(message.language)}"><head><meta charset="utf-8"></head>'
        f'<body style="font:16px/1.5 sans-serif;color:#1d1a16;max-width:34em">{paragraphs}</body></html>'
    )


def _failure(what: str, code: int, text: bytes | str, passing: type[TemporaryFailure] = TemporaryFailure) -> Exception:
    refused, said = f"The mail server refused {what} ({code}).", text.encode() if isinstance(text, str) else text
    if said.startswith(QUOTA):
        return TemporaryFailure(f"The mail server takes no more of our account today ({code}).")
    return PermanentFailure(refused) if code >= 500 and not said.startswith(MAY_PASS) else passing(refused)


def _code(error: Exception) -> str:
    return str(getattr(error, "smtp_code", type(error).__name__))
