"""The codes of the core: closed lists of words, one meaning each, the same in code, SQL and files."""

from __future__ import annotations

from enum import StrEnum


class Domain(StrEnum):
    """An area of life (design, section 5), in the order screens use."""

    RELATING = "relating"
    COPING = "coping"
    SELF = "self"
    EVERYDAY = "everyday"
    MOOD = "mood"
    HOPE = "hope"
    AGENCY = "agency"
    SAFETY = "safety"
    TOGETHER = "together"


class Theme(StrEnum):
    """What a good outcome is about (Moltu et al. 2017). Never named on a shared screen."""

    APPROACH = "approach"
    REFLECTED = "reflected"
    UNDERSTANDING = "understanding"
    ACCEPTANCE = "acceptance"


class Respondent(StrEnum):
    """Who answered a form."""

    SELF = "self"
    CLINICIAN = "clinician"
    RELATIVE = "relative"
    STAFF = "staff"
    OTHER = "other"


class How(StrEnum):
    """The way a form was answered."""

    UNKNOWN = "unknown"
    ALONE = "alone"
    READ_ALOUD = "read_aloud"
    TOGETHER = "together"
    WITH_RELATIVE = "with_relative"
    INTERPRETER = "interpreter"
    PHONE = "phone"


class Better(StrEnum):
    """Which way a scale is better: `lower` is a burden scale, `higher` a resource scale."""

    LOWER = "lower"
    HIGHER = "higher"


class Reading(StrEnum):
    """What the form shows: said about the form, never about the person."""

    CLEARLY_BETTER = "clearly_better"
    CLEARLY_HARDER = "clearly_harder"
    NO_CLEAR_CHANGE = "no_clear_change"
    CANNOT_SAY = "cannot_say"


class Display(StrEnum):
    """What the patient chose to see in a session; the first time it is `words`."""

    NUMBERS = "numbers"
    WORDS = "words"
    NOTHING = "nothing"


class Status(StrEnum):
    """Whether a line was read back together."""

    NOT_ASKED = "not_asked"
    READ_BACK = "read_back"
    AGREED = "agreed"
    DIFFERENT = "different"


class Kind(StrEnum):
    """What a contribution is."""

    LINE = "line"
    SMALL_STEP = "small_step"
    MATTERS = "matters"
    NOTICED = "noticed"
    HOPE = "hope"
    HARD = "hard"
    HELPED = "helped"
    CLOSING = "closing"
    ADDENDUM = "addendum"


class Who(StrEnum):
    """Who does what was agreed."""

    CLINICIAN = "clinician"
    PATIENT = "patient"
    BOTH = "both"


class AgreementState(StrEnum):
    """How an agreement stands; none of them is a grade."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    LET_GO = "let_go"


class StrategyState(StrEnum):
    """How a strategy stands; never *done*."""

    TRIED = "tried"
    HELPING = "helping"
    RESTING = "resting"


class PlanPart(StrEnum):
    """The four parts of the plan for the hardest days."""

    SIGNS = "signs"
    DO = "do"
    CALL = "call"
    CLINIC = "clinic"


class FormTalk(StrEnum):
    """How talk about one form ended; what was not talked about opens the next Before."""

    TALKED = "talked"
    LATER = "later"
    RATHER_NOT = "rather_not"


class MoreHelp(StrEnum):
    """The answer to *more help here?* for one area."""

    YES = "yes"
    FINE = "fine"
    NOT_NOW = "not_now"
