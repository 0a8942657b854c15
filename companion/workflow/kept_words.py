"""What the columns of the store, the codes in them and the acts of the log are called on the page of everything."""

from __future__ import annotations

from collections.abc import Mapping

from companion.clinical.message import Message

COLUMNS: Mapping[str, Message] = {
    "about": Message("about whom"), "after_session": Message("after the session"), "answer": Message("answer"),
    "answers": Message("answers"), "audience": Message("for whom"), "because": Message("because"),
    "better": Message("better is"), "came_at": Message("came"), "choose": Message("I can"),
    "complete": Message("complete"), "contribution_id": Message("line number"), "corrected": Message("corrected"),
    "day": Message("day"), "display": Message("shown as"), "domain": Message("part of life"),
    "ended": Message("ended"), "enough": Message("enough"), "file_name": Message("file"),
    "form_row": Message("form"), "format": Message("format"), "from_day": Message("from"),
    "happens": Message("what happens"), "held": Message("held"), "hidden": Message("hidden"),
    "high_words": Message("10 means"), "how": Message("how"), "in_me": Message("in me"),
    "instrument": Message("form"), "interpreter": Message("Interpreter"), "item": Message("question"),
    "keepsake": Message("keepsake"), "kind": Message("kind"), "ladder": Message("direction"),
    "language": Message("language"), "left_at": Message("left"), "look_again": Message("look again on"),
    "looked_at": Message("looked at"), "low_words": Message("0 means"), "mark": Message("which mark"),
    "moment": Message("moment"), "name": Message("name"), "number": Message("number"),
    "only_us": Message("only us two"), "outcome": Message("how it ended"), "own_measure_id": Message("measure number"),
    "part": Message("part"), "place": Message("place"), "prompt": Message("question asked"),
    "prorated": Message("filled in by the form’s own rule"), "rater": Message("who rated"),
    "reason": Message("reason"), "respondent": Message("who answered"), "resting": Message("resting"),
    "reviewed": Message("reviewed"), "role": Message("role"), "said_at": Message("said"),
    "said_by": Message("said by"), "saved": Message("saved"), "scale": Message("scale"), "sha256": Message("SHA-256"),
    "signal": Message("finding"), "since": Message("since"), "source": Message("source"),
    "started": Message("begun"), "state": Message("how it stands"), "state_words": Message("in words"),
    "stated": Message("as stated"), "stated_total": Message("total as stated"), "status": Message("read together"),
    "step": Message("a step that counts"), "taken": Message("taken in"), "text": Message("text"),
    "theme": Message("counts as"), "to_day": Message("to"), "told_by": Message("told by"), "total": Message("total"),
    "typed_by": Message("typed by"), "until": Message("until"), "value": Message("value"),
    "version": Message("version"), "via": Message("through"), "way": Message("how you met"),
    "when_how": Message("when and how"), "who": Message("who"), "why_not": Message("why no value"),
    "word": Message("word"), "words": Message("own words"), "written": Message("written"), "zone": Message("time zone"),
}  # fmt: skip

CODES: Mapping[str, Message] = {
    "self": Message("self"), "clinician": Message("clinician"), "relative": Message("relative"),
    "staff": Message("staff"), "other": Message("other"), "patient": Message("patient"), "both": Message("both"),
    "unknown": Message("unknown"), "alone": Message("alone"), "read_aloud": Message("read_aloud"),
    "together": Message("together"), "with_relative": Message("with_relative"), "interpreter": Message("interpreter"),
    "phone": Message("phone"), "room": Message("room"), "video": Message("video"),
    "lower": Message("lower"), "higher": Message("higher"),
    "numbers": Message("numbers"), "words": Message("words"), "nothing": Message("nothing"),
    "not_asked": Message("not_asked"), "read_back": Message("read_back"), "agreed": Message("agreed"),
    "different": Message("different"),
    "line": Message("line in a note"), "small_step": Message("small_step"), "matters": Message("matters"),
    "noticed": Message("noticed"), "hope": Message("hope"), "hard": Message("hard"), "helped": Message("helped"),
    "closing": Message("closing"), "addendum": Message("addendum"), "screen": Message("screen"),
    "open": Message("open until then"), "done": Message("done"), "partly": Message("partly"),
    "not_yet": Message("not_yet"), "let_go": Message("let_go"), "tried": Message("tried"),
    "helping": Message("helping"), "resting": Message("resting"), "signs": Message("signs"), "do": Message("do"),
    "call": Message("call"),
    "clinic": Message("clinic"), "talked": Message("talked"), "later": Message("later"),
    "rather_not": Message("rather_not"), "yes": Message("yes"), "no": Message("no"), "fine": Message("fine"),
    "not_now": Message("not_now"), "easier": Message("easier"), "harder": Message("harder"), "same": Message("same"),
    "more": Message("more"), "less": Message("less"), "approach": Message("approach"),
    "reflected": Message("reflected"), "understanding": Message("understanding"), "acceptance": Message("acceptance"),
    "lighter": Message("lighter"), "neither": Message("neither"), "record": Message("record"),
    "supervision": Message("supervision"), "everything": Message("everything"),
}  # fmt: skip

CODED = frozenset({
    "respondent", "said_by", "typed_by", "how", "way", "display", "better", "status", "kind", "state", "who", "part",
    "outcome", "answer", "word", "theme", "ladder", "via", "audience",
})  # fmt: skip
"""Columns that hold codes; what people typed is never looked up."""

ACTS: Mapping[str, Message] = {
    "add agreement": Message("add agreement"), "add event": Message("add event"), "add meaning": Message("add meaning"),
    "add own measure": Message("add own measure"), "add patient": Message("add patient"),
    "add plan line": Message("add plan line"), "add strategy": Message("add strategy"),
    "add understanding": Message("add understanding"), "change agreement": Message("change agreement"),
    "change event": Message("change event"), "change own measure": Message("change own measure"),
    "change plan line": Message("change plan line"), "change presence": Message("change presence"),
    "change strategy": Message("change strategy"), "change understanding": Message("change understanding"),
    "choose area": Message("choose area"), "choose display": Message("choose display"),
    "close session": Message("close session"), "consent": Message("consent"), "correct line": Message("correct line"),
    "drop draft": Message("drop draft"), "edit patient": Message("edit patient"), "end of form": Message("end of form"),
    "export": Message("export"), "keep note": Message("keep note"), "look at plan": Message("look at plan"),
    "mark in record": Message("mark in record"), "mark line": Message("mark line"), "mark point": Message("mark point"),
    "more help": Message("more help"), "move strategy": Message("move strategy"),
    "open patient": Message("open patient"), "put back": Message("put back"), "remove event": Message("remove event"),
    "remove plan line": Message("remove plan line"), "restore line": Message("restore line"),
    "review agreement": Message("review agreement"), "save draft": Message("save draft"),
    "say line": Message("say line"), "say own reading": Message("say own reading"),
    "set signal aside": Message("set signal aside"),
    "start session": Message("start session"), "take in": Message("take in"), "tie meaning": Message("tie meaning"),
    "undo batch": Message("undo batch"), "use prompt": Message("use prompt"),
    "withdraw agreement": Message("withdraw agreement"), "withdraw line": Message("withdraw line"),
    "withdraw strategy": Message("withdraw strategy"), "withdraw understanding": Message("withdraw understanding"),
}  # fmt: skip
