"""Measures scoring by column: a million PHQ-9 answer sheets, held against one at a time on a sample.

Run it from the checkout: ``python -m tests.bench.scoring_bench [rows]``. One line of JSON:
wall-clock and processor seconds, and what the one-at-a-time rules would take for as many. It
ends with 1 where a score differs, or where a million take more than three seconds.
"""

from __future__ import annotations

import json
import random
import sys
import time

import polars as pl

from companion.clinical.instruments import Catalogue
from companion.clinical.scoring import score
from companion.intake.scoring_columns import score_columns

ROWS = 1_000_000
SAMPLE = 5_000
MISSING = 0.02
AT_MOST = 3.0
"""Seconds a million may take, on two cores."""


def main(rows: int = ROWS) -> None:
    """Measure and print; end with 1 if a score differs or it takes too long."""
    form = Catalogue.bundled().get("phq9")
    chance = random.Random(20261123)
    asked = [item.number for item in form.items if not item.extra]
    answers = pl.DataFrame(
        {
            f"i{number}": pl.Series(
                [None if chance.random() < MISSING else float(chance.randrange(4)) for _ in range(rows)],
                dtype=pl.Float64,
            )
            for number in asked
        }
    )
    score_columns(form, answers.head(10))  # what is loaded once is no part of it
    start, cpu = time.perf_counter(), time.process_time()
    scored = score_columns(form, answers)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    frame = scored.frame.filter(pl.col("scale") == "total")
    sample = chance.sample(range(rows), min(SAMPLE, rows))
    start = time.perf_counter()
    alone = [score(form, answers.row(row)).scales["total"] for row in sample]
    each = (time.perf_counter() - start) / len(sample)
    differing = 0
    for row, one in zip(sample, alone, strict=True):
        value, why = frame["value"][row], frame["why"][row]
        reason = None if why is None else scored.reasons[why]
        differing += (value, reason, frame["complete"][row]) != (one.value, one.why_not, one.complete)
    print(
        json.dumps({
            "rows": rows, "wall": round(wall, 2), "cpu": round(cpu, 2), "one_at_a_time": round(each * rows, 1),
            "sample": len(sample), "differing": differing, "at_most": AT_MOST,
        })
    )  # fmt: skip
    sys.exit(1 if differing or wall > AT_MOST * max(rows, ROWS) / ROWS else 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
