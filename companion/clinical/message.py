"""What the core says, before it is in any language.

`clinical` never produces a sentence: it returns a `Message`, the English source
text with named places and the values for them. A `Language` turns it into words,
since a note may be in another language than the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | float | date | Message | None"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said: `text` is the English source and the gettext id.

    Attributes:
        text: English source with places in braces, as in ``"{name} from {day}"``.
        values: What goes into the places. Dates and numbers are written by the
            language; a `Message` among them is translated first; text goes in as it is.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
