"""What a clinician may set for this machine: one TOML file, each setting explained where it stands.

A mistake in the file never keeps the program from starting: the value is left at its
default and the settings screen says which one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.app.idle import LEAST, MOST, OWN_MINUTES
from companion.language import CODES
from companion.paths import config_folder

if TYPE_CHECKING:
    from companion.clinical.criterion import Given

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings.

    Attributes:
        language: `en`, `nb` or `nn`.
        glyphs: `auto`, `unicode` or `ascii`.
        colours: `auto`, `light`, `dark` or `16`, for the clinician's own view; a session is light.
        idle_minutes: Idle minutes until the store locks in the own view, 2 to 15.
        level: `usual`, or `stricter` where many areas are looked at together.
        keys: Command id to Textual keys, as in ``"patient.jot" = "j"``.
        mistakes: What in the file could not be used.
    """

    language: str = "en"
    glyphs: str = "auto"
    colours: str = "auto"
    idle_minutes: int = OWN_MINUTES
    keys: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    level: str = "usual"

    @property
    def given(self) -> Given | None:
        """What changes are held to: None for the usual level."""
        from companion.clinical.chance import STRICTER
        from companion.clinical.criterion import Given

        return Given(confidence=STRICTER) if self.level == "stricter" else None


ALLOWED: dict[str, tuple[str, ...]] = {
    "language": CODES,
    "glyphs": ("auto", "unicode", "ascii"),
    "colours": ("auto", "light", "dark", "16"),
    "level": ("usual", "stricter"),
}


def path() -> Path:
    """Return where the file is."""
    return config_folder() / FILE


def load(file: Path | None = None) -> Settings:
    """Read the settings; without a file they are the defaults."""
    file = file or path()
    if not file.is_file():
        return Settings()
    import tomllib  # 20 ms, spared where there is no file

    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(mistakes=(f"{file.name}: {type(error).__name__}",))
    return _checked(found)


def _checked(found: Mapping[str, Any]) -> Settings:
    good: dict[str, Any] = {}
    mistakes: list[str] = []
    for name, value in found.items():
        if (name in ALLOWED and value in ALLOWED[name]) or (
            name == "idle_minutes" and isinstance(value, int) and LEAST <= value <= MOST
        ):
            good[name] = value
        elif name == "keys" and isinstance(value, dict) and all(isinstance(key, str) for key in value.values()):
            good[name] = dict(value)
        else:
            mistakes.append(name)
    return Settings(**good, mistakes=tuple(mistakes))


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings whole: a new file beside the old one, then a rename."""
    file = file or path()
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(_toml(settings), encoding="utf-8")
    os.replace(fresh, file)  # noqa: PTH105


def _toml(settings: Settings) -> str:
    lines = [
        "# Settings of Companion for this machine.",
        f"# language: {', '.join(CODES)}",
        f"language = {_quoted(settings.language)}",
        f"# glyphs: {', '.join(ALLOWED['glyphs'])}",
        f"glyphs = {_quoted(settings.glyphs)}",
        f"# colours of your own view: {', '.join(ALLOWED['colours'])}; a session is light",
        f"colours = {_quoted(settings.colours)}",
        f"# minutes without a touch until the store locks, {LEAST} to {MOST}",
        f"idle_minutes = {settings.idle_minutes}",
        "# what a change is held to: usual (95 of 100), or stricter (99) where many areas are looked at together",
        f"level = {_quoted(settings.level)}",
        "",
        '# Keys: the command\'s name as F1 shows it, then the key, as in "patient.jot" = "j"',
        "[keys]",
        *(f"{_quoted(name)} = {_quoted(key)}" for name, key in settings.keys.items()),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = "".join(char if char.isprintable() and char not in '"\\' else f"\\u{ord(char):04x}" for char in text)
    return f'"{escaped}"'


def changed(settings: Settings, **values: object) -> Settings:
    """Return the settings with other values; unknown names are a mistake of the caller."""
    assert set(values) <= {known.name for known in fields(Settings)}
    return replace(settings, **values)  # type: ignore[arg-type]
