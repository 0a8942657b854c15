"""Colours: one light calm theme for the shared screen, light and dark for one's own, and plain 16 colours."""

from __future__ import annotations

from textual.theme import Theme

SHARED = "companion-light"
"""The theme of session mode."""

DARK = "companion-dark"
SIXTEEN = "companion-16"

_LIGHT = Theme(
    name=SHARED,
    dark=False,
    primary="#2c6e6b",
    secondary="#5b6770",
    accent="#2c6e6b",
    foreground="#2a2d2e",
    background="#faf8f3",
    surface="#f1ede4",
    panel="#e6e0d4",
    success="#2c6e6b",
    warning="#8a5a12",
    error="#9a3b2e",
    variables={
        "block-cursor-background": "#d5e4e0",
        "block-cursor-foreground": "#17302f",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e9e5da",
        "block-hover-background": "#efeae0",
        "input-cursor-background": "#2c6e6b",
        "input-cursor-foreground": "#faf8f3",
        "input-selection-background": "#bcd8d3",
        "scrollbar": "#d3ccbd",
        "scrollbar-hover": "#b9b1a0",
        "scrollbar-active": "#2c6e6b",
        "scrollbar-background": "#f5f2ea",
        "scrollbar-background-hover": "#f5f2ea",
        "scrollbar-background-active": "#f5f2ea",
        "scrollbar-corner-color": "#faf8f3",
        "quiet": "#6a6f6c",
        "line": "#cfc8b8",
    },
)

_DARK = Theme(
    name=DARK,
    dark=True,
    primary="#7fc4bb",
    secondary="#9aa5a8",
    accent="#7fc4bb",
    foreground="#e4e1d8",
    background="#1b1f20",
    surface="#24292a",
    panel="#2e3435",
    success="#7fc4bb",
    warning="#dcb36b",
    error="#e59a8b",
    variables={
        "block-cursor-background": "#2f4a48",
        "block-cursor-foreground": "#eef5f3",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2a3031",
        "block-hover-background": "#262c2d",
        "input-cursor-background": "#7fc4bb",
        "input-cursor-foreground": "#1b1f20",
        "input-selection-background": "#3d5f5b",
        "scrollbar": "#3c4445",
        "scrollbar-hover": "#556061",
        "scrollbar-active": "#7fc4bb",
        "scrollbar-background": "#1f2425",
        "scrollbar-background-hover": "#1f2425",
        "scrollbar-background-active": "#1f2425",
        "scrollbar-corner-color": "#1b1f20",
        "quiet": "#979e9d",
        "line": "#3b4344",
    },
)

_SIXTEEN = Theme(
    name=SIXTEEN,
    ansi=True,
    dark=False,
    primary="ansi_blue",
    secondary="ansi_default",
    accent="ansi_blue",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_blue",
    warning="ansi_magenta",
    error="ansi_red",
    variables={
        "ansi-background": "ansi_white",
        "ansi-foreground": "ansi_black",
        "border": "ansi_blue",
        "border-blurred": "ansi_default",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "ansi_default",
        "block-hover-background": "ansi_default",
        "input-cursor-background": "ansi_blue",
        "input-cursor-foreground": "ansi_bright_white",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "scrollbar": "ansi_blue",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_blue",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
        "quiet": "ansi_default",
        "line": "ansi_default",
    },
)

THEMES = (_LIGHT, _DARK, _SIXTEEN)
