"""What else is said about a change: how often it was seen, how marks ordinarily differ, how fast it goes."""

from __future__ import annotations

from companion.clinical.course import Trend
from companion.clinical.criterion import Ordinary
from companion.clinical.message import Message, Value

TWICE = Message("The answer before this one showed the same.")
ONCE = Message("The answer before this one did not show it yet.")


def ordinary_words(ordinary: Ordinary) -> Message:
    """Say how much this person's own marks ordinarily differ, and whether this change is larger."""
    values: dict[str, Value] = {"marks": ordinary.marks, "value": ordinary.value}
    if ordinary.beyond:
        return Message("The last {marks} answers ordinarily differ by up to {value}. This change is larger.", values)
    return Message("The last {marks} answers ordinarily differ by up to {value}. This change is not larger.", values)


def trend_words(trend: Trend) -> Message:
    """Say how fast the answers moved, and how sure that is; nothing about how they go on."""
    values: dict[str, Value] = {
        "slope": trend.slope, "low": trend.low, "high": trend.high, "n": trend.points, "day": trend.since
    }  # fmt: skip
    return Message("Over {n} answers since {day}: {slope} points a month, somewhere between {low} and {high}.", values)
