"""The words charts and tables share: which way is which, who answered, how.

They are English sources; the language is applied where they are shown.
"""

from __future__ import annotations

from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, How, Point, Respondent
from companion.language import Language
from companion.workflow.areas import AREA_NAMES

DIRECTION = {Better.LOWER: Message("lower is easier"), Better.HIGHER: Message("higher is more")}
DIRECTION_SHORT = {Better.LOWER: Message("lower=easier"), Better.HIGHER: Message("higher=more")}

HOW = {
    How.ALONE: Message("alone"),
    How.READ_ALOUD: Message("read aloud"),
    How.TOGETHER: Message("together"),
    How.WITH_RELATIVE: Message("with a relative"),
    How.INTERPRETER: Message("with an interpreter"),
    How.PHONE: Message("by phone"),
}

WHO = {
    Respondent.CLINICIAN: Message("clinician"),
    Respondent.RELATIVE: Message("relative"),
    Respondent.STAFF: Message("staff"),
    Respondent.OTHER: Message("somebody else"),
}

SHORT_AREA = {
    Domain.RELATING: Message("With others"),
    Domain.COPING: Message("Hard things"),
    Domain.SELF: Message("Myself"),
    Domain.EVERYDAY: Message("Everyday"),
    Domain.MOOD: Message("Mood, worry"),
    Domain.HOPE: Message("Hope"),
    Domain.AGENCY: Message("My own way"),
    Domain.SAFETY: Message("Safety"),
    Domain.TOGETHER: Message("Our work"),
}
"""Names of areas where there is little room; never in the place of a name the patient chose."""


def area_name(name: Message, domain: Domain) -> Message:
    """The short name of an area, unless the patient gave it one."""
    return SHORT_AREA[domain] if name == AREA_NAMES[domain] else name


FITS = {"easier": Message("{who} says easier"), "harder": Message("{who} says harder")}


def who_answered(language: Language, respondent: Respondent, called: str, rater: str = "") -> str:
    """Who answered, as screens name them: the patient by name, others by role."""
    if respondent is Respondent.SELF:
        return called
    return rater or language.say(WHO[respondent])


def point_words(language: Language, point: Point, called: str, *, band: str = "", first_version: bool = True) -> str:
    """One point read out in words.

    Args:
        language: What turns it into words.
        point: The point under the cursor.
        called: What the patient is called.
        band: Where it lies beside what the form cannot tell apart, in words, or empty.
        first_version: Whether the form still is what it was at the first point.
    """
    say = language.say
    parts = [language.day(point.day)]
    if point.value is None:
        parts.append(say("no value: {why}", why=point.why_not or Message("too little to go on")))
    else:
        parts.append(language.number(point.value))
    parts.append(who_answered(language, point.respondent, called, point.rater))
    if point.how in HOW:
        parts.append(say(HOW[point.how]))
    if band:
        parts.append(band)
    if point.prorated:
        parts.append(say("a missing answer was filled in by the form's own rule"))
    if not first_version:
        parts.append(say("form version {version}", version=point.version))
    if point.corrected:
        parts.append(say("corrected later"))
    if point.fits in FITS:
        parts.append(say(FITS[point.fits], who=called))
    return " · ".join(parts) if not language.ascii_only else " - ".join(parts)
