"""Properties are looked for without a time limit for each example: a busy machine is no counterexample.

How hard these tests hold is tried by mutation: mutmut puts a small mistake into a function, and a
test has to find it. From a clean checkout with the extra for tests installed::

    pip install mutmut==3.3.1
    mutmut run --max-children 1 "companion.clinical.scoring.*"     # one module; without a name, all
    mutmut results
    mutmut show companion.clinical.scoring.x_score__mutmut_16

The settings stand under ``[tool.mutmut]`` in pyproject.toml; everything happens in a folder `mutants`
of its own. mutmut brings a package named `tests` along: `tests/__init__.py` keeps ours in front.
It leaves decorated classes and functions alone, and so most of `facts`, `model` and `codes`, which
are dataclasses. A catalogue that was read before the mistake was put in stays right, so definitions
are held by tests that read a file themselves. At least 90 of 100 mistakes must be found, over all of
`companion/clinical`, counted whole.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
