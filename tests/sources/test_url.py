import gzip
import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import NotFound, OnrecordError, SourceError, TooLarge, Unreadable
from onrecord.sources import address, blobs, load, load_all
from tests.sources.made import OTHER, SENTENCE, lines, page, pdf

PAGE = page(SENTENCE)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        getattr(self, "get_" + self.path.strip("/").split("?")[0].split("/")[0].split(".")[0], self.missing)()

    def missing(self) -> None:
        self.answer(b"nothing here", status=404)

    def answer(
        self, body: bytes, status: int = 200, media_type: str = "text/html; charset=utf-8", **headers: object
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in ({"Content_Length": len(body)} | headers).items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self):
        self.answer(PAGE)

    def get_latin(self):
        self.answer(
            "The café by the harbour is closed.".encode("cp1252"), media_type="text/plain; charset=windows-1252"
        )

    def get_packed(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def get_bomb(self):
        self.answer(gzip.compress(bytes(1_000_000)), Content_Encoding="gzip")

    def get_paper(self):
        self.answer(pdf(lines(OTHER)), media_type="application/octet-stream")

    def get_rows(self):
        rows = "".join(json.dumps({"text": text}) + "\n" for text in (SENTENCE, OTHER))
        self.answer(rows.encode(), media_type="application/x-ndjson")

    def get_to(self):
        self.answer(b"", status=302, Location="/page")

    def get_round(self):
        self.answer(b"", status=302, Location=f"/round?{time.monotonic()}")

    def get_file(self):
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def get_forbidden(self):
        self.answer(b"", status=403)

    def get_down(self):
        self.answer(b"", status=503)

    def get_short(self):
        self.answer(PAGE, Content_Length=len(PAGE) + 100)

    def get_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"<p>")
            time.sleep(0.05)

    def get_caf(self):
        self.answer(f"The path was {self.path} as the server saw it.".encode(), media_type="text/plain")

    def get_silence(self):
        time.sleep(1)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


@contextmanager
def serving():
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def host():
    with serving() as url:
        yield url


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


def test_a_page(host):
    document = load(f"{host}/page.html")
    assert SENTENCE in document.text
    assert document.name == f"{host}/page.html"
    assert document.url == f"{host}/page.html"
    assert document.media_type == "text/html"


def test_the_charset_and_the_type_are_kept(host):
    document = load(f"{host}/latin")
    assert document.text == "The café by the harbour is closed."
    assert document.media_type == "text/plain"


def test_packed_content_is_unpacked(host):
    assert SENTENCE in load(f"{host}/packed").text


def test_a_pdf_whatever_the_server_calls_it(host):
    assert load(f"{host}/paper").text == OTHER


def test_a_container_at_an_address(host):
    assert [document.text for document in load_all(f"{host}/rows")] == [SENTENCE, OTHER]


def test_a_redirect_is_followed_and_the_last_address_kept(host):
    document = load(f"{host}/to")
    assert document.name == f"{host}/to"
    assert document.url == f"{host}/page"


def test_letters_beyond_ascii_are_encoded(host):
    assert "/caf.%C3%A9%20x?q=%C3%BC" in load(f"{host}/caf.é x?q=ü#part").text


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("nowhere", NotFound, "404 Not Found; check the address"),
        ("forbidden", Unreadable, "403 Forbidden; open it in a browser"),
        ("down", Unreadable, "503 .*try again later"),
        ("round", Unreadable, "leads on and on"),
        ("file", Unreadable, "not http or https"),
        ("short", Unreadable, "too early"),
    ],
)
def test_faults_are_one_clear_line(host, path, kind, said):
    with pytest.raises(kind, match=said) as caught:
        load(f"{host}/{path}")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(host)


def test_refused():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreadable, match="the connection was refused"):
        load(f"http://127.0.0.1:{port}/")


def test_a_silent_server_is_given_up(host, monkeypatch):
    monkeypatch.setattr(address, "SILENCE", 0.1)
    with pytest.raises(Unreadable, match="took too long"):
        load(f"{host}/silence")


def test_a_server_that_drips_is_given_up(host, monkeypatch):
    monkeypatch.setattr(address, "PATIENCE", 0.3)
    start = time.monotonic()
    with pytest.raises(Unreadable, match="took too long"):
        load(f"{host}/drip")
    assert time.monotonic() - start < 3


def test_size_is_bounded_packed_and_unpacked(host, monkeypatch):
    monkeypatch.setattr("onrecord.sources.blob.LIMIT", 100)
    with pytest.raises(TooLarge):
        load(f"{host}/page")
    monkeypatch.setattr("onrecord.sources.blob.LIMIT", 10_000)
    with pytest.raises(TooLarge, match="unpacked"):
        load(f"{host}/bomb")


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://user:word@127.0.0.1/", "http://a\nb.invalid/", "http://127.0.0.1:99999/"]
)
def test_odd_addresses(url):
    with pytest.raises(SourceError) as caught:
        load(url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://norhaven.example/a", "data://text/plain,a"])
def test_other_schemes_are_refused(url):
    with pytest.raises(Unreadable, match="only http and https"):
        load(url)


def test_only_an_argument_that_is_an_address_opens_the_network(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("the network was opened"))
    (tmp_path / "a.txt").write_text(f"https://norhaven.example/ {SENTENCE}")
    (tmp_path / "b.html").write_bytes(page('<img src="http://norhaven.example/i.png">' + OTHER))
    assert len(list(load_all(tmp_path))) == 2


def test_one_bad_address_among_many(host):
    left: list[OnrecordError] = []
    documents = list(load_all(f"{host}/nowhere", f"{host}/page", left_out=left.append))
    assert len(documents) == 1
    assert [type(error) for error in left] == [NotFound]


def test_the_key_is_the_address(host):
    assert [blob.key for blob in blobs(f"{host}/page")] == [f"{host}/page"]
