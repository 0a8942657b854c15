"""A sparkline as text: raw values in the scale's own range, oldest first, gaps kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from companion.app.widgets.glyphs import Glyphs


def sparkline(values: Sequence[float | None], low: float, high: float, width: int, glyphs: Glyphs) -> str:
    """Draw the newest values that fit, one character each.

    Args:
        values: Oldest first; None is a gap.
        low: Lower end of the scale: heights are compared with the scale, not with each other.
        high: Upper end of the scale.
        width: Characters there is room for; more values than that are put together by their mean.
        glyphs: The signs to draw with.

    Returns:
        At most `width` characters.
    """
    if width <= 0 or not values:
        return ""
    return "".join(" " if value is None else _height(value, low, high, glyphs.spark) for value in _fit(values, width))


def _fit(values: Sequence[float | None], width: int) -> list[float | None]:
    """Put neighbours together until they fit; a group without any value stays a gap."""
    if len(values) <= width:
        return list(values)
    edges = [round(index * len(values) / width) for index in range(width + 1)]
    groups = [[v for v in values[a:b] if v is not None] for a, b in pairwise(edges)]
    return [sum(group) / len(group) if group else None for group in groups]


def _height(value: float, low: float, high: float, heights: str) -> str:
    share = (value - low) / (high - low) if high > low else 0.5
    return heights[min(len(heights) - 1, max(0, int(share * len(heights))))]
