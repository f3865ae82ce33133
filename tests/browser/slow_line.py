"""A slow line between a browser and the server: few bytes a second, a delay each way, and it can be cut."""

from __future__ import annotations

import queue
import socket
import struct
import threading
import time
from contextlib import suppress

PIECE = 500
NO_LINGER = struct.pack("ii", 1, 0)


class _Direction:
    """One direction of the line, shared by all connections: what one of them sends, the others wait for."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._lock = threading.Lock()
        self.passed = 0

    def carry(self, size: int) -> None:
        """Take as long as so many bytes take."""
        with self._lock:
            time.sleep(size / self._rate)
            self.passed += size


class SlowLine:
    """A line to a server.

    Args:
        host, port: the server.
        rate: bytes a second, each way.
        delay: seconds that every byte takes, each way.
    """

    def __init__(self, host: str, port: int, *, rate: float, delay: float) -> None:
        """Lay the line; it is open until `close`."""
        self._server, self._delay = (host, port), delay
        self.up, self.down = _Direction(rate), _Direction(rate)
        self._ends: list[socket.socket] = []
        self._cut_at: int | None = None
        self._broken = threading.Event()
        self._listener = socket.create_server((host, 0))
        self.address = f"http://{host}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, size: int) -> None:
        """Cut the line when so many more bytes have gone up to the server."""
        self._cut_at = self.up.passed + size

    def mend(self) -> None:
        """Let the line carry again."""
        self._cut_at = None
        self._broken.clear()

    def close(self) -> None:
        """Take the line away."""
        self._listener.close()
        self._break()

    def _break(self) -> None:
        self._broken.set()
        for end in self._ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._broken.is_set():
                    near.close()
                    continue
                far = socket.create_connection(self._server)
                self._ends += [near, far]
                for source, target, way in ((near, far, self.up), (far, near, self.down)):
                    pieces: queue.Queue[tuple[float, bytes]] = queue.Queue(maxsize=16)
                    threading.Thread(target=self._read, args=(source, pieces), daemon=True).start()
                    threading.Thread(target=self._write, args=(target, pieces, way), daemon=True).start()

    def _read(self, source: socket.socket, pieces: queue.Queue[tuple[float, bytes]]) -> None:
        piece = b"first"
        while piece:
            try:
                piece = source.recv(PIECE)
            except OSError:
                piece = b""
            pieces.put((time.monotonic() + self._delay, piece))

    def _write(self, target: socket.socket, pieces: queue.Queue[tuple[float, bytes]], way: _Direction) -> None:
        with suppress(OSError):
            while True:
                due, piece = pieces.get()
                time.sleep(max(0.0, due - time.monotonic()))
                if not piece:
                    target.shutdown(socket.SHUT_WR)
                    return
                way.carry(len(piece))
                target.sendall(piece)
                if way is self.up and self._cut_at is not None and way.passed >= self._cut_at:
                    self._break()
                    return
