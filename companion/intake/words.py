"""What one cell of words means: whose row it is, which form, who answered, and how."""

from __future__ import annotations

from collections.abc import Callable

from companion.clinical.model import How, Respondent
from companion.intake.cells import BadCellError, is_empty
from companion.intake.columns import FileMapping
from companion.intake.forms import Forms
from companion.text import clean

LONGEST_KEY = 200


def read_key(text: str) -> str:
    """Return a patient's key, as text.

    Raises:
        BadCellError: There is none, or it is too long.
    """
    key = clean(text)
    if is_empty(key):
        raise BadCellError("There is no patient. Write the patient's key.")
    if len(key) > LONGEST_KEY:
        raise BadCellError("This key is longer than {n} characters. Use a shorter one.", n=LONGEST_KEY)
    return key


def read_text(text: str) -> str:
    """Return what somebody wrote, or empty where there is nothing."""
    return "" if is_empty(text) else clean(text)


def form_reader(mapping: FileMapping, forms: Forms) -> Callable[[str], str]:
    """Return what reads the cell that names the form, and gives the form's id."""
    theirs = {name.lower(): ours for name, ours in mapping.instruments.items()}

    def read(text: str) -> str:
        plain = text.strip().lower()
        form = forms.get(theirs.get(plain, plain)) if plain else None
        if form is None:
            raise BadCellError("We do not know this form. See companion instruments, or use a mapping file.")
        return form.id

    return read


def respondent_reader(mapping: FileMapping) -> Callable[[str], str]:
    """Return what reads who answered; empty where the file does not say."""
    theirs = {name.lower(): ours for name, ours in mapping.respondents.items()}

    def read(text: str) -> str:
        plain = text.strip().lower()
        said = theirs.get(plain, "" if is_empty(text) else plain)
        if said and said not in set(Respondent):
            raise BadCellError("This is not one of: {known}.", known=", ".join(Respondent))
        return said

    return read


def read_how(text: str) -> str:
    """Return how the form was filled in.

    Raises:
        BadCellError: It is none of the known ways.
    """
    said = How.UNKNOWN.value if is_empty(text) else text.strip().lower()
    if said not in set(How):
        raise BadCellError("This is not one of: {known}.", known=", ".join(How))
    return said
