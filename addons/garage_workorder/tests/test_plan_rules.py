from datetime import date

from odoo.tests import BaseCase

from ..domain import capacity, conflicts, key_tags, promise, schedule
from ..domain.schedule import Span
from .plan_common import at_hour

DAY = date(2027, 3, 1)
NEXT = date(2027, 3, 2)


def at(hour, day=1):
    return at_hour(hour, day - 1)


def span(start, stop, day=1):
    return Span(at(start, day), at(stop, day))


WORK = [span(8, 12), span(13, 17)]
DAYS = {DAY: WORK, NEXT: [span(8, 12, 2), span(13, 17, 2)]}


class TestSchedule(BaseCase):
    def test_a_break_does_not_count_as_work(self):
        self.assertEqual(schedule.worked_hours(span(11, 14), WORK), 2)
        self.assertEqual(schedule.worked_hours(span(18, 19), WORK), 1)

    def test_work_goes_on_after_the_break(self):
        self.assertEqual(schedule.lay(2, WORK, at(11)), span(11, 14))
        self.assertEqual(schedule.lay(1, WORK, at(12.5)), span(13, 14))
        self.assertIsNone(schedule.lay(3, WORK, at(15)))

    def test_long_work_goes_on_the_next_day(self):
        parts = schedule.lay_over_days(6, DAYS, at(14))

        self.assertEqual(parts, [span(14, 17), span(8, 11, 2)])

    def test_end_of_work_is_unknown_beyond_the_days(self):
        self.assertEqual(schedule.end_of_work(9, DAYS, at(8)), at(9, 2))
        self.assertIsNone(schedule.end_of_work(17, DAYS, at(8)))

    def test_spans_are_cut_to_what_they_share(self):
        self.assertEqual(
            schedule.intersect([span(7, 9)], WORK + [span(20, 21)]), [span(8, 9)]
        )


class TestCapacity(BaseCase):
    def setUp(self):
        super().setUp()
        self.bays = [capacity.Bay(1), capacity.Bay(2)]
        self.ali = capacity.Mechanic(1, DAYS)

    def _first(self, hours, mechanics, earliest=8, **how):
        bays = how.pop("bays", self.bays)
        found = capacity.openings(hours, bays, mechanics, at(earliest), **how)
        return next(found, None)

    def test_first_opening_has_a_free_bay_and_a_free_mechanic(self):
        busy = capacity.Mechanic(1, DAYS, [span(8, 10)])
        bays = [capacity.Bay(1, [span(9, 12)]), capacity.Bay(2)]

        opening = self._first(2, [busy], bays=bays)

        self.assertEqual(opening.span, span(10, 12))
        self.assertEqual((opening.bay_id, opening.mechanic_id), (2, 1))

    def test_no_bay_means_no_opening(self):
        self.assertIsNone(self._first(1, [self.ali], bays=[]))

    def test_work_without_a_mechanic_takes_one(self):
        bea = capacity.Mechanic(2, DAYS)
        loose = [span(8, 12)]

        self.assertEqual(self._first(1, [self.ali], loose=loose).span, span(13, 14))
        self.assertEqual(self._first(1, [self.ali, bea], loose=loose).span, span(8, 9))

    def test_a_day_that_is_sold_out_is_not_offered(self):
        opening = self._first(2, [self.ali], room={DAY: 1.5, NEXT: 8})

        self.assertEqual(opening.day, NEXT)

    def test_a_visit_with_two_kinds_of_bay_goes_from_one_to_the_other(self):
        lift = capacity.Bay(1, [span(8, 9)], "lift")
        rig = capacity.Bay(2, [span(10, 11)], "alignment")
        legs = capacity.legs_of(2, {"lift": 1, "alignment": 1}, [lift, rig])

        opening = next(capacity.openings_of(legs, [self.ali], at(8)))

        places = [(place.span, place.bay_id) for place in opening.places]
        # at nine the rig is taken when the lift is done; ten is the first that fits
        self.assertEqual(places, [(span(10, 11), 1), (span(11, 12), 2)])
        self.assertEqual((opening.span, opening.bay_id), (span(10, 12), 1))

    def test_the_second_leg_goes_on_after_the_break(self):
        bays = [capacity.Bay(1, kind="lift"), capacity.Bay(2, kind="alignment")]
        legs = capacity.legs_of(2, {"lift": 1, "alignment": 1}, bays)

        opening = next(capacity.openings_of(legs, [self.ali], at(11)))

        spans = [place.span for place in opening.places]
        self.assertEqual(spans, [span(11, 12), span(13, 14)])

    def test_legs_are_as_long_as_the_visit_on_quarters_of_an_hour(self):
        bays = [capacity.Bay(1, kind="lift"), capacity.Bay(2, kind="tyres")]

        legs = capacity.legs_of(3, {"": 0.5, "lift": 1.2, "tyres": 0.7}, bays)
        plain = capacity.legs_of(3, {"": 2}, bays)

        self.assertEqual([leg.hours for leg in legs], [2.0, 1.0])
        self.assertEqual([[bay.id for bay in leg.bays] for leg in legs], [[1], [2]])
        self.assertEqual([(leg.hours, len(leg.bays)) for leg in plain], [(3, 2)])

    def test_free_hours_are_what_is_left_after_the_plan(self):
        busy = capacity.Mechanic(1, DAYS, [span(8, 10)])

        self.assertEqual(capacity.free_hours([busy], span(8, 17)), 6)
        self.assertEqual(capacity.free_hours([busy], span(8, 9)), 0)


class TestConflicts(BaseCase):
    def _slot(self, number, times, **vals):
        vals = {
            "day": DAY,
            "hours": times.hours,
            "workorder": number,
            "vehicle": number,
            "bay": number,
            **vals,
        }
        return conflicts.Planned(id=number, span=times, **vals)

    def _codes(self, *slots, work=None, opening=None):
        opening = DAYS if opening is None else opening
        found = conflicts.find_conflicts(slots, opening, work or {1: DAYS})
        return {key: [row.code for row in rows] for key, rows in found.items()}

    def test_a_clean_plan_has_no_conflicts(self):
        one = self._slot(1, span(8, 10), mechanic=1)
        two = self._slot(2, span(10, 12), mechanic=1, bay=1)

        self.assertEqual(self._codes(one, two), {})

    def test_bay_and_mechanic_are_taken_twice(self):
        one = self._slot(1, span(8, 10), mechanic=1)
        two = self._slot(2, span(9, 11), mechanic=1, bay=1)

        codes = {1: ["bay", "mechanic"], 2: ["bay", "mechanic"]}
        self.assertEqual(self._codes(one, two), codes)

    def test_a_vehicle_cannot_be_in_two_places(self):
        one = self._slot(1, span(8, 10))
        two = self._slot(2, span(9, 11), vehicle=1)

        self.assertEqual(self._codes(one, two), {1: ["vehicle"], 2: ["vehicle"]})

    def test_absence_evening_and_closed_day_are_told(self):
        away = self._slot(1, span(8, 10), mechanic=1)
        late = self._slot(2, span(16, 18), mechanic=2)

        work = {1: {NEXT: WORK}, 2: DAYS}
        self.assertEqual(
            self._codes(away, late, work=work), {1: ["away"], 2: ["outside"]}
        )
        self.assertEqual(self._codes(away, opening={}), {1: ["closed"]})

    def test_more_hours_than_the_day_has(self):
        one = self._slot(1, span(8, 12), mechanic=1, hours=5)
        two = self._slot(2, span(13, 17), mechanic=1, hours=4)

        self.assertEqual(self._codes(one, two), {1: ["full"], 2: ["full"]})

    def test_missing_parts_and_a_promise_before_the_end(self):
        slot = self._slot(1, span(8, 10), missing="Pads", promised=at(9))
        first = self._slot(2, span(13, 15), promised=at(14), last=False)

        self.assertEqual(self._codes(slot, first), {1: ["parts", "promise"]})


class TestPromise(BaseCase):
    def _level(self, now=10, promised=17, **vals):
        visit = promise.Visit(
            state=vals.pop("state", "in_progress"), promised=at(promised), **vals
        )
        found = promise.outlook(visit, at(now))
        return found.level, found.reason

    def test_a_promise_is_kept_late_or_fine(self):
        self.assertEqual(self._level(state="ready", now=18), ("kept", ""))
        self.assertEqual(self._level(now=17), ("late", "late"))
        self.assertEqual(self._level(left_hours=2, started=True), ("ok", ""))

    def test_work_left_or_plan_beyond_the_promise_is_a_risk(self):
        late = at(17.5)
        self.assertEqual(self._level(left_hours=6, work_end=late), ("risk", "work"))
        self.assertEqual(self._level(left_hours=1, planned_end=late), ("risk", "plan"))

    def test_missing_parts_and_answers_count_when_it_gets_tight(self):
        self.assertEqual(self._level(left_hours=2, waits_parts=True), ("ok", ""))
        tight = self._level(now=14.5, left_hours=2, waits_parts=True)
        self.assertEqual(tight, ("risk", "parts"))
        asked = self._level(now=14.5, left_hours=2, waits_approval=True)
        self.assertEqual(asked, ("risk", "approval"))

    def test_nobody_has_begun_an_hour_before(self):
        self.assertEqual(self._level(now=16), ("risk", "idle"))
        self.assertEqual(self._level(now=16, state="quality_check"), ("ok", ""))

    def test_staff_is_told_in_the_last_hour_only(self):
        self.assertFalse(promise.should_tell("risk", at(17), at(15.9)))
        self.assertTrue(promise.should_tell("risk", at(17), at(16)))
        self.assertFalse(promise.should_tell("ok", at(17), at(16)))

    def test_overrun_jobs_still_need_a_rest(self):
        self.assertEqual(promise.hours_left(2, 0.5, False), 1.5)
        self.assertEqual(promise.hours_left(2, 5, False), 0.2)
        self.assertEqual(promise.hours_left(2, 0, True), 0)


class TestKeyTags(BaseCase):
    def test_the_lowest_free_hook_is_next(self):
        self.assertEqual(key_tags.next_tag(["1", "02", "5", "A7"], 60), "3")
        self.assertEqual(key_tags.next_tag([], 60), "1")
        self.assertEqual(key_tags.next_tag(["1", "2"], 2), "")
