"""A name is taken out in every way it is usually written."""

from __future__ import annotations

from datetime import date

import pytest

from companion.language import ENGLISH
from companion.sharing.pseudonym import Pseudonym

KARI = Pseudonym(("Kari-Anne van Nordmann", "Kari"), "the patient", ENGLISH, key="A-17", born=date(1984, 5, 7))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Kari-Anne van Nordmann came", "the patient came"),
        ("kari's door, KARI, Karis door", "the patient door, the patient, the patient door"),
        ("a van came by; karibou", "a van came by; karibou"),
        ("A-17, a-17, XA-17", "the patient, the patient, XA-17"),
        ("7.5.1984 07/05/1984 1984-05-07 070584 7 May 1984", " ".join(["the patient"] * 5)),
    ],
)
def test_a_name_is_taken_out(text: str, hidden: str) -> None:
    assert KARI.hide(text) == hidden


def test_names_in_other_scripts_are_taken_out_of_longer_words() -> None:
    assert Pseudonym(("王芳",), "the patient", ENGLISH).hide("今天王芳来了") == "今天the patient来了"
    assert "Олен" not in Pseudonym(("Олен Шевченко",), "the patient", ENGLISH).hide("Шевченко, Олену")


def test_short_names_are_taken_out_but_not_small_words() -> None:
    assert Pseudonym(("Bo Li",), "the patient", ENGLISH).hide("Bo and Li, bo") == "the patient and the patient, bo"


def test_a_name_with_signs_that_mean_something_elsewhere_is_no_pattern() -> None:
    assert Pseudonym(("K.ri (x",), "the patient", ENGLISH).hide("Kari") == "Kari"
