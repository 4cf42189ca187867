"""ARCUS2: ops.ini, result files of every length, the driver with a simulated folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_support import QUICK, box, box_config, build, hint, perform, problems

from garage_iot.devices.base import Baseline, InDoubt, Order, Undecided
from garage_iot.devices.registry import find, validate
from garage_iot.errors import Refused, Unreachable
from garage_iot.protocols.arcus2 import files, operations, result
from garage_iot.simulators import arcus2
from garage_iot.simulators.tool import ToolBench, ToolMode

PARAMETERS = {"run_timeout": 1.5, "test_first": False}
SALE = Order("sale", 4990, "RUB", baseline=Baseline(), number=1)
FULL = [
    "000", "4279011234561234", "00600256", "629925", "VISA", "ОДОБРЕНО", "4990",
    "002503629925", "", "TVR=0000000000", "EXPIRE: 000000", "no pair",
]  # fmt: skip
MOVED = (
    "// перенесено",
    "10=2,1,СВЕРКА ИТОГОВ",
    " 31 = 1 , 1 , Оплата  товара // касса",
    "33=1,11,ВОЗВРАТ ТОВАРА",
    "34=1,10,УНИВЕРСАЛЬНАЯ ОТМЕНА_ADVICE",
    "35=1,5,УНИВЕРСАЛЬНАЯ ОТМЕНА",
)


@pytest.fixture
def bench(tmp_path: Path) -> ToolBench:
    return arcus2.make(tmp_path / "Arcus2")


def driver(bench: ToolBench, **parameters):
    return build("arcus2", PARAMETERS | parameters, folder=bench.folder)


def output(lines: list[str], page: str = "cp1251") -> result.Output:
    text = "".join(f"{line}\r\n" for line in lines)
    return result.parse_output(text.encode(page))


@pytest.mark.parametrize("page", ["cp1251", "cp866", "utf-8"])
def test_operations_are_found_by_label_wherever_they_moved(page):
    lines = operations.parse("\n".join(MOVED).encode(page))

    assert operations.has_needed_line(lines)
    assert operations.by_role(lines) == {
        "sale": 31, "refund": 33, "cancel": 35, "settle": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    "line", ["10=2,1,СВЕРКА", "11=2,1,СВЕРКА ИТОГОВ", "#10=2,1,СВЕРКА ИТОГОВ", ""]
)
def test_a_missing_reconciliation_line_is_noticed(line):
    assert not operations.has_needed_line(operations.parse(line.encode("cp1251")))


def test_a_usual_file_gives_the_usual_numbers():
    lines = operations.parse("\n".join(arcus2.OPERATIONS).encode("cp1251"))

    assert operations.by_role(lines) == {
        "sale": 1, "cancel_last": 2, "refund": 3, "cancel": 4, "settle": 10,
        "reprint": 60, "ping": 201,
    }  # fmt: skip


@pytest.mark.parametrize("length", [9, 10, 12])
def test_nine_lines_and_more_are_read_whole(length):
    found = output(FULL[:length])

    assert (found.code, found.amount, found.rrn) == ("000", 4990, "002503629925")
    assert found.masked_pan == "427901******1234"
    assert (found.message, found.card_type) == ("ОДОБРЕНО", "VISA")
    if length == 12:
        assert found.extra == {"TVR": "0000000000", "EXPIRE": "000000"}


@pytest.mark.parametrize("length", [1, 2, 8])
def test_of_fewer_lines_only_the_first_and_the_last_count(length):
    found = output(FULL[:length])

    assert (found.code, found.amount, found.rrn, found.masked_pan) == (
        "000", None, "", "",
    )  # fmt: skip


def test_a_code_behind_a_label_is_read():
    assert result.parse_output("КОД ОТВЕТА:116".encode("cp1251")).code == "116"
    assert result.parse_code(b"000\r\n") == "000"
    assert result.parse_code(b"0000") == ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [("4990", 4990), ("49.90", 4990), ("49,90", 4990), ("49.9", None), ("x", None)],
)
def test_amounts_are_read_in_minor_and_major_units(text, amount):
    assert result.parse_amount(text) == amount


def test_file_names_come_from_cashreg_ini():
    names = files.from_settings({"CHEQ_FILE": "cpd.out", "OUTPUT_FILE": "answer.out"})

    assert (names.slip, names.result) == ("cpd.out", "rc.out")
    assert {"cpd.out", "answer.out", "output.dat", "can_rc.out"} <= set(names.outputs)


def test_a_file_name_that_leaves_the_folder_is_refused():
    [sentence] = files.problems({"CHEQ_FILE": "../../etc/passwd"})

    assert "plain file name" in sentence


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_break_the_readers(data):
    operations.by_role(operations.parse(data))
    result.parse_code(data)
    result.parse_output(data)
    text = result.slip_text(data)
    result.slip_amount(text)
    assert result.slip_receipt(text).isdigit() or not result.slip_receipt(text)


@given(
    st.dictionaries(
        st.integers(1, 9999), st.tuples(st.integers(0, 999), st.integers(0, 999))
    )
)
def test_what_is_written_as_operations_is_read_again(numbers):
    text = "\n".join(f"{n}={a},{b},ОПЕРАЦИЯ {n}" for n, (a, b) in numbers.items())

    found = operations.parse(text.encode("cp866"))

    assert {n: (o.operation_class, o.subclass) for n, o in found.items()} == numbers


@pytest.mark.parametrize("page", ["cp866", "cp1251"])
def test_a_sale_brings_its_references_and_slip(bench, page):
    bench.set(ToolMode(encoding=page))

    outcome = perform(driver(bench), SALE)

    assert outcome.state == "approved"
    assert outcome.result.transaction_id == "002503000001"
    assert outcome.result.masked_pan == "427901******1234"
    assert "СУММА: 49.90" in outcome.result.slip_customer
    ran = (bench.folder / "garage-iot.run").read_text()
    assert '["/o1", "/a4990", "/c643"]' in ran


@pytest.mark.parametrize("mode", ["lines_2", "lines_8", "lines_12", "cut_completion"])
def test_output_of_any_length_is_approved(bench, mode):
    bench.set(ToolMode(mode))

    assert perform(driver(bench), SALE).state == "approved"


def test_the_output_file_may_have_another_name(tmp_path):
    bench = arcus2.make(tmp_path / "Arcus2", output="answer.out")

    assert perform(driver(bench), SALE).result.auth_code == "629925"


def test_a_decline_says_the_text_of_rc_res(bench):
    bench.set(ToolMode("decline"))

    outcome = perform(driver(bench), SALE)

    assert (outcome.state, outcome.code) == ("declined", "declined:116")
    assert outcome.text == "Недостаточно средств."


def test_a_payment_that_the_tool_took_back_is_not_paid(bench):
    bench.set(ToolMode("auto_cancel"))

    outcome = perform(driver(bench), SALE)

    assert (outcome.state, outcome.code) == ("failed", "reversed_by_terminal")
    assert bench.ledger.charged() == 0


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("auto_cancel_failed", "contradiction"),
        ("contradiction", "contradiction"),
        ("wrong_amount", "amount_mismatch"),
        ("lost_pinpad", "no_answer"),
        ("cut_after", "no_answer"),
        ("old_files", "no_answer"),
        ("garbage", "no_answer"),
        ("no_files", "no_answer"),
        ("rc_only", "no_answer"),
        ("silent", "no_answer"),
    ],
)
def test_what_the_files_leave_open_is_for_a_person(bench, mode, code):
    bench.set(ToolMode(mode))
    terminal = driver(bench)
    with pytest.raises(InDoubt) as doubt:
        perform(terminal, SALE)

    assert doubt.value.code == code or mode == "garbage"
    assert isinstance(terminal.query(SALE, hint(SALE)), Undecided)


def test_complete_files_prove_the_payment_after_a_crash_of_the_box(bench):
    perform(driver(bench), SALE)

    assert driver(bench).query(SALE, hint(SALE)).state == "approved"
    other = replace(SALE, number=2)
    assert driver(bench).query(other, hint(other)).code == "not_known_to_terminal"


def test_moved_numbers_are_used_and_may_be_set_by_hand(tmp_path):
    bench = arcus2.make(tmp_path / "moved", [*MOVED[:2], "31=1,1,ОПЛАТА ТОВАРА"])
    assert perform(driver(bench), SALE).state == "approved"

    other = arcus2.make(tmp_path / "set", [MOVED[1], "31=1,1,ОПЛАТА ТОВАРА"])
    assert driver(other, op_sale=77).order_arguments(SALE)[1] == "/o77"


def test_a_cancellation_names_the_sale_by_its_rrn(bench):
    sale = perform(driver(bench), SALE).result
    order = Order(
        "reversal", 4990, "RUB", original={"trace_no": sale.trace_no}, number=2
    )

    assert driver(bench).order_arguments(order)[1:] == [
        "/o4", "/a4990", "/c643", "/r002503000001",
    ]  # fmt: skip
    assert perform(driver(bench), order).state == "approved"
    assert bench.ledger.charged() == 0


def test_without_rrn_only_the_last_payment_can_be_cancelled(bench):
    known = Baseline("0001", "")
    original = {"receipt_no": "0001", "trace_no": ""}
    last = Order("reversal", 4990, "RUB", original, known, number=2)
    older = replace(last, baseline=Baseline("0002", ""))

    assert driver(bench).order_arguments(last)[1] == "/o2"
    with pytest.raises(Refused, match="refund"):
        driver(bench).order_arguments(older)


def test_a_text_in_the_place_of_the_rrn_never_becomes_an_argument(bench):
    original = {"receipt_no": "1", "trace_no": "1; rm -rf /"}
    order = Order("refund", 100, "RUB", original, number=2)

    assert driver(bench).order_arguments(order)[1:] == ["/o3", "/a100", "/c643"]


def test_the_end_of_day_reads_the_total_of_its_slip(bench):
    perform(driver(bench), SALE)
    perform(driver(bench), Order("refund", 990, "RUB", number=2))

    closed = driver(bench).totals(close=True)

    assert (closed.count, closed.amount) == (2, 4000)
    assert "ОПЛАТА 1 49.90" in closed.text
    assert bench.ledger.batch() == []


def test_a_slip_without_a_total_says_that_it_was_not_read(bench):
    perform(driver(bench), SALE)

    closed = driver(bench, total_word="ВСЕГО").totals(close=True)

    assert (closed.count, closed.amount) == (0, 0)
    assert closed.text.startswith("The box found no total on this slip")


def test_the_organisation_of_a_shared_pinpad_is_named_in_each_call(bench):
    shop = driver(bench, terminal_id="00600257")

    assert shop.order_arguments(SALE)[1:] == ["/o1", "/a4990", "/c643", "/i00600257"]
    assert validate(find("arcus2"), {"terminal_id": "1 /o2"})
    assert perform(shop, SALE).state == "approved"


def test_connection_test_and_reprint(bench):
    perform(driver(bench, test_first=True), SALE)
    assert driver(bench).ping().ok
    assert "ЧЕК 0001" in driver(bench).reprint().customer

    bench.power(on=False)

    assert driver(bench).ping().code == "terminal_unreachable"
    with pytest.raises(Unreachable):
        driver(bench, test_first=True).connect()


def test_a_folder_is_checked_in_sentences(tmp_path, bench):
    assert problems("arcus2", {}, folder=bench.folder) == []
    (tmp_path / "empty").mkdir()
    found = " ".join(problems("arcus2", {}, folder=tmp_path / "empty"))
    for words in ("CommandLineTool", "cashreg.ini", operations.NEEDED_LINE, "ОПЛАТА"):
        assert words in found
    assert problems("arcus2", {}, folder=tmp_path / "no")[0].startswith("There is no")


def test_payments_at_a_box(tmp_path, bench):
    found = box_config(
        tmp_path / "box", "arcus2", folder=bench.folder, parameters=PARAMETERS | QUICK
    )
    with box(found) as till:
        states = []
        for number, mode in enumerate(("approve", "decline", "auto_cancel")):
            bench.set(ToolMode(mode))
            states.append(till.pay(f"line-{number}", currency="RUB")["state"])
        bench.set(ToolMode("cut_after"))
        till.start("line-9", currency="RUB")
        doubt = till.follow("line-9:1", lambda a: a["code"] == "undecided")

    assert states == ["approved", "declined", "failed"]
    assert doubt["state"] == "in_doubt"
