"""The forms that are known here: the bundled ones and the clinic's own."""

from __future__ import annotations

from companion.clinical.instruments import Catalogue, DefinitionMistake
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
