"""What no sentence in front of a patient says, language by language; shared by the tests of words."""

from __future__ import annotations

import re
from dataclasses import dataclass


def words(*lines: str) -> re.Pattern[str]:
    """Match any of the words; they stand in the lines with a comma and a space between."""
    each = "|".join(", ".join(lines).split(", "))
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Speech:
    """What is not said in one language, and how its open questions are known.

    Attributes:
        praise: Words that judge, however kindly.
        banned: Words that blame, or make a case of a person.
        figures: Sayings and turns of the trade, not meant as they are said.
        foreign: Words that belong to another of the languages.
        asking: An open question holds one of these.
        closed: An open question does not start with one of these.
    """

    praise: re.Pattern[str]
    banned: re.Pattern[str]
    figures: re.Pattern[str]
    foreign: re.Pattern[str]
    asking: re.Pattern[str]
    closed: re.Pattern[str]


SPEECH = {
    "en": Speech(
        praise=words(
            r"great, good job, well done, proud, congratulat\w*, amazing, excellent, impressive, fantastic, wonderful",
            r"brave, bravo",
        ),
        banned=words(
            r"deteriorat\w*, fail\w*, non-?complian\w*, verdict, signals?, themes?, scores?, symptoms?, must, why",
            r"should have done, patient, therapy, treatment, diagnos\w*, coping, relapse, goal, resources?",
        ),
        figures=words(
            "ups and downs, back on track, on top of, light at the end, move on, letting go, deal with, work through",
            "open up, a step back, rough patch, in the same boat, at the end of the day, reach out",
        ),
        foreign=words("hva, hvem, hvor, hvordan, ikke, kva, kven, korleis, ikkje, og, jeg, eg"),
        asking=words("what, who, where, when, which, how"),
        closed=words(
            "do, does, did, is, are, was, were, have, has, had, can, could, will, would, should, may",
        ),
    ),
    "nb": Speech(
        praise=words(
            r"flott, supert?, (?:bra|godt|fint) (?:jobbet|gjort), så (?:bra|fint|flinkt?), stolt\w*, gratul\w*",
            r"fantastisk\w*, imponer\w*, utmerke\w*, strålende, modig\w*, kjempe(?:bra|fint|flink), flinke?, flinkt",
            r"dyktige?, bravo, heia",
        ),
        banned=words(
            r"forverr\w*, mislyk\w*, feile[rt]?, svikt\w*, dom(?:men|mer)?, signal\w*, tema\w*, s[ck](?:år|ore)\w*",
            r"symptom\w*, hvorfor, må, måtte, burde, skulle ha gjort, pasient\w*, terapi\w*, behandl\w*, diagnos\w*",
            r"mestr\w*, tilbakefall\w*, mål, målsetting\w*, ressurs\w*, strategi\w*, utfordring\w*, problem\w*",
            r"håndter\w*, bearbeid\w*, funger\w*, prosess\w*, relasjon\w*, opplevelse\w*",
        ),
        figures=words(
            r"ta tak i, kjenner? på, jobber? med, står? i det, setter? ord på, gi(?:tt)? slipp, byr? på, på plass",
            "la ligge, lyspunkt, lys i tunnelen, opp og ned, bærer? på, komme videre, på sporet, på godt og vondt",
            "i samme båt, ta og føle på, ta inn over, åpner for",
        ),
        foreign=words(
            "kva, kven, kvar, korleis, ikkje, eg, noko, nokon, annleis, meir, berre, sjølv, no, frå, dei, ein, ei",
            "what, who, how, you, the, this",
        ),
        asking=words("hva, hvem, hvor, når, hvordan, hvilken, hvilket, hvilke"),
        closed=words(
            "er, var, har, hadde, kan, kunne, vil, ville, skal, skulle, får, fikk, gjør, gjorde, tror, synes, finnes",
            "fins, går, gikk, blir, ble, ønsker, trenger, ser, hjelper, hjalp",
        ),
    ),
    "nn": Speech(
        praise=words(
            r"flott, supert?, (?:bra|godt|fint) (?:jobba|gjort), så (?:bra|fint|flinkt?), stolt\w*, gratul\w*",
            r"fantastisk\w*, imponer\w*, framifrå, utmerkt\w*, strålande, modig\w*, kjempe(?:bra|fint|flink), flinke?",
            r"flinkt, dyktige?, dugande, bravo, heia",
        ),
        banned=words(
            r"forverr\w*, mislukk\w*, feila[r]?, svikt\w*, dom(?:men|mar)?, signal\w*, tema\w*, s[ck](?:år|ore)\w*",
            r"symptom\w*, kvifor, må, måtte, burde, skulle ha gjort, pasient\w*, terapi\w*, behandl\w*, diagnos\w*",
            r"mei?str\w*, tilbakefall\w*, mål, målsetjing\w*, ressurs\w*, strategi\w*, utfordring\w*, problem\w*",
            r"handter\w*, tilarbeid\w*, funger\w*, prosess\w*, relasjon\w*, oppleving\w*",
        ),
        figures=words(
            r"ta tak i, kjenner? på, jobba[r]? med, står? i det, set(?:te|ter)? ord på, (?:gi|gje|gitt) slepp, byr? på",
            "på plass, lyspunkt, lys i tunnelen, opp og ned, ber på, kome vidare, på sporet, på godt og vondt",
            "i same båt, ta og føle på, ta inn over",
        ),
        foreign=words(
            "hva, hvem, hvor, hvordan, hvilken, hvilket, ikke, jeg, noe, noen, annerledes, mer, bare, selv, nå, fra",
            "en, et, what, who, how, you, the, this",
        ),
        asking=words("kva, kven, kvar, når, korleis, kor"),
        closed=words(
            "er, var, har, hadde, kan, kunne, vil, ville, skal, skulle, får, fekk, gjer, gjorde, trur, synest, finst",
            "går, gjekk, blir, vart, blei, ønskjer, treng, ser, hjelper, hjelpte",
        ),
    ),
}
