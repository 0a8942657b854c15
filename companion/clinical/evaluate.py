"""A group's change from before to after, as a service looks at it.

Here the reader is a service, not a patient, so the counts carry the literature's terms.
Everything is computed from the pairs that are complete; means and spreads are those of
these people, as in Jacobson & Truax 1991 and in Claus, Wager & Bonnet 2024.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import correlation, mean, stdev
from typing import Literal, TypeAlias, TypeGuard

from companion.clinical import formulas
from companion.clinical.message import Message
from companion.clinical.model import Better

Method: TypeAlias = Literal["jt", "gln", "en", "nk", "hln", "ha"]
METHODS: tuple[Method, ...] = ("jt", "gln", "en", "nk", "hln", "ha")
Category: TypeAlias = Literal["recovered", "improved", "unchanged", "deteriorated"]
CATEGORIES: tuple[Category, ...] = ("recovered", "improved", "unchanged", "deteriorated")


class TooFewError(ValueError):
    """These people or figures do not allow this method.

    Attributes:
        message: Why.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.message = Message(text)


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's two values; None where one is missing."""

    id: str
    pre: float | None
    post: float | None


@dataclass(frozen=True, slots=True)
class Setting:
    """How the group is looked at.

    Attributes:
        reliability: The form's reliability, above 0 and below 1.
        reliability_post: The same at the second occasion, for `nk`; None means the first.
        cutoff: `a`, `b` or `c`; None looks at reliable change alone.
        sd: A published spread in place of this group's own.
        low, high: Ends of the form; without them nobody can be said to be beyond what it shows.
    """

    reliability: float
    better: Better = Better.LOWER
    method: Method = "jt"
    confidence: float = 0.95
    cutoff: Literal["a", "b", "c"] | None = None
    functional_mean: float | None = None
    functional_sd: float | None = None
    reliability_post: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person's result.

    Attributes:
        could_not_be_seen: Whether the form could not have shown an improvement from where
            they began; None where the ends of the form are not known.
    """

    id: str
    pre: float
    post: float
    rci: float
    category: Category
    could_not_be_seen: bool | None


@dataclass(frozen=True, slots=True)
class Tramlines:
    """The two lines in the picture of before and after between which nothing counts as change.

    Each is ``after = slope * before + lower`` (or ``upper``). Only Jacobson and Truax's and
    Hageman and Arrindell's run along the diagonal; the other methods draw towards the mean.
    """

    slope: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A group's result.

    Attributes:
        n, n_used: Pairs given, and pairs complete.
        criterion: Points that must be exceeded: the method's standard error times z.
        cutoff_value: Where the cut-off lies; None without one.
        counts: People in each category; `recovered` is None without a cut-off.
        could_not_be_seen: How many of the unchanged the form could not have shown to improve.
        missing: Ids of the pairs left out.
        tramlines: Where the reach of error ends, for the picture.
    """

    n: int
    n_used: int
    sem: float
    criterion: float
    cutoff: str
    cutoff_value: float | None
    counts: dict[Category, int | None]
    could_not_be_seen: int | None
    people: tuple[Person, ...]
    missing: tuple[str, ...]
    tramlines: Tramlines


@dataclass(frozen=True, slots=True)
class _Group:
    """What the methods need to know about the group, worked out once."""

    setting: Setting
    mean_pre: float
    mean_post: float
    sd_pre: float
    sd_post: float
    sem: float
    r_dd: float

    @property
    def z(self) -> float:
        if self.setting.method == "ha":
            return formulas.z_one_sided(self.setting.confidence)
        return formulas.z_two_sided(self.setting.confidence)

    @property
    def reliability_post(self) -> float:
        given = self.setting.reliability_post
        return self.setting.reliability if given is None else given

    @property
    def error(self) -> float:
        """The method's standard error, in points."""
        reliability = self.setting.reliability
        match self.setting.method:
            case "gln" | "hln":
                return formulas.se_prediction(self.sd_pre, reliability)
            case "en":
                return self.sem
            case "nk":
                return formulas.nk_error(self.sd_pre, reliability, self.reliability_post)
            case _:
                return formulas.s_diff(self.sd_pre, reliability)

    def index(self, pre: float, post: float) -> float:
        reliability = self.setting.reliability
        match self.setting.method:
            case "jt":
                return (post - pre) / self.error
            case "gln":
                return formulas.gln(pre, post, self.mean_pre, self.sd_pre, reliability)
            case "en":
                return formulas.en(pre, post, self.mean_pre, self.sd_pre, reliability)
            case "nk":
                return formulas.nk(pre, post, self.mean_pre, self.sd_pre, reliability, self.reliability_post)
            case "hln":
                return formulas.hln(pre, post, self.mean_pre, self.mean_post, self.sd_pre, reliability)
            case _:
                return formulas.ha(pre, post, self.mean_pre, self.mean_post, self.r_dd, self.sem)


def evaluate(pairs: Sequence[Pair], setting: Setting) -> Evaluation:
    """Return reliable and clinically significant change for a group.

    Raises:
        TooFewError: If the people or the figures given do not allow the method.
    """
    used = [(pair.id, pair.pre, pair.post) for pair in pairs if _known(pair.pre) and _known(pair.post)]
    group = _group([one[1] for one in used], [one[2] for one in used], setting)
    line = _cutoff(group)
    people = tuple(_person(group, line, *one) for one in used)
    counts: dict[Category, int | None] = {
        category: sum(person.category == category for person in people) for category in CATEGORIES
    }
    if line is None:
        counts["recovered"] = None
    unseen = [person.could_not_be_seen for person in people if person.category == "unchanged"]
    known = setting.low is not None and setting.high is not None
    return Evaluation(
        n=len(pairs),
        n_used=len(used),
        sem=group.sem,
        criterion=group.z * group.error,
        cutoff=setting.cutoff or "",
        cutoff_value=line,
        counts=counts,
        could_not_be_seen=sum(bool(one) for one in unseen) if known else None,
        people=people,
        missing=tuple(pair.id for pair in pairs if not (_known(pair.pre) and _known(pair.post))),
        tramlines=_tramlines(group),
    )


def _tramlines(group: _Group) -> Tramlines:
    # Every index is a straight plane over before and after, so three of its points give both lines.
    origin = group.index(0, 0)
    by_pre, by_post = group.index(1, 0) - origin, group.index(0, 1) - origin
    return Tramlines(-by_pre / by_post, (-group.z - origin) / by_post, (group.z - origin) / by_post)


def _known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _group(pre: list[float], post: list[float], setting: Setting) -> _Group:
    if not 0 < setting.reliability < 1:
        raise TooFewError("The reliability lies between 0 and 1.")
    if len(pre) < 2:
        raise TooFewError("Two complete pairs or more are needed.")
    sd_pre = stdev(pre) if setting.sd is None else setting.sd
    sd_post = stdev(post)
    if sd_pre <= 0:
        raise TooFewError("Everybody began with the same value, so there is no spread to go by.")
    error = formulas.sem(sd_pre, setting.reliability)
    r_dd = math.nan
    if setting.method == "ha":
        r_dd = _reliability_of_differences(pre, post, sd_pre, sd_post, error)
    return _Group(setting, mean(pre), mean(post), sd_pre, sd_post, error, r_dd)


def _reliability_of_differences(
    pre: list[float], post: list[float], sd_pre: float, sd_post: float, error: float
) -> float:
    if sd_post <= error:
        raise TooFewError("The values after differ too little for this method.")
    moved = [after - before for before, after in zip(pre, post, strict=True)]
    if max(moved) - min(moved) < 1e-9:
        raise TooFewError("Everybody changed by the same amount, so there is no spread to go by.")
    r_dd = formulas.reliability_of_differences(sd_pre, sd_post, correlation(pre, post), error)
    if r_dd <= 0:
        raise TooFewError("The differences are not reliable enough for this method.")
    return r_dd


def _cutoff(group: _Group) -> float | None:
    setting = group.setting
    if setting.cutoff is None:
        return None
    higher = setting.better is Better.HIGHER
    functional_mean, functional_sd = setting.functional_mean, setting.functional_sd
    clinical_sd = group.sd_pre
    if setting.method == "ha":
        # Hageman and Arrindell's "true" cut-offs: spreads without the error in them.
        clinical_sd = _true_spread(group.sd_pre, group.sem)
        functional_sd = None if functional_sd is None else _true_spread(functional_sd, group.sem)
    if setting.cutoff == "a":
        return formulas.cutoff_a(group.mean_pre, clinical_sd, higher_is_better=higher)
    if functional_mean is None or functional_sd is None:
        raise TooFewError("This cut-off needs mean and spread of a functional group.")
    if setting.cutoff == "b":
        return formulas.cutoff_b(functional_mean, functional_sd, higher_is_better=higher)
    return formulas.cutoff_c(group.mean_pre, clinical_sd, functional_mean, functional_sd)


def _true_spread(sd: float, error: float) -> float:
    if sd <= error:
        raise TooFewError("A spread is smaller than the error of measurement.")
    return sd * math.sqrt(formulas.reliability_of_group(sd, error))


def _person(group: _Group, line: float | None, person: str, pre: float, post: float) -> Person:
    rci = group.index(pre, post)
    sign = 1 if group.setting.better is Better.HIGHER else -1
    category: Category = "unchanged"
    if sign * rci > group.z:
        category = "recovered" if line is not None and _crossed(group, line, pre, post, sign) else "improved"
    elif sign * rci < -group.z:
        category = "deteriorated"
    return Person(person, pre, post, rci, category, _unseen(group, pre, sign))


def _crossed(group: _Group, line: float, pre: float, post: float, sign: int) -> bool:
    if not sign * pre < sign * line:
        return False  # whoever began beyond the line has not crossed it
    if group.setting.method != "ha":
        return sign * line < sign * post
    reliability = formulas.reliability_of_group(group.sd_post, group.sem)
    return sign * formulas.ha_functional(post, group.mean_post, reliability, line, group.sem) > group.z


def _unseen(group: _Group, pre: float, sign: int) -> bool | None:
    low, high = group.setting.low, group.setting.high
    if low is None or high is None:
        return None
    best = high if sign > 0 else low
    return sign * group.index(pre, best) <= group.z
