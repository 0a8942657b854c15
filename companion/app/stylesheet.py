"""Styles that are worked out once for every place a part of a screen can stand in.

Opening a page styles each of its parts, and each of those once more for every kind of line
in it, by trying some hundred rules. What comes out depends on nothing but the rules and, of
the part and everything around it, kind, id, classes and state; so it is remembered by these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.dom import DOMNode
    from textual.screen import Screen

_MOST = 4_000
_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")


class Remembering(Stylesheet):
    """Applies its rules to a part of a screen, or what came out for one like it."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._known: dict[tuple[Any, ...], tuple[RulesMap, tuple[bool, ...]]] = {}
        self._known_of: Mapping[str, object] | None = None

    def reparse(self) -> None:
        """Take in what was added; what was read before is not read again."""
        self.parse()

    def take_in(self, screen: Screen[Any]) -> None:
        """Read what a kind of screen brings along; it speaks of that screen only, so the others stay as they are."""
        kind = type(screen)
        before = len(self.source)
        for path in screen.css_path:
            if not self.has_source(str(path)):
                self.read(path)
        if kind.CSS:
            scope = kind._css_type_name if kind.SCOPED_CSS else ""
            self.add_source(kind.CSS, (kind.__module__, f"{kind.__name__}.CSS"), scope=scope)
        if len(self.source) != before:
            self.parse()
            self.update(screen)

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[Any, ...], RulesMap] | None = None,  # noqa: ARG002 - Textual's own, for one round
    ) -> None:
        """Style a part of a screen."""
        rules_map = self.rules_map
        if rules_map is not self._known_of or len(self._known) > _MOST:  # other rules were read
            self._known.clear()
            self._known_of = rules_map
        place = _place(node)
        if (known := self._known.get(place)) is not None:
            rules, flags = known
            for name, value in zip(_FLAGS, flags, strict=True):
                setattr(node, name, value)
            self.replace_rules(node, rules, animate=animate)
            self._process_component_classes(node)
            return
        found: dict[tuple[Any, ...], RulesMap] = {}
        super().apply(node, animate=animate, cache=found)
        # Nothing is found where a rule asks for more than the place, such as to be the first child.
        for rules in found.values():
            self._known[place] = rules, tuple(getattr(node, name) for name in _FLAGS)


def _place(node: DOMNode) -> tuple[Any, ...]:
    """Return everything a rule may ask of a part and of what is around it."""
    app = node.app
    around = (app.theme, app.app_focus, app.native_ansi_color, app.no_color, app.is_inline)
    return around, *(
        (type(one), one.id, one.classes, one._pseudo_classes_cache_key, isinstance(one, Widget) and one.allow_focus())
        for one in node.css_path_nodes
    )
