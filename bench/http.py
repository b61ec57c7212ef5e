"""Requests as a browser sends them: over connections that stay open, compressed, and counted."""

import gzip
import http.client
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import brotli

HEADERS = {"Accept-Encoding": "gzip, br", "Accept-Language": "ru", "Content-Type": "application/json"}


@dataclass
class Connection:
    """One kept connection to ``base``; ``received`` counts the bytes of bodies as they were sent."""

    base: str
    cookie: str = ""
    received: int = 0
    requests: int = 0
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def send(self, method: str, address: str, body: bytes | None = None) -> bytes:
        """The body of the answer, decompressed. Raises OSError for an answer that is no success."""
        content, encoding = self.send_raw(method, address, body)
        return brotli.decompress(content) if encoding == "br" else gzip.decompress(content) if encoding else content

    def send_raw(self, method: str, address: str, body: bytes | None = None) -> tuple[bytes, str]:
        """The body of the answer as it was sent, and its encoding. Raises as ``send`` does."""
        headers = HEADERS | ({"Cookie": self.cookie} if self.cookie else {})
        for _attempt in range(2):
            if self._open is None:
                self._open = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=180)
            try:
                self._open.request(method, address, body, headers)
                answer = self._open.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # A connection that was kept too long is opened again, as a browser does.
                self.close()
        else:
            raise ConnectionError(f"{self.base} hangs up")
        if answer.headers.get("Connection", "").lower() == "close":
            self.close()
        if answer.status not in (200, 204):
            raise OSError(f"{answer.status} {address} {content[:200]!r}")
        self.requests += 1
        self.received += len(content)
        return content, answer.headers.get("Content-Encoding", "")

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None
