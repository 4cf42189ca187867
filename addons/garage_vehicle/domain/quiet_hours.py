"""Quiet hours: when customers are left alone.

Hours are local clock times as fractions (20.5 is half past eight in the evening);
moments are naive UTC, as Odoo stores them.
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def next_allowed(moment: datetime, zone: str, start: float, stop: float) -> datetime:
    """Return the first moment from ``moment`` on that is not quiet.

    :param moment: naive UTC
    :param zone: IANA name of the garage's clock, for example Europe/Amsterdam
    :param start: hour at which the quiet time begins, 0 to 24
    :param stop: hour at which it ends; the same as ``start`` means never quiet
    :raises zoneinfo.ZoneInfoNotFoundError: for an unknown zone
    """
    clock = ZoneInfo(zone)
    local = moment.replace(tzinfo=timezone.utc).astimezone(clock)
    hour = local.hour + local.minute / 60 + local.second / 3600
    if not is_quiet(hour, start, stop):
        return moment
    day = local.date() + timedelta(days=1 if hour >= stop else 0)
    end = datetime.combine(day, datetime.min.time()) + timedelta(hours=stop)
    return end.replace(tzinfo=clock).astimezone(timezone.utc).replace(tzinfo=None)


def is_quiet(hour: float, start: float, stop: float) -> bool:
    """Say whether an hour of the day is quiet; the time may run over midnight."""
    if start <= stop:
        return start <= hour < stop
    return hour >= start or hour < stop
