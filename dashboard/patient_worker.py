"""A worker of gunicorn whose threads never wait for a slow sender.

gunicorn's own threaded worker gives a connection to a thread as soon as it is there, and the thread waits for whatever
has not been sent: a handful of connections that send half a request and stop hold every thread. Here the loop that
watches the connections gathers a request first. A thread gets it whole; one that does not come in time is closed.
"""

import contextlib
import errno
import re
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# From the first look at a connection to its whole request, in seconds.
PATIENCE = 15.0
# In a thread: how long a sender of a large file, or a reader of an answer, may make no progress at all.
STANDSTILL = 10.0
# How long a closed connection may still send what nobody reads: closing it at once could cut off the answer.
LINGERING = 2.0
# How long an answered request is looked at for what it still sends.
REST = 0.05
# What is gathered of one request. Larger ones are files, and the door refuses them before it reads them.
GATHERED = 128 * 1024
CHUNK = 64 * 1024
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
NOT_GATHERED = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)


def is_whole(received: bytes) -> bool:
    """Whether a thread need not wait for more of this request, or nothing is gained by gathering it."""
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return len(received) > GATHERED
    if NOT_GATHERED.search(head + b"\r\n"):
        return True
    length = LENGTH.search(head + b"\r\n")
    return length is None or len(body) >= min(int(length.group(1)), GATHERED)


class PatientConnection(TConn):  # type: ignore[misc]
    """A connection with what has come of its next request; ``linger`` closes it without making anybody wait."""

    def __init__(self, *arguments: Any, linger: Callable[[socket.socket], None]) -> None:
        super().__init__(*arguments)
        self.received = bytearray()
        self._linger = linger

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self._linger(self.sock)
        else:
            super().close()

    def init(self) -> None:
        super().init()
        self.sock.settimeout(STANDSTILL)
        if self.received:
            self.parser.unreader.unread(bytes(self.received))
            self.received.clear()


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """``gthread`` that gives a thread nothing but a whole request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lingering: deque[tuple[float, socket.socket]] = deque()

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        server = listener.getsockname()
        self._await(PatientConnection(self.cfg, client, address, server, linger=self._linger))

    def on_client_socket_readable(self, conn: PatientConnection, client: socket.socket) -> None:
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)

    def _await(self, conn: PatientConnection) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + PATIENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: PatientConnection, client: socket.socket) -> None:
        try:
            piece = client.recv(CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        conn.received += piece
        if piece and not is_whole(bytes(conn.received)):
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if piece:
            conn.data_ready = True
            self.enqueue_req(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def _keepalive_after(self, conn: PatientConnection, keepalive: bool) -> bool:
        # What an answered request has not sent yet is not waited for.
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + REST))

    def _linger(self, client: socket.socket) -> None:
        """Say that nothing more comes, and drop what the other side still sends, beside everything else."""
        try:
            client.shutdown(socket.SHUT_WR)
            client.setblocking(False)
            self.poller.register(client, selectors.EVENT_READ, self._drop)
        except (OSError, ValueError):
            client.close()
        else:
            self._lingering.append((time.monotonic() + LINGERING, client))

    def _drop(self, client: socket.socket) -> None:
        try:
            if client.recv(CHUNK):
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self._end(client)

    def _end(self, client: socket.socket) -> None:
        # What has ended before its time is closed already, and known to nobody.
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(client)
        client.close()

    def murder_pending(self) -> None:
        super().murder_pending()
        while self._lingering and self._lingering[0][0] < time.monotonic():
            self._end(self._lingering.popleft()[1])
