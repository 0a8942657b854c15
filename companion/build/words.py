"""What the single file says before the program is there: a small table, since no catalogue is unpacked yet."""

from __future__ import annotations

import contextlib
import locale
import os

CODES = ("en", "nb", "nn")
_NORWEGIAN = {"nn": "nn", "norwegian nyn": "nn", "nb": "nb", "no": "nb"}
"""How a system's name of a language begins; the long ones, as `Norwegian Bokmål_Norway`, are those of Windows."""

WORDS: dict[str, tuple[str, str, str]] = {
    "no_home": (
        "There is no home folder to unpack into: HOME is not set.",
        "Det er ingen hjemmemappe å pakke ut i: HOME er ikke satt.",
        "Det er inga heimemappe å pakke ut i: HOME er ikkje sett.",
    ),
    "no_execution": (
        "Programs may not run from {folder} (noexec or a rule of your workplace): ask IT to allow that folder, "
        "or to set COMPANION_PROGRAM_FOLDER to one where programs may run.",
        "Programmer får ikke kjøre fra {folder} (noexec, eller en regel på arbeidsplassen). Be IT om å tillate mappen, "
        "eller om å sette COMPANION_PROGRAM_FOLDER til en mappe der programmer får kjøre.",
        "Program får ikkje køyre frå {folder} (noexec, eller ein regel på arbeidsplassen). Be IT om å tillate mappa, "
        "eller om å setje COMPANION_PROGRAM_FOLDER til ei mappe der program får køyre.",
    ),
    "not_written": (
        "The folder {folder} cannot be written to.",
        "Det går ikke å skrive i mappen {folder}.",
        "Det går ikkje å skrive i mappa {folder}.",
    ),
    "not_made": (
        "The folder {folder} cannot be made.",
        "Det går ikke å lage mappen {folder}.",
        "Det går ikkje å lage mappa {folder}.",
    ),
    "busy": (
        "{folder} cannot be written to ({why}), or it is in use.",
        "Det går ikke å skrive i {folder} ({why}), eller mappen er i bruk.",
        "Det går ikkje å skrive i {folder} ({why}), eller mappa er i bruk.",
    ),
    "waits": (
        "Another start is unpacking the program; this one waits for it.",
        "En annen start pakker ut programmet; denne venter på den.",
        "Ein annan start pakkar ut programmet; denne ventar på han.",
    ),
    "no_room": (
        "There is too little room on the disk: {folder} needs {size} MB. Nothing was changed.",
        "Det er for lite plass på disken: {folder} trenger {size} MB. Ingenting er endret.",
        "Det er for lite plass på disken: {folder} treng {size} MB. Ingenting er endra.",
    ),
    "unpacking": (
        "unpacking the program into {folder}, this once",
        "pakker ut programmet i {folder}, bare denne ene gangen",
        "pakkar ut programmet i {folder}, berre denne eine gongen",
    ),
    "progress": (
        "unpacking the program, this once:",
        "pakker ut programmet, bare denne ene gangen:",
        "pakkar ut programmet, berre denne eine gongen:",
    ),
    "mended": (
        "The unpacked program is damaged; it is mended.",
        "Det utpakkede programmet er skadet; det blir reparert.",
        "Det utpakka programmet er skadd; det blir reparert.",
    ),
    "not_as_built": (
        "This file is damaged: what it holds is not what was built. Copy it again from where you had it.",
        "Filen er skadet: den inneholder ikke det som ble bygget. Kopier den på nytt derfra du fikk den.",
        "Fila er skadd: ho inneheld ikkje det som vart bygd. Kopier ho på nytt derfrå du fekk ho.",
    ),
    "not_whole": (
        "This file is damaged: it was not copied whole. Copy it again.",
        "Filen er skadet: den ble ikke kopiert hel. Kopier den på nytt.",
        "Fila er skadd: ho vart ikkje kopiert heil. Kopier ho på nytt.",
    ),
    "not_unpacked": (
        "This file is damaged: what it holds cannot be unpacked. Copy it again.",
        "Filen er skadet: innholdet lar seg ikke pakke ut. Kopier den på nytt.",
        "Fila er skadd: innhaldet lèt seg ikkje pakke ut. Kopier ho på nytt.",
    ),
    "other_system": (
        "The program does not start on this system. It is built for {target}.",
        "Programmet starter ikke på dette systemet. Det er bygget for {target}.",
        "Programmet startar ikkje på dette systemet. Det er bygd for {target}.",
    ),
}
"""Name of a sentence -> English, bokmål, nynorsk."""

_IN_SHELL = {"folder": "$programs", "size": "$((needed / 1024))", "target": "@TARGET@"}
"""What `head.sh` puts into the places."""


def say(name: str, **values: object) -> str:
    """Return a sentence in the language of this machine, its places filled in."""
    return WORDS[name][CODES.index(tongue())].format(**values)


def tongue() -> str:
    """Return the language that the environment or the system names; English where it is none of ours."""
    name = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not name:
        with contextlib.suppress(ValueError):  # a system's name of a language that Python does not know
            name = locale.getlocale()[0] or ""
    return next((code for begins, code in _NORWEGIAN.items() if name.lower().startswith(begins)), "en")


def in_shell() -> str:
    """Return the branches of a shell's `case` over language and name, each setting `words`."""
    branches = []
    for name, sentences in WORDS.items():
        for code, sentence in zip(CODES, sentences, strict=True):
            if "{why}" not in sentence:
                branches.append(f'    {code}-{name}) words="{sentence.format(**_IN_SHELL)}" ;;')
    return "\n".join(branches)
