"""``python -m tests.mutation [SECTION ...]``: does a test notice each deliberate error in the content?"""

from __future__ import annotations

import sys
from collections import Counter
from time import perf_counter

from desktop_app.content.pack import load_packaged_content
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.killing import Trial
from tests.mutation.mutants import Mutant, mutants
from tests.spec.all_checks import all_checks


def main(sections: list[str]) -> int:
    """Print what survived and the figures of each section; 1 where a mutant survives that is not known as equivalent.

    2 where a check fails on the content without any error: the run would say nothing.
    """
    started = perf_counter()
    knowledge = load_packaged_content()
    trial = Trial(
        (item for item in mutants(knowledge) if not sections or item.section in sections),
        all_checks(),
    )
    if trial.fails_on(knowledge):
        print("A check fails on the content as it stands: run the tests first.")
        return 2
    survivors: list[Mutant] = []
    for mutant in trial.survivors():
        survivors.append(mutant)
        if mutant.name not in EQUIVALENT:
            print(f"SURVIVES  {mutant.kind:12}  {mutant.name}", flush=True)
    open_ones = [mutant for mutant in survivors if mutant.name not in EQUIVALENT]
    made, alive, still_open = (
        Counter(mutant.section for mutant in group) for group in (trial.mutants, survivors, open_ones)
    )
    print(f"{'section':22}{'mutants':>9}{'killed':>9}{'equivalent':>12}{'survive':>9}")
    for section in (*made, "all"):
        total, left, unknown = (
            group.total() if section == "all" else group[section] for group in (made, alive, still_open)
        )
        print(f"{section:22}{total:9}{total - left:9}{left - unknown:12}{unknown:9}")
    print(f"{perf_counter() - started:.0f} s")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
