"""Companion: look together, clinician and patient at one screen, at what has changed."""

__version__ = "0.1.0"
