"""Forms that may be used only with their owner's permission: the clinic confirms it once, before first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.errors import RefusedError

if TYPE_CHECKING:
    from companion.clinical.instruments import Instrument
    from companion.store.database import Store

ASKED = Message("Does your clinic have the permission to use {form}?")


def confirmed(store: Store) -> frozenset[str]:
    """Return the ids of the forms whose permission was confirmed."""
    from companion.store.records.permissions import permissions

    with store.read() as reader:
        return permissions(reader)


def is_waiting(store: Store, form: Instrument) -> bool:
    """Return whether the clinic has still to confirm that it may use a form."""
    return form.licence.permission_needed and form.id not in confirmed(store)


def confirm(store: Store, form: Instrument) -> None:
    """Keep that the clinic has the permission; once is enough."""
    from companion.store.acts.permissions import ConfirmPermission

    if is_waiting(store, form):
        store.perform(ConfirmPermission(form.id))


def need(store: Store, form: Instrument) -> None:
    """Refuse a form whose permission nobody has confirmed.

    Raises:
        RefusedError: It has still to be confirmed; the sentence says how.
    """
    if is_waiting(store, form):
        raise RefusedError(
            "{form} needs its owner's permission. Confirm it once: companion instruments {id} --confirm-permission",
            form=form.short, id=form.id,
        )  # fmt: skip
