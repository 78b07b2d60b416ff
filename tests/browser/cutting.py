"""A line between browser and server that can be cut: a real socket that forwards bytes, stops, or loses answers."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

__all__ = ["Line"]

PIECE = 65_536
SENDING = b"POST /office/grid/send"


class Line:
    """
    Forwards every connection to a server until it is cut.

    ``lose`` is how many answers to reports are still to get lost on the way back: the server took the report in, the
    telephone never learns of it.
    """

    def __init__(self, url: str) -> None:
        """
        Listen on a port of its own.

        :param url: of the server behind.
        """
        behind = urlsplit(url)
        self.behind = (behind.hostname or "localhost", behind.port or 80)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listener.getsockname()[1]}"
        self.lose = 0
        self.lost = 0
        self.is_cut = False
        self.held: set[socket.socket] = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Let nothing through, and break off what is under way."""
        self.is_cut = True
        for one in list(self.held):
            self._shut(one)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_cut = False

    def close(self) -> None:
        """Give the port back."""
        self.cut()
        self.listener.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(self.behind)
            except OSError:
                near.close()
                continue
            self.held |= {near, far}
            sent = threading.Event()
            threading.Thread(target=self._carry, args=(near, far, sent, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, sent, True), daemon=True).start()

    def _carry(self, giver: socket.socket, taker: socket.socket, sent: threading.Event, back: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := giver.recv(PIECE):
                if not back and SENDING in piece:
                    sent.set()
                if back and sent.is_set():
                    sent.clear()
                    if self.lose:
                        self.lose -= 1
                        self.lost += 1
                        break
                taker.sendall(piece)
        self._shut(giver)
        self._shut(taker)

    def _shut(self, one: socket.socket) -> None:
        self.held.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
