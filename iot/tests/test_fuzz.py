"""A short run of the fuzzer's corpus and of changed copies; the long one is a bench."""

from __future__ import annotations

import time
from random import Random

import pytest
from fuzz.__main__ import CORPUS, read
from fuzz.explore import covered, explore, smallest
from fuzz.mutate import LONGEST, mutate
from fuzz.targets import TARGETS, attempt, pieces

from garage_iot.errors import ProtocolError
from garage_iot.framing import zvt

_SECONDS = 0.4


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_of_a_device_break_a_parser(name):
    target, corpus, chance = TARGETS[name], read(CORPUS / name), Random(2026)
    for data in corpus:
        attempt(target, data)

    deadline, tries = time.monotonic() + _SECONDS, 0
    while time.monotonic() < deadline or tries < 100:
        data = mutate(chance.choice(corpus), corpus, chance)
        attempt(target, data)
        tries += 1

    assert corpus, f"run: ./garage bench fuzz, it fills {CORPUS / name}"


def test_every_corpus_belongs_to_a_parser():
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)


def fragile(data: bytes) -> None:
    if data[:2] == b"\x06\x0f" and len(data) > 3:
        raise KeyError("a find")
    if data[:1] == b"\x06":
        raise ProtocolError("an error of the box is no find")


def test_the_own_loop_finds_what_lies_two_steps_deep():
    def nested(data: bytes) -> object:
        return zvt.Decoder().feed(data) and fragile(data)

    found = explore(nested, [b"\x06\x01\x00"], seconds=10)

    assert found.crash is not None
    assert found.crash[:2] == b"\x06\x0f"
    assert "KeyError" in found.error


def test_a_corpus_is_kept_small_without_losing_what_it_reaches():
    target = TARGETS["zvt_dialogue"]
    corpus = read(CORPUS / "zvt_dialogue")
    doubled = [data + bytes(count) for data in corpus for count in (0, 1)]

    kept = smallest(target, doubled, most=len(doubled))

    reached = set().union(*(covered(target, data) for data in kept))
    assert len(kept) <= len(corpus) + 5
    assert reached >= set().union(*(covered(target, data) for data in doubled))


def test_changed_copies_stay_short():
    chance = Random(1)

    assert all(
        len(mutate(b"x" * LONGEST, [b"y" * 99], chance)) <= LONGEST for _ in range(200)
    )


def test_a_decoder_that_depends_on_the_pieces_is_a_find():
    class Sloppy:
        def feed(self, data: bytes) -> list[bytes]:
            return [data]

    with pytest.raises(AssertionError):
        pieces(Sloppy(), b"\x00abc")
