"""An SMTP server on loopback that keeps what it takes, and answers each command as a test wants."""

from __future__ import annotations

import base64
import socket
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType


@dataclass
class Mail:
    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class MailServer:
    """`replies` replaces the usual reply to a command, e.g. `{"RCPT": "550 no such user"}`; "" hangs up.

    "WAIT" as a reply says nothing for three seconds, "DRIP" begins one that never ends. With `tls`, a connection begins
    encrypted (SMTPS).
    """

    replies: dict[str, str] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    port: int = 0

    def __enter__(self) -> MailServer:
        self._server = _Server(self)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mail_server: MailServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mail_server = mail_server

    def get_request(self) -> tuple[socket.socket, str]:
        connected, address = super().get_request()
        tls = self.mail_server.tls
        return tls.wrap_socket(connected, server_side=True) if tls else connected, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up in these tests; that is nothing to print."""


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        mail = Mail("", [], b"")
        if not self._say("GREETING", "220 loopback ready"):
            return
        for line in self.rfile:
            text = line.decode("utf-8", "replace").strip()
            command = text.partition(" ")[0].upper()
            if command == "MAIL":
                mail = Mail(_address(text), [], b"")
            elif command == "RCPT":
                mail.recipients.append(_address(text))
            elif command == "AUTH":
                _nothing, user, password = base64.b64decode(text.split()[2]).decode().split("\0")
                self.server.mail_server.logins.append((user, password))
            usual = {
                "EHLO": "250-loopback\r\n250 AUTH PLAIN", "AUTH": "235 welcome", "DATA": "354 go on", "QUIT": "221 bye",
            }.get(command, "250 ok")  # fmt: skip
            if not self._say(command, usual):
                return
            if command == "DATA" and self.said.startswith("354"):
                mail.content = self._data()
                self.server.mail_server.mails.append(mail)
                if not self._say("END", "250 taken"):
                    return

    def _say(self, command: str, usual: str) -> bool:
        self.said = self.server.mail_server.replies.get(command, usual)
        if self.said == "WAIT":
            time.sleep(3)
            return False
        while self.said == "DRIP":
            self.wfile.write(b"250-on and on\r\n")
            time.sleep(0.05)
        if self.said:
            self.wfile.write(f"{self.said}\r\n".encode())
        return bool(self.said)

    def _data(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


def _address(text: str) -> str:
    return text.partition("<")[2].partition(">")[0]
