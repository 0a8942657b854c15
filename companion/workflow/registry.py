"""Keeping the definitions that scores were made with, so that a score can be explained years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from companion.clinical.instruments import Catalogue
    from companion.store.database import Store


def keep_definitions(store: Store, catalogue: Catalogue, ids: Iterable[str]) -> None:
    """Write the definition of each instrument into the store, unless it is there.

    Ids that are not in the catalogue (own measures have a table of their own) are passed over.
    """
    from companion.store.acts.answers import RegisterInstrument
    from companion.store.records.answers import registered_instruments

    with store.read() as reader:
        known = set(registered_instruments(reader).values())
    for name in sorted(set(ids)):
        if name in catalogue:
            instrument = catalogue.get(name)
            text = json.dumps(_plain(instrument), ensure_ascii=False, sort_keys=True)
            digest = hashlib.sha256(text.encode()).hexdigest()
            if digest not in known:
                store.perform(RegisterInstrument(text, instrument.id, instrument.version, digest))


def _plain(thing: object) -> Any:
    if isinstance(thing, Enum):
        return thing.value
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, (tuple, list)):
        return [_plain(one) for one in thing]
    if isinstance(thing, (set, frozenset)):
        return sorted(_plain(one) for one in thing)
    if hasattr(thing, "items"):
        return {str(key): _plain(value) for key, value in thing.items()}
    return thing
