"""The cashier's wish to stop, for terminals that hear it on another connection."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from ..errors import BoxError

_TRIES, _PAUSE = 5, 1.0


class AbortWish:
    """Sends the wish until the order has ended, a few times at most.

    One try is not enough: a wish may overtake the order on its way to the terminal,
    or come before the order is sent. It decides nothing; the order's answer does.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._send: Callable[[], None] | None = None
        self._wanted = False
        self._running = False

    def begin(self, send: Callable[[], None]) -> None:
        """The order is about to be sent; ``send`` takes a wish to the terminal."""
        with self._lock:
            self._send = send
        if self._wanted:
            self._start()

    def end(self) -> None:
        """The order has ended, or its answer is lost: wish no more."""
        self._ended.set()

    def request(self) -> None:
        """Wish to stop (any thread)."""
        self._wanted = True
        self._start()

    def _start(self) -> None:
        with self._lock:
            if self._send is None or self._running or self._ended.is_set():
                return
            self._running = True
            send = self._send
        threading.Thread(target=self._run, args=(send,), daemon=True).start()

    def _run(self, send: Callable[[], None]) -> None:
        for _ in range(_TRIES):
            with contextlib.suppress(BoxError):  # not heard; perhaps the next time
                send()
            if self._ended.wait(_PAUSE):
                break
        with self._lock:
            self._running = False
