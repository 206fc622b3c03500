"""``verify``: one verdict for each file."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.cli.parser import BAD_INPUT, FAILED, OK
from desktop_app.composition.trust import read_authority, trusted_authorities, verify_file
from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import SignatureReport, Verdict


def run(arguments: argparse.Namespace) -> int:
    """Exit 0 only if every file is valid; 2 where an authority's file cannot be read."""
    try:
        trust = [*trusted_authorities(), *map(read_authority, arguments.trust)]
    except CredentialError as error:
        print(f"--trust: {error.sentence} {error.remedy}", file=sys.stderr)
        return BAD_INPUT
    reports = [(path, verify_file(path, trust)) for path in arguments.files]
    for path, report in reports:
        print(
            json.dumps(_plain(path, report), ensure_ascii=False)
            if arguments.json
            else f"{report.verdict.value} {path}"
        )
        if report.verdict is not Verdict.VALID:
            print(f"{path}: {report.reason}", file=sys.stderr)
    return OK if all(report.verdict is Verdict.VALID for _, report in reports) else FAILED


def _plain(path: Path, report: SignatureReport) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(report).items()
    }
    return {"file": str(path), **plain, "verdict": report.verdict.value}
