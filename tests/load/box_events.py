"""Two tills and three back-office tabs share a box: nobody misses an event."""

import threading
import time
from collections import Counter
from contextlib import ExitStack
from http.client import HTTPException
from queue import Empty, Queue

from load.box import Context
from load.box_desk import Desk, Till
from load.measure import Ratio, Report

ACTIONS = 10_000
TILLS, TABS = 2, 3
_RECEIPT = {"blocks": [{"type": "text", "text": "Thank you"}, {"type": "cut"}]}


class Shop:
    """What everybody did and saw."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.actions = Counter()
        self.seen = [Counter() for _tab in range(TABS)]
        self.news = [Queue() for _tab in range(TABS)]
        self.faults = []
        self._lock = threading.Lock()

    def did(self, what: str) -> None:
        """Count an action of a till."""
        with self._lock:
            self.actions[what] += 1

    def guarded(self, work, *words) -> None:
        """Run a till or a tab; a fault is kept for the report."""
        try:
            work(*words)
        except (AssertionError, OSError, HTTPException) as error:
            self.faults.append(repr(error))

    def sell(self, number: int, rounds: int) -> None:
        """One till: pay, tell the tabs, acknowledge, print, open the drawer."""
        till = Till(self.desk.port)
        for one in range(rounds):
            line = f"till{number}-{one}"
            attempt = till.start(line, f"t{number}")
            self.did("start")
            for news in self.news:
                news.put(attempt)
            end = till.follow(attempt)
            if end["state"] != "approved":
                raise AssertionError(end)
            till.call("POST", f"payments/{end['key']}/ack", {})
            self.did("acknowledge")
            again = till.start(line, f"t{number}")
            if (again["state"], again["key"]) != ("approved", end["key"]):
                raise AssertionError(again)
            self.did("repeat")
            self._paper(till, line)

    def _paper(self, till: Till, line: str) -> None:
        wish = {"key": f"{line}:receipt:1", "printer": "printer", "kind": "receipt"}
        printed = till.call("POST", "print?wait=25", {**wish, "data": _RECEIPT})
        if printed["state"] != "printed":
            raise AssertionError(printed)
        self.did("print")
        wish = {"key": f"{line}:drawer", "printer": "printer"}
        wish |= {"reason": "cash", "user": "bench"}
        opened = till.call("POST", "drawer", wish)
        if opened["state"] != "pulsed":
            raise AssertionError(opened)
        self.did("drawer")

    def watch(self, number: int, payments: int) -> None:
        """One tab: follow every payment to its end, as a list that stays open."""
        till = Till(self.desk.port)
        for _one in range(payments):
            try:
                attempt = self.news[number].get(timeout=60)
            except Empty:
                return
            end = till.follow(attempt)
            self.seen[number][end["key"], end["state"]] += 1


def lose_no_event(report: Report, context: Context) -> None:
    """Let everybody work at once; count what was done, seen, charged and printed."""
    rounds = context.count(ACTIONS) // (5 * TILLS)
    start = time.perf_counter()
    with ExitStack() as stack:
        folder = context.folder / "shop"
        folder.mkdir()
        desk = Desk(folder, stack, TILLS)
        shop = Shop(desk)
        work = [(shop.sell, number + 1, rounds) for number in range(TILLS)]
        work += [(shop.watch, number, rounds * TILLS) for number in range(TABS)]
        threads = [threading.Thread(target=shop.guarded, args=one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        left = Till(desk.port).call("GET", "unacked")
        charged = desk.charged()
    seconds = time.perf_counter() - start
    payments = rounds * TILLS
    seen = sum(sum(found.values()) == payments for found in shop.seen)
    lost = payments * TABS - sum(len(found) for found in shop.seen)
    wrong = abs(len(charged) - payments) + len(left) + len(shop.faults)
    report.ratios["events_lost"] = Ratio(lost, 0)
    report.ratios["charges_wrong"] = Ratio(wrong, 0)
    report.figures["actions"] = (
        f"{sum(shop.actions.values())} by {TILLS} tills in {seconds:.0f} s, all"
        f" followed by {seen} of {TABS} tabs; faults: {shop.faults[:3] or 'none'}"
    )
