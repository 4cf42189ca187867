"""Every number in the tables of the protocol notes has words of its own."""

from __future__ import annotations

import pytest

from garage_iot.protocols.caisse_ap import const
from garage_iot.protocols.nexo import results as nexo
from garage_iot.protocols.sberbank import codes
from garage_iot.protocols.zvt import card_types
from garage_iot.protocols.zvt import results as zvt

ZVT_RESULTS = (
    "64 65 66 67 68 6A 6B 6C 6E 6F 71 72 73 74 75 76 77 78 79 7A 7B 7C 7D 7E 83 85 89"
    " 9A 9B 9C A0 A1 A3 A5 B1 B2 B4 B5 B7 B8 BF C0 C1 C2 C3 C4 C5 C6 C8 C9 CB CC CD D2"
    " DC DD DE E0 E2 E3 E4 E7 E8 E9 EA EB EC ED F0 F1 F5 F6 FA FB FC FD FE FF"
)
ZVT_STATUS = "00 51 62 9C 9D B1 B2 BF C0 C1 C2 C4 CC DC DF E0 E1 E2 E3 E4 F0 F6"
ZVT_CARDS = (
    "2 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 22 23 25 28 30 46 47 69 85 87 93 95"
    " 97 101 103 104 107 111 112 127 142 144 146 148 150 152 154 156 158 160 162 164"
    " 196 198 217 221 224 226 227 232 256 259 260"
)
UPOS = (
    "12 99 361 362 363 364 2000 2002 4100 4108 4110 4111 4112 4115 4116 4117 4119 4120"
    " 4121 4122 4123 4124 4125 4128 4130 4132 4134 4140 4141 4142 4143 4148 4300 4301"
    " 4302 4303 4304 4305 4306 4309 4313 4332 4333 4334 4336 4405 5100 5111 5116 5120"
    " 5133"
)
NEXO = {
    nexo.CANCELLED: "Aborted Cancel",
    nexo.DECLINED: "Refusal InvalidCard WrongPIN PaymentRestriction",
    nexo.BUSY: "Busy",
    nexo.NOT_STARTED: "LoggedOut UnavailableDevice NotAllowed MessageFormat",
    nexo.IN_PROGRESS: "InProgress",
    nexo.UNSURE: "UnreachableHost UnavailableService",
}
CAISSE_AP = "001 00B 002 00D 003 005 006 007 008 009 00A 00C 00E 00I 00U"


def test_every_zvt_result_and_status_is_a_sentence():
    assert {int(code, 16) for code in ZVT_RESULTS.split()} <= zvt.known()
    for code in ZVT_STATUS.split():
        assert "code" not in zvt.status_text(int(code, 16))


def test_every_zvt_card_type_has_a_name():
    assert [n for n in ZVT_CARDS.split() if not card_types.brand(int(n))] == []


def test_every_upos_code_is_known():
    assert [code for code in UPOS.split() if not codes.is_known(int(code))] == []


@pytest.mark.parametrize("group", NEXO)
def test_nexo_conditions_end_a_payment_as_the_notes_say(group):
    assert {nexo.meaning(word)[0] for word in NEXO[group].split()} == {group}


def test_every_caisse_ap_application_has_a_name():
    assert set(CAISSE_AP.split()) <= const.BRANDS.keys()
