"""``python -m tests.benchmarks``: how fast we are beside bare libraries, as ratios measured in the same run.

It measures and never fails: a shared computer is no place for a timed test.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks import drafts, evaluation, export, rules, start_up
from tests.benchmarks.report import Result

Measure = Callable[[int], Iterator[Result]]

PARTS: Mapping[str, Measure] = {
    "start-up": start_up.measure,
    "evaluation": evaluation.measure,
    "rules": rules.measure,
    "export": export.measure,
    "drafts": drafts.measure,
}
_REPEATS, _QUICK = 9, 2


def main() -> None:
    """Run the parts that were asked for, all by default, and print each result as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--quick", action="store_true", help="few repeats: rough numbers in seconds")
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in options.parts or PARTS:
        for result in PARTS[name](_QUICK if options.quick else _REPEATS):
            print(result, flush=True)


if __name__ == "__main__":
    main()
