"""Tests, by the package they are about."""
