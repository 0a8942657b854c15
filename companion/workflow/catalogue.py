"""The forms that are known here: the bundled ones and the clinic's own."""

from __future__ import annotations

from companion.clinical.instruments import Catalogue, DefinitionMistake
from companion.clinical.message import Message
from companion.errors import DefinitionError
from companion.paths import config_folder

FOLDER = "instruments"


def catalogue() -> Catalogue:
    """Return the bundled instruments and those of the clinic's own folder.

    Raises:
        DefinitionError: A file of the clinic's has a mistake; the sentence names file, key and what is allowed.
    """
    try:
        return Catalogue.bundled().with_folder(config_folder() / FOLDER)
    except DefinitionMistake as mistake:
        raise DefinitionError("{sentence}", sentence=mistake.message) from None


def what_can_be_read() -> tuple[Catalogue, tuple[Message, ...]]:
    """Return the forms without the clinic's files that have a mistake, and what is to be said of those.

    A slip of the pen in one file must not keep a clinician from every patient.
    """
    mistakes: list[DefinitionMistake] = []
    found = Catalogue.bundled().with_folder(config_folder() / FOLDER, mistakes)
    left_out = Message("Until it is put right, this form of your own is left out.")
    return found, tuple(Message("{a} {b}", {"a": one.message, "b": left_out}) for one in mistakes)
