"""Whatever files or answers say: approved means code and amount, or it is in doubt."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from garage_iot.devices import arcus2_verdict, inpas_verdict, sberbank_verdict
from garage_iot.devices.base import InDoubt, Order, Outcome
from garage_iot.protocols.arcus2.files import FileNames
from garage_iot.protocols.inpas import const
from garage_iot.protocols.sberbank import slip

SALE = Order("sale", 4990, "RUB", number=7)
CODES = st.sampled_from([b"0", b"0\r\n5\r\n0", b"000", b"4405", b"99", b"999", b"116"])
SLIPS = st.builds(
    "ПАО СБЕРБАНК   {}\nСумма (Руб):  {}.{:02d}\nЧЕК 0007\n".format,
    st.sampled_from(["Оплата", "Возврат", "Отмена"]),
    st.sampled_from([49, 50, 4990]),
    st.sampled_from([90, 89, 0]),
).map(lambda text: text.encode("cp1251"))
CONTENT = st.one_of(CODES, SLIPS, st.binary(max_size=120))
NAMES = ("e", "p", "rc.out", "cheq.out", "output.dat", "can_rc.out", "auto_can.out")
FILES = st.dictionaries(st.sampled_from(NAMES), CONTENT)
ANSWERS = st.dictionaries(
    st.sampled_from([0, 4, 10, 14, 15, 19, 25, 26, 27, 39, 90]),
    st.one_of(
        st.sampled_from(["1", "16", "34", "53", "4990", "4989", "643", "840", "7"]),
        st.text(max_size=8),
    ),
)


def verdict(judge, *arguments) -> Outcome | None:
    """Return the outcome, None when it is in doubt."""
    try:
        found: Outcome = judge(*arguments)
    except InDoubt:
        return None
    return found


@settings(max_examples=400, deadline=None)
@given(FILES)
def test_sberbank_files(files):
    found = verdict(sberbank_verdict.judge, files, "p", SALE)

    if found is not None and found.state == "approved":
        assert files["e"].split()[0].startswith(b"0")
        assert (found.result.amount, found.result.currency) == (4990, "RUB")
        shown = slip.parse(files.get("p", b"")) or slip.Slip(())
        assert shown.amount in (None, 4990)
        assert shown.operation in ("", "sale")


@settings(max_examples=400, deadline=None)
@given(FILES)
@example({"rc.out": b"0", "output.dat": b"000"})
def test_arcus2_files(files):
    found = verdict(arcus2_verdict.judge, files, FileNames(), SALE, {})

    if found is not None and found.state == "approved":
        assert b"000" in files["rc.out"]
        assert "can_rc.out" not in files
        assert "auto_can.out" not in files
        assert "cheq.out" in files or "output.dat" in files


@settings(max_examples=400, deadline=None)
@given(ANSWERS)
@example({0: "4990", 4: "", 10: "1", 14: "1", 39: "1", 90: ""})
def test_inpas_answers(answer):
    found = verdict(inpas_verdict.judge, answer, SALE)

    if found is not None and found.state == "approved":
        assert answer[const.STATUS].strip() == "1"
        assert int(answer[const.AMOUNT]) == 4990
        assert answer.get(const.CURRENCY, "643") in ("643", "RUB", "")
        assert answer.get(const.ERN, "7") == "7"
