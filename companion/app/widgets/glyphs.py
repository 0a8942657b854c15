"""The signs charts and tables are drawn with: one set for most terminals, one of ASCII.

None of them points up or down: a sign says *clear* or *not clear*, and words say the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from companion.clinical.model import Reading, Respondent


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs.

    Attributes:
        line: The plotext marker lines are drawn with.
        readings: The sign beside a reading, the same for easier and harder.
        points: The sign of a point, by who answered: shape, not colour, tells them apart.
        quote: Stands beside a point the patient has put a word on.
        spark: Heights of a sparkline, lowest first.
    """

    line: str
    readings: Mapping[Reading, str]
    points: Mapping[Respondent, str]
    band: str
    cutoff: str
    own: str
    event: str
    span: str
    version: str
    missing: str
    corrected: str
    quote: str
    cursor: str
    selected: str
    rule: str
    up: str
    corner: str
    tick_y: str
    tick_x: str
    dash: str
    ellipsis: str
    more_above: str
    more_below: str
    spark: str

    @property
    def clear(self) -> str:
        """The sign of a clear reading."""
        return self.readings[Reading.CLEARLY_BETTER]

    def reading(self, reading: Reading) -> str:
        """The sign beside a reading."""
        return self.readings[reading]


UNICODE = Glyphs(
    line="braille",
    readings={
        Reading.CLEARLY_BETTER: "◆",
        Reading.CLEARLY_HARDER: "◆",
        Reading.NO_CLEAR_CHANGE: "·",
        Reading.CANNOT_SAY: " ",
    },
    points={
        Respondent.SELF: "●",
        Respondent.CLINICIAN: "◇",
        Respondent.RELATIVE: "△",
        Respondent.STAFF: "□",
        Respondent.OTHER: "○",
    },
    band="░",
    cutoff="╌",
    own="┄",
    event="⚑",
    span="━",
    version="╎",
    missing="×",
    corrected="'",
    quote='"',
    cursor="│",
    selected="▸",
    rule="─",
    up="│",
    corner="└",
    tick_y="┤",
    tick_x="┬",
    dash="–",
    ellipsis="…",
    more_above="▴",
    more_below="▾",
    spark="▁▂▃▄▅▆▇█",
)

ASCII = Glyphs(
    line="*",
    readings={
        Reading.CLEARLY_BETTER: "*",
        Reading.CLEARLY_HARDER: "*",
        Reading.NO_CLEAR_CHANGE: "-",
        Reading.CANNOT_SAY: " ",
    },
    points={
        Respondent.SELF: "o",
        Respondent.CLINICIAN: "c",
        Respondent.RELATIVE: "r",
        Respondent.STAFF: "s",
        Respondent.OTHER: "a",
    },
    band=".",
    cutoff="=",
    own="-",
    event="^",
    span="=",
    version="!",
    missing="x",
    corrected="'",
    quote='"',
    cursor="|",
    selected=">",
    rule="-",
    up="|",
    corner="+",
    tick_y="+",
    tick_x="+",
    dash="-",
    ellipsis="~",
    more_above="^",
    more_below="v",
    spark="_.-=*#",
)


def glyphs_for(*, ascii_only: bool) -> Glyphs:
    """The set this terminal can show."""
    return ASCII if ascii_only else UNICODE
