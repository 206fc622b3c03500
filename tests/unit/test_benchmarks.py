"""The benchmarks run and print ratios; what the ratios are is for ``make bench`` to say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

RESULT = re.compile(r" *\S.* +[\d.]+x of .+ \([\d.]+ (ms|µs|MB) against [\d.]+(; target .+)?\)")


def benchmarks(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("part", "results"), [("evaluation", 8), ("rules", 2), ("drafts", 1), ("export", 3)])
def test_quick_benchmark_of_one_part_prints_a_ratio_a_line(
    part: str, results: int, project_root: Path
) -> None:
    result = benchmarks(project_root, part, "--quick")

    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert len(lines) == results
    assert [line for line in lines if not RESULT.fullmatch(line)] == []


def test_help_of_the_benchmarks_names_every_part(project_root: Path) -> None:
    result = benchmarks(project_root, "--help")

    assert result.returncode == 0
    assert "start-up, evaluation, rules, export, drafts" in " ".join(result.stdout.split())


def test_unknown_part_of_the_benchmarks_is_refused(project_root: Path) -> None:
    assert benchmarks(project_root, "nothing").returncode == 2
