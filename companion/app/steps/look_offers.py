"""What one can do in Look; each is a key, a palette entry and a line of help."""

from __future__ import annotations

from companion.app.commands import Command
from companion.clinical.message import Message

OFFERS: tuple[Command, ...] = (
    Command("look.up", Message("The area above"), Message("Choose the area above."), "up", "area(-1)"),
    Command("look.down", Message("The area below"), Message("Choose the area below."), "down", "area(1)"),
    Command("look.left", Message("Read the point before"), Message("Reads it out in words."), "left", "point(-1)"),
    Command("look.right", Message("Read the next point"), Message("Reads it out in words."), "right", "point(1)"),
    Command("look.first", Message("Read the first point"), Message("Reads it out in words."), "home", "point_end(0)"),
    Command("look.last", Message("Read the last point"), Message("Reads it out in words."), "end", "point_end(1)"),
    Command("look.closer", Message("Look closer"), Message("All, 2 years, 1 year, 3 months."), "z", "zoom(1)"),
    Command("look.wider", Message("See more time"), Message("3 months, 1 year, 2 years, all."), "Z,minus", "zoom(-1)"),
    Command(
        "look.leave", Message("Leave the point"), Message("Takes the cursor off the chart."), "escape", "leave_point"
    ),
    Command(
        "look.enter",
        Message("Mark, or say why"),
        Message("On an own measure it opens the mark; on a form it says why."),
        "enter",
        "enter",
    ),
    Command(
        "look.mark",
        Message("Mark an own measure"),
        Message("A digit and Enter: the mark of today."),
        "k",
        "mark",
    ),
    Command(
        "look.why",
        Message("Why it says so"),
        Message("Rule, criterion, source and numbers behind the readings."),
        "y",
        "why",
    ),
    Command(
        "look.event",
        Message("Put something on the time line"),
        Message("What happened, with its day; the newest ones can be changed."),
        "e",
        "event",
    ),
    Command(
        "look.since",
        Message("Choose a moment to compare with"),
        Message("Start, last time, a year ago, an event, a session, any day."),
        "s,m",
        "since",
    ),
    Command(
        "look.more_help",
        Message("More help here?"),
        Message("Yes, fine, or not now: it comes before anything the data says."),
        "plus",
        "more_help",
    ),
    Command(
        "look.own_word",
        Message("Own word for an own measure"),
        Message("Easier, harder, or the same, between the two moments."),
        "a",
        "own_word",
    ),
    Command(
        "look.point_word",
        Message("The number does not fit"),
        Message("The form says easier, I say harder: a mark on the point itself."),
        "x",
        "point_word",
    ),
    Command(
        "look.meaning",
        Message("What did that answer mean?"),
        Message("When you answered 3, what did you think of? Kept with the answer."),
        "q",
        "meaning",
    ),
    Command(
        "look.end",
        Message("End the talk about a form"),
        Message("Talked about, later, or rather not."),
        "t",
        "end_of_form",
    ),
    Command(
        "look.own",
        Message("Add a measure in own words"),
        Message("What the patient wants to follow, from 0 to 10."),
        "o",
        "own",
    ),
    Command(
        "look.own_change",
        Message("Change an own measure"),
        Message("Words, direction, step and enough; new words make a new version."),
        "O",
        "own_change",
    ),
    Command(
        "look.paper",
        Message("Type in a paper form"),
        Message("Its answers or its total, with day and who rated."),
        "p",
        "paper",
    ),
    Command(
        "look.noticed",
        Message("Write what somebody noticed"),
        Message("What a nurse or clinician saw; it waits for the next shared look."),
        "N",
        "noticed",
        safe=False,
    ),
    Command(
        "look.relatives",
        Message("Answers of relatives"),
        Message("Shown only after the patient, alone, said yes."),
        "r",
        "relatives",
    ),
    Command(
        "look.shown",
        Message("Numbers, words only, nothing today"),
        Message("The patient chooses, and it is remembered."),
        "v",
        "shown",
    ),
)
