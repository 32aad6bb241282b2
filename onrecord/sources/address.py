"""What stands at a web address: fetched only when the user names one, within bounds of time and size."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from functools import partial
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from onrecord.errors import NotFound, SourceError, TooLarge, Unreadable
from onrecord.sources import blob as limits
from onrecord.sources.blob import Blob, Given, shown
from onrecord.sources.transfer import decoded

SILENCE = 20.0
"""Seconds without a byte after which a server is given up."""

PATIENCE = 60.0
"""Seconds that one address may take in all."""

REDIRECTS = 5
"""How often a server may send us on."""

_HEADERS = {
    "User-Agent": "onrecord (reads one page at its user's request)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


def is_address(source: str) -> bool:
    """Tell whether a source is an http or https address."""
    return re.match(r"https?://", source, re.IGNORECASE) is not None


def fetch(url: str) -> Blob:
    """Return what a web address holds; raise NotFound, Unreadable or TooLarge when that gives nothing to read."""
    name = shown(url)
    try:
        request = urllib.request.Request(_ascii(url), headers=_HEADERS)  # noqa: S310  (is_address saw to it)
        with _opener() as opener, opener.open(request, timeout=SILENCE) as response:
            return _blob(url, name, response)
    except SourceError:
        raise
    except urllib.error.HTTPError as error:
        with error:
            raise _answer(name, error) from None
    except urllib.error.URLError as error:
        raise Unreadable(name, _why(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreadable(name, _why(error)) from None


def _blob(url: str, name: str, response: http.client.HTTPResponse) -> Blob:
    data = bytearray()
    while part := response.read1(1 << 16):
        data += part
        if len(data) > limits.LIMIT:
            raise TooLarge(name, f"it is over {limits.LIMIT // 2**20} MB")
    missing = response.length  # what the server announced and did not send
    if missing:
        raise Unreadable(name, f"the connection ended {missing} bytes too early; try again")
    headers: Message = response.headers
    return Blob(
        key=url,
        name=name,
        data=decoded(bytes(data), headers.get("Content-Encoding"), name),
        media_type=headers.get_content_type() if headers.get("Content-Type") else None,
        charset=headers.get_content_charset(),
        given=Given(url=response.geturl()),
        origin="url",
    )


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = 2

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:  # the signature is the standard library's
        if not is_address(newurl):
            raise _led_away(req.full_url, newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


class _Watch:
    """Cuts the connections of one fetch when its time is up.

    A time-out of the socket alone would not do: it starts again with every byte that drips in.
    """

    def __init__(self) -> None:
        self.over = False
        self._sockets: list[socket.socket] = []

    def __call__(self, made: socket.socket) -> None:
        self._sockets.append(made)

    def cut(self) -> None:
        self.over = True
        for made in self._sockets:
            with suppress(OSError):  # already closed
                socket.socket.shutdown(made, socket.SHUT_RDWR)


class _Plain(http.client.HTTPConnection):
    def __init__(self, watch: _Watch, host: str, **options: Any) -> None:
        super().__init__(host, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch(self.sock)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, watch: _Watch, host: str, **options: Any) -> None:
        super().__init__(host, **{name: value for name, value in options.items() if value is not None})
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch(self.sock)


class _Http(urllib.request.HTTPHandler):
    watch: _Watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Plain, self.watch), req)


class _Https(urllib.request.HTTPSHandler):
    watch: _Watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Secure, self.watch), req)


@contextmanager
def _opener() -> Iterator[urllib.request.OpenerDirector]:
    """Give an opener that speaks http and https only, and that stops when time is up."""
    watch = _Watch()
    timer = threading.Timer(PATIENCE, watch.cut)
    timer.daemon = True
    opener = urllib.request.OpenerDirector()
    speaks = _Http(), _Https()
    speaks[0].watch = speaks[1].watch = watch
    for handler in (
        urllib.request.ProxyHandler(),
        *speaks,
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    timer.start()
    try:
        yield opener
    except Exception:
        if watch.over:
            raise TimeoutError("timed out") from None
        raise
    finally:
        timer.cancel()
    if watch.over:
        raise TimeoutError("timed out")


def _led_away(name: str, target: str) -> Unreadable:
    return Unreadable(name, f"it leads to an address that is not http or https ({target[:100]}): not followed")


def _answer(name: str, error: urllib.error.HTTPError) -> SourceError:
    said = f"the server answered {error.code} {error.reason}".strip()
    if error.code in (404, 410):
        return NotFound(name, f"{said}; check the address")
    target = error.headers.get("Location", "") if error.headers else ""
    if 300 <= error.code < 400 and "://" in target and not is_address(target):
        return _led_away(name, target)
    if 300 <= error.code < 400:
        return Unreadable(name, "it leads on and on from address to address; open it in a browser and save the page")
    if error.code in (401, 403, 429):
        return Unreadable(name, f"{said}; open it in a browser and save the page")
    return Unreadable(name, f"{said}; try again later")


def _why(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "the server took too long; try again later"
    if isinstance(reason, ConnectionRefusedError):
        return "the connection was refused; check the address"
    if isinstance(reason, socket.gaierror):
        return "there is no server of that name, or no connection to the network; check the address"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"the server could not prove who it is ({reason.verify_message}); check the address"
    if isinstance(reason, http.client.IncompleteRead):
        return "the connection ended too early; try again"
    return f"it could not be fetched ({str(reason)[:200] or type(reason).__name__}); check the address"


def _ascii(url: str) -> str:
    """Return an address as it is sent: the host in its ASCII form, everything else percent-encoded where needed."""
    parts = urlsplit(url)
    if parts.username is not None:
        raise ValueError("a name or password inside an address is not sent")
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{parts.port}" if parts.port is not None else host
    keep = "%/:=&?~#+!$,;'@()*[]"
    path, query = (quote(part.encode("utf-8", "replace"), safe=keep) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme.lower(), place, path or "/", query, ""))
