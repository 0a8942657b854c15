"""Lines drawn by plotext, read back as cells.

plotext has one figure for the whole process. It is used on the UI thread only, cleared
before and after each drawing, and never given text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from companion.app.widgets.chart_model import ChartData, Plot, resample, runs, visible
from companion.clinical.model import Respondent

_LAYER = re.compile("\x1b\\[([0-9;]*)m")
_PARTS = re.compile("(\x1b\\[[0-9;]*m|\n)")

Places = list[tuple[float, float]]
"""Columns and rows of a line, with their fractions."""


def curves(data: ChartData, plot: Plot, glyph: str) -> list[list[tuple[str, int]]]:
    """Draw every line: the others' first, the patient's own last, over them.

    Returns:
        Rows of cells: the character, and which course it belongs to.
    """
    order = sorted(range(len(data.courses)), key=lambda i: data.courses[i].respondent is Respondent.SELF)
    lines: list[tuple[int, Places]] = []
    for index in order:
        for run in runs(data.courses[index]):
            places = [(plot.x(p.day), plot.y(p.value)) for p in visible(run, plot.window) if p.value is not None]
            clipped = _clip(resample(places), plot.width - 1)
            if len(clipped) > 1:
                lines.append((index, clipped))
    return _plotext(lines, plot.width, plot.height, glyph) if lines else []


def _clip(places: list[tuple[float, float]], right: float) -> list[tuple[float, float]]:
    """Cut a line where it leaves the window, so that it runs in from the edge."""
    inside = [place for place in places if 0 <= place[0] <= right]
    before = [place for place in places if place[0] < 0]
    after = [place for place in places if place[0] > right]
    if before and (inside or after):
        inside.insert(0, _cross(before[-1], (inside + after)[0], 0.0))
    if after and inside:
        inside.append(_cross(inside[-1], after[0], right))
    return inside


def _cross(a: tuple[float, float], b: tuple[float, float], x: float) -> tuple[float, float]:
    share = (x - a[0]) / ((b[0] - a[0]) or 1.0)
    return x, a[1] + (b[1] - a[1]) * share


def _plotext(lines: Sequence[tuple[int, Places]], width: int, height: int, glyph: str) -> list[list[tuple[str, int]]]:
    """Draw lines with plotext and read back, for every cell, its character and whose line it is."""
    plotext: Any = import_module("plotext")  # untyped, and costly: not before the first chart

    figure = plotext.figure
    plotext.terminal.limit(width=False, height=False)
    figure.clear()
    figure.plot_size(width, height)
    figure.axes(active=False)
    figure.legend(active=False)
    figure.canvas("default")
    figure.ruler("x").lim(0, width).alignment(lim="edge").frequency(0)
    figure.ruler("y").lim(0, height).alignment(lim="edge").frequency(0)
    for index, places in lines:
        marker = plotext.marker(glyph, pixel=plotext.pixel(foreground=index + 1))
        xs = [x + 0.5 for x, _ in places]
        ys = [height - 0.5 - y for _, y in places]
        figure.draw(figure.signal(xs, ys, marker=marker).lines(active=True))
    text: str = figure.build().string()
    figure.clear()
    return _read_back(text)


def _read_back(text: str) -> list[list[tuple[str, int]]]:
    """Split plotext's coloured text into cells; the colour number is the index of the course."""
    rows: list[list[tuple[str, int]]] = [[]]
    index = 0
    for part in _PARTS.split(text):
        if part == "\n":
            rows.append([])
        elif found := _LAYER.fullmatch(part):
            codes = found[1].split(";")
            if codes[:2] == ["38", "5"]:
                index = int(codes[2]) - 1
        else:
            rows[-1].extend((char, index) for char in part)
    return rows
