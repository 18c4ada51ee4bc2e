"""How well the review does: `python -m tests.review.bench [reports] [seed]`.

Makes so many reports, plants nothing in every fourth and one to four faults in each of the others, reviews them, and
prints for each rule how many faults there were and were seen (recall), and how many findings there were and were
right (precision). A finding is right where its rule and place are those of a fault.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

REPORTS, SEED = 400, 20250831


@dataclass
class Measured:
    """Counts by rule, and what was missed or raised for nothing, as (rule, place, sentence)."""

    reports: int = 0
    planted: Counter = field(default_factory=Counter)
    seen: Counter = field(default_factory=Counter)
    raised: Counter = field(default_factory=Counter)
    right: Counter = field(default_factory=Counter)
    missed: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    seconds: float = 0.0

    def recall(self, rule: str) -> float | None:
        return self.seen[rule] / self.planted[rule] if self.planted[rule] else None

    def precision(self, rule: str) -> float | None:
        return self.right[rule] / self.raised[rule] if self.raised[rule] else None

    def rules(self) -> list[str]:
        return sorted({*self.planted, *self.raised}, key=lambda rule: int(rule[1:]))


def measure(reports: int, seed: int) -> Measured:
    """Make, review and count."""
    from followup.rules import review
    from tests.review.reports import CHAPTERS, ENDS, with_faults

    found = Measured(reports=reports)
    for number in range(reports):
        rng = Random(seed * 1_000_003 + number)
        report = with_faults(rng, 0 if number % 4 == 0 else rng.randint(1, 4))
        sections = report.sections()
        begun = time.perf_counter()
        findings = review(sections, ends=ENDS, chapters=CHAPTERS)
        found.seconds += time.perf_counter() - begun
        at = {(one.rule, one.place) for one in findings}
        for fault in report.planted:
            found.planted[fault[0]] += 1
            found.seen[fault[0]] += fault in at
            if fault not in at:
                found.missed.append((*fault, report.texts.get(fault[1], "")))
        for place in at:
            found.raised[place[0]] += 1
            found.right[place[0]] += place in report.planted
        found.wrong += [
            (one.rule, one.place, one.sentence) for one in findings if (one.rule, one.place) not in report.planted
        ]
    return found


def _share(value: float | None) -> str:
    return "     –" if value is None else f"{value:6.3f}"


def main(reports: int, seed: int) -> None:
    os.environ["BOARDPORTAL_DEBUG"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardportal.settings")
    import django

    django.setup()
    found = measure(reports, seed)
    print(f"{reports} reports, seed {seed}, {found.seconds / reports * 1000:.1f} ms each")
    print("rule  faults   seen  recall  found  right  precision")
    for rule in found.rules():
        counts = found.planted[rule], found.seen[rule], _share(found.recall(rule))
        raised = found.raised[rule], found.right[rule], _share(found.precision(rule))
        print("{:5} {:6} {:6}  {}".format(rule, *counts), "{:6} {:6}     {}".format(*raised))
    total = [sum(one.values()) for one in (found.planted, found.seen, found.raised, found.right)]
    print("{:5} {:6} {:6}  {:6.3f}".format("all", *total[:2], total[1] / total[0]), end=" ")
    print("{:6} {:6}     {:6.3f}".format(*total[2:], total[3] / total[2]))
    for heading, rows in (("missed", found.missed), ("raised for nothing", found.wrong)):
        for (rule, text), count in Counter((rule, text or place) for rule, place, text in rows).most_common(12):
            print(f"{heading}: {count} × {rule} {text[-150:]}")


if __name__ == "__main__":
    main(*(int(one) for one in (*sys.argv[1:], *map(str, (REPORTS, SEED)[len(sys.argv) - 1 :]))))
