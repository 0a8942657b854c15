"""Every sentence a user sees can be found for translation, and says nothing it must not say."""

from __future__ import annotations

import re

from tests.messages import in_code, in_definition, our_errors, sentences, sources

# Words that judge a person, or that belong to us and not to a screen.
NEVER = re.compile(r"deteriorat|non-?complian|case closed|congratulat|well done|the program noticed", re.IGNORECASE)
# The table of a group, for those who evaluate a service, has the published names of its categories.
GROUP_TABLE = "companion/cli/evaluate_text.py"

SENTENCES = sorted({(where, text) for where, one in sentences() for text in ((one,) if isinstance(one, str) else one)})


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 200


def test_a_sentence_judges_nobody() -> None:
    assert [found for found in SENTENCES if NEVER.search(found[1]) and found[0] != GROUP_TABLE] == []


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """An f-string inside say(...) or Message(...) can never be found in a catalogue."""
    made = re.compile(r"\b(?:say|Message|" + "|".join(our_errors()) + r")\(\s*f[\"']")
    assert [path.name for path in sources() if made.search(path.read_text("utf-8"))] == []


def test_the_help_of_a_command_and_of_its_options_is_found() -> None:
    source = (
        '@click.command("show")\n'
        '@click.option("--since", help="From this day on.")\n'
        "def show_command() -> int:\n"
        '    """Show it,\n    whole.\n\n    And more.\n    """\n'
    )
    assert list(in_code(source, frozenset())) == ["Show it, whole.", "And more.", "From this day on."]


def test_our_words_about_where_a_figure_comes_from_are_found_and_a_citation_is_not() -> None:
    assert list(in_code('Fact(1, source="given")\nFact(2, "Kroenke 2001")', frozenset())) == ["given"]


def test_a_sentence_that_has_a_name_in_its_module_is_found() -> None:
    source = '_WORDS = "Words are allowed."\n\n\ndef f(table):\n    table.missing("key", _WORDS)\n'
    assert list(in_code(source, frozenset())) == ["Words are allowed."]


def test_groups_rules_and_licences_of_a_form_are_found() -> None:
    definition = (
        '[licence]\ncredit = "C"\ncondition = "Free."\n[[scale]]\nname = "Mood"\nrule = {text = "The sum."}\n'
        '[[scale.cutoff]]\nlabel = "10: line"\npopulation = "people here"\n[[scale.norm]]\npeople = "people there"\n'
    )
    assert list(in_definition(definition)) == [
        "C",
        "Free.",
        "Mood",
        "The sum.",
        "10: line",
        "people here",
        "people there",
    ]


def test_no_sentence_means_two_things_in_norwegian() -> None:
    """Each of these stood for two things once; gettext knows a sentence by its words alone."""
    found = {text for _, text in SENTENCES}
    twice = {"mark": "your mark", "note": "remark", "read back": "read back …", "What is hard": "Hard things"}
    assert {*twice, *twice.values()} <= found
    assert "Back pain" in found
