"""A notifier that sends mail over SMTP."""

from __future__ import annotations

import hashlib
import io
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, Final, Literal

import attrs

from ...errors import Malformed, NotDelivered, NotifierFailed, Undeliverable
from ...messages import language
from ...notices import Notice
from ._content import content_of, is_plain_line
from ._net import connect, remaining, resolve, secure, verifying

__all__ = ["SmtpNotifier", "SmtpServer", "message_id"]

_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
# Japanese carriers gave out addresses with dots at the end or in a row: those are let through.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}"
)
_DOMAIN: Final = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")
_LONGEST_NAME: Final = 60
_STATUS: Final = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")
_FOR_GOOD: Final = range(500, 600)  # RFC 5321, 4.2.1
# "Log in first", "use TLS first": about the session, even as the reply to a mail's command.
_OF_THE_SESSION: Final = frozenset({530, 534, 535, 538})
_MOST_REPLIES: Final = 131_072  # a session has a dozen replies, of 512 bytes a line (RFC 5321)


def _is_address(text: object) -> bool:
    return isinstance(text, str) and _ADDRESS.fullmatch(text) is not None


def _check_address(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not _is_address(value):
        raise Malformed(f"{field.name} must be one plain mail address, such as shop@example.jp")


def _check_name(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or not is_plain_line(value):
        raise Malformed(f"{field.name} must be one line of at most {_LONGEST_NAME} characters")


def _check_domain(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not _DOMAIN.fullmatch(value):
        raise Malformed(f"{field.name} must be a plain domain name, such as example.jp")


def _check_security(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value not in _PORTS:
        raise Malformed(f"{field.name} is one of {', '.join(_PORTS)}, not {value!r}")


@attrs.frozen(eq=False)
class SmtpServer:
    """The server that takes our mail.

    Attributes:
        host: Its name, as it stands in its certificate.
        security: `starttls` (the connection must become TLS before the first command), `tls`
            (from the first byte), or `none`: readable to everybody on the way.
        port: 587, 465 and 25, in that order, unless given.
        user: The user to log in as; None: no login.
        password: Never shown, and never sent without TLS.
        timeout: Seconds for the whole session but the lookup of the name, which the system times.
            Keep it below the desk's `lease`: another worker takes the notice after that.
        context: The TLS context, which must verify; None: it trusts what this machine trusts.
        local_hostname: Our name in the greeting; None: this machine's full name.
    """

    host: str
    security: Literal["starttls", "tls", "none"] = attrs.field(
        default="starttls", validator=_check_security
    )
    port: int | None = None
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    timeout: float = 30.0
    context: ssl.SSLContext | None = attrs.field(default=None, converter=verifying, repr=False)
    local_hostname: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.user is None) != (self.password is None):
            raise Malformed("to log in takes a user and a password; give both or neither")
        if self.password is not None and self.security == "none":
            raise Malformed('a password is not sent without TLS; use "starttls" or "tls"')
        if not f"{self.user or ''}{self.password or ''}".isascii():
            raise Malformed("the standard library logs in with an ASCII user and password only")

    @contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """Connect, secure the connection, log in; part politely if all went well."""
        smtp = _Session(self)
        try:
            if self.security == "starttls":
                smtp.starttls(context=self.context)
            if self.user is not None and self.password is not None:
                smtp.login(self.user, self.password)
            yield smtp
            with suppress(OSError):  # the mail is accepted; a failed goodbye must not repeat it
                smtp.quit()
        finally:
            smtp.close()


class _Session(smtplib.SMTP):
    """A session that ends when its time is up, however slowly the server speaks."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server.host
        self._deadline = time.monotonic() + server.timeout
        self._tls = server.context if server.security == "tls" else None
        self._received = 0
        port = server.port or _PORTS[server.security]
        super().__init__(server.host, port, server.local_hostname)

    # The one door that smtplib leaves open for a socket of ours.
    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        sock = connect(host, resolve(host, port), self._deadline)
        return sock if self._tls is None else secure(host, sock, self._tls, self._deadline)

    def send(self, s: Any) -> None:
        if self.sock is not None:
            self.sock.settimeout(remaining(self._deadline))
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Replies(self))
        try:
            return super().getreply()
        except NotDelivered:
            self.close()
            raise

    def receive_into(self, buffer: Any) -> int:
        """Read what is there into *buffer*, in the time that is left.

        Raises:
            NotDelivered: The server has sent more than any session needs.
        """
        if self.sock is None:
            return 0
        self.sock.settimeout(remaining(self._deadline))
        received = self.sock.recv_into(buffer)
        self._received += received
        if self._received > _MOST_REPLIES:
            raise NotDelivered(f"the replies of the mail server {self._server} do not end")
        return received


class _Replies(io.RawIOBase):
    """What the server says, as the file that smtplib reads lines from."""

    def __init__(self, session: _Session) -> None:
        self._session = session

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._session.receive_into(buffer)


class _Policy(EmailPolicy):
    """`email.policy.SMTP` for servers that take 7 bits, and with texts that arrive whole."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        # EmailPolicy drops or adds a space where it breaks some long lines (3.11 to 3.13).
        if name == "Subject":
            return _encoded(name, str(value))
        if name == "From" and (sender := value.addresses[0]).display_name:
            return _encoded(name, sender.display_name, f"\r\n <{sender.addr_spec}>")
        return super().fold_binary(name, value)


def _encoded(name: str, text: str, rest: str = "") -> bytes:
    encoded = Header(text, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {encoded}{rest}\r\n".encode("ascii")


_POLICY: Final = _Policy(linesep="\r\n", cte_type="7bit")


def message_id(key: str, domain: str) -> str:
    """Return the Message-ID of the notice with that key: the same each time it is sent.

    >>> message_id("698016773:4:refusal:buyer_mail", "shop.example")
    '<fb0864a58db3cc2fbb53f585bb225f41@shop.example>'
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:32]}@{domain}>"


@attrs.frozen(eq=False)
class SmtpNotifier:
    """Sends each notice as one plain-text mail.

    A repeat carries the same Message-ID, Date, subject and text as the first mail, and most
    mail programs show the two as one.

    Attributes:
        server: The server that takes the mail.
        sender: The address it comes from, which replies and bounces go to.
        seller: The seller's address; None: notices to the seller are undeliverable.
        buyer: Finds the buyer's address, or None where there is none; not given: notices to
            the buyer are undeliverable. A notice holds no address, so the host looks it up.
        sender_name: The name beside the sender's address.
        seller_lang: The seller reads ja, zh-CN, ko or en. The buyer always reads Japanese.
        id_domain: The domain of the Message-ID, which must not change between repeats; unless
            given, the sender's.
    """

    server: SmtpServer
    sender: str = attrs.field(validator=_check_address)
    seller: str | None = attrs.field(default=None, validator=_check_address, repr=False)
    buyer: Callable[[Notice], str | None] | None = attrs.field(default=None, repr=False)
    sender_name: str = attrs.field(default="", validator=_check_name)
    seller_lang: str = attrs.field(default="ja", converter=language)
    id_domain: str = attrs.field(validator=_check_domain)

    @id_domain.default
    def _sender_domain(self) -> str:
        return str(self.sender).rpartition("@")[2]

    def notify(self, notice: Notice, /) -> None:
        """Send *notice*, and return once the server has taken it.

        A permanent refusal (5xx) of this mail's sender, recipient or content makes the notice
        undeliverable. Whatever is wrong with the session, a wrong password or certificate
        included, is not the notice's fault: the desk tries again, ten times in about three hours
        by default, and `revive` brings a dead letter back.

        Raises:
            NotDelivered: No connection, no TLS, no login, or the server asks to try again.
            Undeliverable: There is no address, or the server refuses this mail for good.
        """
        to = self._address_of(notice)
        mail = self.mail(notice, to).as_bytes()
        try:
            with self.server.session() as smtp:
                smtp.sendmail(self.sender, [to], mail)
        except OSError as error:  # SMTPException is one, too
            raise _failure(error, self.server.host) from None

    def mail(self, notice: Notice, to: str) -> EmailMessage:
        """Return the mail that *notice* is sent as, to the address *to*.

        Raises:
            Undeliverable: The notice cannot be put into words.
        """
        content = content_of(notice, self.seller_lang)
        mail = EmailMessage(_POLICY)
        mail["Date"] = notice.at
        mail["From"] = _mailbox(self.sender, self.sender_name)
        mail["To"] = _mailbox(to)
        mail["Subject"] = content.subject
        mail["Message-ID"] = message_id(notice.key, self.id_domain)
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies, please
        mail.set_content(f"{content.body}\n")  # the last line ends, too
        mail["Content-Language"] = content.lang  # set_content would take it away
        return mail

    def _address_of(self, notice: Notice) -> str:
        whom = "buyer" if notice.to_buyer else "seller"
        find = self.buyer or _no_address
        to = find(notice) if notice.to_buyer else self.seller
        if to is None:
            raise Undeliverable(f"there is no mail address of the {whom} ({notice.order_no})")
        if not _is_address(to):
            raise Undeliverable(f"the {whom}'s mail address cannot be one ({notice.order_no})")
        return to


def _no_address(notice: Notice) -> None:
    return None


def _mailbox(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)


def _failure(error: OSError, host: str) -> NotifierFailed:
    """Return the error to raise for *error*, without the server's words: they may name people."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _refusal(host, "the recipient", *next(iter(error.recipients.values())))
        case smtplib.SMTPSenderRefused():
            return _refusal(host, "the sender", error.smtp_code, error.smtp_error)
        case smtplib.SMTPDataError():
            return _refusal(host, "the mail", error.smtp_code, error.smtp_error)
        case smtplib.SMTPResponseException():
            why = f"{error.smtp_code} {type(error).__name__}"
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            why = (
                'it offers no STARTTLS; set the security to "tls", or to "none" inside your own '
                "network (QOO10_CANCEL_SMTP_SECURITY)"
            )
        case ssl.SSLCertVerificationError():
            why = f"its certificate does not hold: {error.verify_message}"
        case _:
            why = type(error).__name__
    return NotDelivered(f"no session with the mail server {host}: {why}")


def _refusal(host: str, part: str, code: int, reply: bytes | str) -> NotifierFailed:
    """Return the error for a server that refused *part* of the mail: for good, or for now."""
    text = reply if isinstance(reply, bytes) else reply.encode("ascii", "replace")
    status = _STATUS.match(text)
    code_and_status = f"{code} {status[0].decode()}" if status else f"{code}"
    why = f"the mail server {host} did not take {part}: {code_and_status}"
    for_good = code in _FOR_GOOD and code not in _OF_THE_SESSION
    return Undeliverable(why) if for_good else NotDelivered(why)
