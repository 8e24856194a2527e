"""The e-mail channel: text with a plain HTML twin, over the shop's mail server or one of the plugin's settings.

A message's Message-ID follows from its key, so that a repeat after a crash is recognised by mail programs.
"""

from __future__ import annotations

import hashlib
import smtplib
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape, urlize

from odop_core import outgoing
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_notifications.channels.email import server
from odop_notifications.channels.message import Accepted, OutgoingMessage, RecipientTrouble

if TYPE_CHECKING:
    from odop_notifications.settings import NotificationSettings

LONGEST_SUBJECT = 120
# Of our account or our settings, whatever the number says: the message waits until somebody has seen to it.
OURS_TO_MEND = (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, smtplib.SMTPHeloError)


def send(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises PermanentFailure when the server refuses for good (5xx), TemporaryFailure for everything else."""
    sender = settings.email_from or django_settings.DEFAULT_FROM_EMAIL
    mail = _mail(message, sender)
    try:
        mail.connection = server.connection(settings.email_server)
        with outgoing.in_time():
            mail.send()
    except OURS_TO_MEND as error:
        raise TemporaryFailure(f"The mail server refuses our account ({_code(error)}): check its settings.") from error
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _text in error.recipients.values())
        raise _failure("the recipient", code, RecipientTrouble) from error
    except smtplib.SMTPResponseException as error:
        raise _failure("the message", error.smtp_code) from error
    except (smtplib.SMTPException, OSError) as error:
        raise TemporaryFailure(f"The mail server could not be reached: {type(error).__name__}") from error
    except ValueError as error:  # a line break in an address or subject
        raise PermanentFailure("The e-mail's address or subject is not one that mail can carry.") from error
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


def _failure(what: str, code: int, passing: type[TemporaryFailure] = TemporaryFailure) -> Exception:
    said = f"The mail server refused {what} ({code})."
    return PermanentFailure(said) if code >= 500 else passing(said)


def _code(error: Exception) -> str:
    return str(getattr(error, "smtp_code", type(error).__name__))
