"""Files of the UPOS tools: result codes, slips, totals, in every code page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage_iot.protocols import ini
from garage_iot.protocols.cyrillic import decode
from garage_iot.protocols.sberbank import codes, operations, result, slip, totals

SALE = """\
         ТЕСТОВЫЙ POS ТЕРМИНАЛ
11.09.20     11:05            ЧЕК   0005
ПАО СБЕРБАНК                      Оплата
Терминал: 00459991 Мерчант: 454444445555
           Visa Credit    A0000000031010
Карта:(E1)              ************8943
Клиент:                                /
Сумма (Руб):                      100.84
Комиссия за операцию - 0 Руб.
                ОДОБРЕНО
Код авторизации:                  10P425
Номер ссылки:               159981153122
========================================
"""
REFUND = """\
11.09.20     11:07            ЧЕК   0006
ПАО СБЕРБАНК                     Возврат
Терминал: 00459991 Мерчант: 454444445555
Карта:(E)               ************8943
Сумма (Руб):                      100.84
Номер ссылки:               111111111111
    ________________________________
             подпись клиента
"""
TAPE = """\
11.09.20                           11:08
ПАО СБЕРБАНК           Контрольная лента
Терминал: 00459991 Мерчант: 454444445555
----------------------------------------
Валюта    :                          Руб
 Оплата
   11.09.20 10:12          0001
   Kарта:     ************8943 (E1)
   Тип карты:       Visa Credit
   Код авторизации:      49L215
   Сумма:                100.00
 Всего операций:              1
   на сумму:             100.00
   Скидка:                 0.00
 Возврат
   11.09.20 10:45          0004
   Тип карты:       Visa Credit
   Сумма:                100.84
   11.09.20 11:07          0006
   Тип карты:       Visa Credit
   Сумма:                100.84
 Всего операций:              2
   на сумму:             201.68
 Отмена
 Всего операций:              3
   на сумму:             302.52
***********  Отчет закончен  ***********
"""
SETTLED = """\
ПАО СБЕРБАНК               Сверка итогов
Итоги совпали
 Оплата
 Всего операций:              1
   на сумму:             100.00
 Возврат
 Всего операций:              2
   на сумму:             201.68
"""


@pytest.mark.parametrize("page", ["cp866", "cp1251", "utf-8"])
def test_a_sale_slip_is_read_in_every_code_page(page):
    found = slip.parse(SALE.encode(page) + b"\x01")

    assert (found.operation, found.amount, found.currency) == ("sale", 10084, "RUB")
    assert (found.receipt_no, found.reference_no) == ("0005", "159981153122")
    assert (found.terminal_id, found.merchant_no) == ("00459991", "454444445555")
    assert (found.auth_code, found.card_brand) == ("10P425", "Visa Credit")
    assert found.masked_pan == "************8943"
    assert found.moment.strftime("%Y-%m-%d %H:%M") == "2020-09-11 11:05"


@pytest.mark.parametrize("page", ["cp866", "cp1251"])
def test_a_refund_slip_has_no_word_of_approval_and_is_read_all_the_same(page):
    found = slip.parse(REFUND.encode(page))

    assert (found.operation, found.amount) == ("refund", 10084)
    assert found.auth_code == ""


def test_both_copies_are_told_apart_by_the_cutting_byte():
    found = slip.parse(f"{SALE}\x01{REFUND}\x01".encode("cp866"))

    assert len(found.copies) == 2
    assert found.receipt_no == "0005"
    assert "Возврат" in found.copies[1]


def test_a_full_card_number_on_a_slip_is_masked():
    text = SALE.replace("************8943", "4111111111111111")

    found = slip.parse(text.encode("cp1251"))

    assert found.masked_pan == "************1111"
    assert "411111111111" not in found.copies[0]


def test_two_different_amounts_on_a_slip_are_no_amount():
    text = SALE + "Сумма (Руб):                      100.85\n"

    assert slip.parse(text.encode("cp1251")).amount is None


def test_an_empty_file_is_no_slip():
    assert slip.parse(b"\r\n \x01\x01") is None


@pytest.mark.parametrize(
    ("data", "code", "number"),
    [
        (b"0\n5\n0", 0, "5"),
        (b"0\r\n5\r\n0\r\n", 0, "5"),
        (b"0", 0, ""),
        ("0,ОДОБРЕНО\r\n0012\r\n".encode("cp866"), 0, "0012"),
        ("4405,Отказ".encode("cp1251"), 4405, ""),
        (b" 2000", 2000, ""),
        (b"0\nx\n", 0, ""),
    ],
)
def test_result_files_are_read(data, code, number):
    found = result.parse(data)

    assert (found.code, found.operation_no) == (code, number)


@pytest.mark.parametrize("data", [b"", b"\n0", b"x0", b"-1", b"123456", b"\xff\xfe0"])
def test_a_file_without_a_result_code_says_nothing(data):
    assert result.parse(data) is None


def test_control_tape_sums_by_operation_and_card_type():
    found = totals.parse(TAPE)

    assert (found.count, found.amount) == (3, 10000 - 20168)
    assert found.receipts == ["0001", "0004", "0006"]
    assert found.brands == {"Visa Credit": (3, 10000 - 20168)}
    assert found.complete
    assert not found.agreed


def test_a_reconciliation_says_whether_the_totals_agree():
    assert totals.parse(SETTLED).agreed
    assert not totals.parse(SETTLED.replace("Итоги совпали", "Итоги не совпали")).agreed
    assert totals.parse(SETTLED).amount == 10000 - 20168


@pytest.mark.parametrize(
    ("operation", "tool", "words"),
    [
        (operations.SALE, "pilot", ["1", "4990"]),
        (operations.SALE, "sbcall", ["4000", "4990", "1", "1"]),
        (operations.REFUND, "pilot", ["3", "4990"]),
        (operations.REFUND, "sbcall", ["4002", "4990", "1", "1"]),
        (operations.CANCEL, "sbcall", ["4003", "4990", "1", "1"]),
        (operations.SETTLE, "pilot", ["7"]),
        (operations.TEST, "pilot", ["47", "2"]),
        (operations.LAST_SLIP, "sbcall", ["7001"]),
    ],
)
def test_arguments_are_those_of_the_vendor_and_digits_only(operation, tool, words):
    assert operations.arguments(operation, tool, 4990) == words


def test_the_tool_with_the_better_known_form_is_chosen():
    both = frozenset({"pilot", "sbcall"})

    assert operations.choose(operations.SALE, both) == "pilot"
    assert operations.choose(operations.CANCEL, both) == "sbcall"
    assert operations.choose(operations.LAST_SLIP, frozenset({"pilot"})) is None


def test_a_negative_amount_never_becomes_an_argument():
    with pytest.raises(ValueError, match="negative"):
        operations.arguments(operations.SALE, "pilot", -1)


@pytest.mark.parametrize(
    ("code", "state", "name"),
    [
        (2000, "cancelled", "cancelled_by_customer"),
        (4334, "cancelled", "cancelled_by_customer"),
        (4405, "declined", "declined:05"),
        (4451, "declined", "declined:51"),
        (5105, "declined", "declined:5105"),
        (4134, "failed", "terminal_refused:4134"),
        (4100, "failed", "terminal_refused:4100"),
        (7777, "failed", "terminal_refused:7777"),
    ],
)
def test_codes_end_a_payment_without_money(code, state, name):
    assert codes.outcome(code) == (state, name)
    assert not codes.is_doubtful(code)


@pytest.mark.parametrize("code", [12, 99, 4140, 4141, 4142, 4309])
def test_codes_that_leave_the_end_open_are_doubtful(code):
    assert codes.is_doubtful(code)


@given(st.integers(0, 99_999))
def test_every_code_has_a_sentence_without_full_stop(code):
    assert codes.text(code)[0].isupper()
    assert not codes.text(code).endswith(".")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_break_the_readers(data):
    result.parse(data)
    found = slip.parse(data)
    totals.parse("\n".join(found.copies) if found else "")
    ini.parse(data)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_slip_shows_no_other_amount_as_the_one_asked(data):
    sound = SALE.encode("cp1251")
    place = data.draw(st.integers(0, len(sound) - 1))
    damaged = bytearray(sound)
    damaged[place] = data.draw(st.integers(0, 255))

    found = slip.parse(bytes(damaged))

    assert found is not None
    assert len(found.copies[0]) < 2 * len(SALE)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГД", min_size=1, max_size=80))
def test_russian_text_survives_both_code_pages_with_a_known_word(text):
    whole = f"Терминал: {text}"

    for page in ("cp866", "cp1251"):
        assert decode(whole.encode(page), ["терминал"]) == whole


def test_settings_files_are_read_past_their_comments():
    data = "; Порт\n[main]\nComPort=7\n//x=1\nPrinterFile = p // чек\nPrinterFile=q\n"

    assert ini.parse(data.encode("cp1251")) == {"COMPORT": "7", "PRINTERFILE": "p"}
