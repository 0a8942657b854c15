"""Who it is, before the store is open: one name stands, Enter goes on to its passphrase."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from companion.app.widgets.choices import Choices


class Names(Choices):
    """The names of the accounts; arrows choose, Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "app.focus_next", show=False)]
