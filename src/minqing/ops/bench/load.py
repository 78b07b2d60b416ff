"""Clients: a few threads, each with one kept connection, that send as fast as answers come."""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Headers = dict[str, str]
Request = tuple[str, str, bytes | None, Headers]
Make = Callable[[int], Request]
Good = Callable[[Any], bool]


@dataclass
class Result:
    """What a run gave: seconds per answered request, how long it took, and what was not answered well."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return answered requests per second."""
        return len(self.took) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return a percentile of the waiting, in milliseconds; 0 without answers."""
        if not self.took:
            return 0.0
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Client(threading.Thread):
    """One client with one connection."""

    def __init__(
        self, port: int, make: Make, numbers: Iterable[int], stop: threading.Event, good: Callable[[Any], bool]
    ):
        super().__init__(daemon=True)
        self.port, self.make, self.numbers, self.stop, self.good = port, make, numbers, stop, good
        self.result = Result()

    def run(self) -> None:
        """Send until told to stop or the numbers run out."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for number in self.numbers:
            if self.stop.is_set():
                break
            link = self._send(link, number)
        link.close()

    def _send(self, link: http.client.HTTPConnection, number: int) -> http.client.HTTPConnection:
        method, path, body, headers = self.make(number)
        start = time.perf_counter()
        try:
            link.request(method, path, body=body, headers=headers)
            answer = link.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as broken:
            self.result.failures.append(f"{type(broken).__name__}: {broken}")
            link.close()
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.good(answer):
            self.result.took.append(time.perf_counter() - start)
            self.result.answers.append((number, text))
        else:
            self.result.failures.append(f"{answer.status} {text[:300]!r}")
        return link


def run_load(
    port: int,
    make: Make,
    *,
    seconds: float,
    clients: int = 8,
    good: Good = lambda answer: answer.status < 300,
    stop: threading.Event | None = None,
) -> Result:
    """
    Send requests from several clients for a while.

    :param make: number → (method, path, body, headers); numbers are never repeated.
    :param seconds: how long.
    :param good: tells an answer that counts from one that is listed as a failure.
    """
    stop = stop or threading.Event()
    # next() on itertools.count is atomic, so all clients may draw from one.
    numbers = itertools.count(1)
    threads = [Client(port, make, numbers, stop, good) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join(35)
    whole = Result(seconds=time.perf_counter() - start)
    for thread in threads:
        whole.took += thread.result.took
        whole.failures += thread.result.failures
        whole.answers += thread.result.answers
    return whole
