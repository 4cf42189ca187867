"""The arithmetic of the benches, without a database."""

from load.measure import (
    HIGHER,
    Ratio,
    Report,
    Sample,
    Target,
    interleave,
    median_ratio,
    target,
)


def test_a_ratio_holds_up_to_its_limit():
    assert Ratio(1.4, 1.4).holds
    assert not Ratio(1.41, 1.4).holds
    assert Ratio(30, 30, HIGHER).holds
    assert not Ratio(29.9, 30, HIGHER).holds


def test_a_report_fails_with_one_ratio_beyond_its_limit():
    report = Report("flow", {"good": Ratio(1, 2), "bad": Ratio(3, 2)})

    assert not report.holds
    assert report.as_dict()["ratios"]["bad"] == {
        "value": 3,
        "limit": 2,
        "better": "lower",
    }
    assert any("bad" in row and "BEYOND" in row for row in report.lines())


def test_both_sides_run_in_turn_and_lead_in_turn():
    order = []

    def one():
        order.append("one")
        return Sample(1.0)

    def two():
        order.append("two")
        return Sample(2.0)

    pairs = interleave(one, two, rounds=3, warm_up=1)

    assert order == ["one", "two", "two", "one", "one", "two", "two", "one"]
    assert len(pairs) == 3
    assert median_ratio(pairs) == 0.5


def test_a_target_is_told_and_fails_nothing():
    report = Report("load", targets={"add_line": Target(120, 100)})

    assert report.holds
    assert "  add_line: 120 ms, OVER the target of 100 ms" in report.lines()
    told = report.as_dict()["targets"]["add_line"]
    assert told == {"ms": 120, "limit": 100, "quickest": 0.0}


def test_a_target_tells_the_usual_and_the_quickest_round():
    told = target([Sample(0.12), Sample(0.08), Sample(0.1)], 100)

    assert told.words == "100 ms (quickest 80), within the target of 100 ms"
