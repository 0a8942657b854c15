"""What can be done on the shelves: each key, its name and its help, once; and what is asked there."""

from __future__ import annotations

from companion.app.commands import Command
from companion.clinical.message import Message
from companion.clinical.model import AgreementState, StrategyState

SHELVES = {
    "do": Message("What I do"),
    "understood": Message("What I have understood"),
    "keepsakes": Message("Put aside"),
    "agreed": Message("Agreed"),
}
ASKS = {
    "do": (Message("What do you do that helps, or might?"), Message("When, and how?")),
    "understood": (
        Message("What happens?"),
        Message("What goes on in you then?"),
        Message("What can you choose?"),
    ),
}
STATES = {
    "t": StrategyState.TRIED,
    "h": StrategyState.HELPING,
    "r": StrategyState.RESTING,
}
REVIEWS = {
    "d": AgreementState.DONE,
    "p": AgreementState.PARTLY,
    "y": AgreementState.NOT_YET,
    "l": AgreementState.LET_GO,
}

SHELF_COMMANDS: tuple[Command, ...] = (
    Command(
        "shelf.add",
        Message("Put something on the shelf"),
        Message("One question at a time, in your own words."),
        "a",
        "add",
        hint=Message("add"),
    ),
    Command(
        "shelf.change",
        Message("Change its words"),
        Message("The old words stay in the store; u brings them back."),
        "",
        "change",
    ),
    Command(
        "shelf.belongs",
        Message("Say which part of life it belongs to"),
        Message("It is offered when that part of life is harder."),
        "b",
        "belongs",
    ),
    Command(
        "shelf.remove",
        Message("Take it off the shelf"),
        Message("Takes it off; u brings it back."),
        "x,delete",
        "remove",
    ),
    Command(
        "shelf.undo",
        Message("Undo the last change here"),
        Message("Brings back what stood there before."),
        "u",
        "undo",
    ),
    *(
        Command(
            f"shelf.{state}",
            name,
            Message("Says how this strategy stands now."),
            key,
            f"stand('{key}')",
        )
        for (key, state), name in zip(
            STATES.items(),
            (Message("Tried"), Message("Helping"), Message("Resting")),
            strict=True,
        )
    ),
    *(
        Command(
            f"shelf.{state}",
            name,
            Message("Says how this agreement stands now."),
            key,
            f"stand('{key}')",
        )
        for (key, state), name in zip(
            REVIEWS.items(),
            (Message("Done"), Message("Partly"), Message("Not yet"), Message("Let go")),
            strict=True,
        )
    ),
)


def hints_of(shelf: str, *, undo: bool) -> list[tuple[str, Message]]:
    """Return key and words of what can be done on one shelf, what is wanted most first.

    Args:
        shelf: Which one.
        undo: Whether something can be undone.
    """
    write = [("a", Message("add")), ("enter", Message("change"))]
    back, off = ("escape", Message("back")), ("x", Message("take off"))
    belongs, other = ("b", Message("belongs to")), ("right", Message("other shelf"))
    states = [("t", Message("tried")), ("h", Message("helping")), ("r", Message("resting"))]
    reviews = [
        ("d", Message("done")), ("p", Message("partly")), ("y", Message("not yet")), ("l", Message("let go")),
    ]  # fmt: skip
    own = {
        "do": [*write, *states, back, off, belongs],
        "understood": [*write, back, off, belongs],
        "keepsakes": [back, off],
        "agreed": [*write, *reviews, back, off],
    }[shelf]
    return [*([("u", Message("undo"))] if undo else []), *own, other]
