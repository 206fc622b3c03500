"""``verify``: one verdict for each file, the worst first."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.cli.messages import complain
from desktop_app.cli.parser import BAD_INPUT, FAILED, OK
from desktop_app.cli.passphrases import read_passphrase
from desktop_app.composition.trust import data_folder, verify_file, workstation_trust
from desktop_app.domain.errors import LumbarPathwayError, StorageError
from desktop_app.domain.signature import SignatureReport, Verdict

_EXIT_CODES: Final = {
    Verdict.CHANGED_AFTER_SIGNING: FAILED,
    Verdict.DIFFERS_FROM_RECORD: FAILED,
    Verdict.SIGNER_NOT_KNOWN: 3,
    Verdict.CERTIFICATE_PROBLEM: 3,
    Verdict.CANNOT_BE_READ: 5,
    Verdict.NOT_SIGNED: 4,
    Verdict.VALID: OK,
}
_RECORDS_CLOSED: Final = 6


def run(arguments: argparse.Namespace) -> int:
    """The exit code of the worst file; 2 for an unusable call, 6 where the records do not open."""
    try:
        reports = sorted(_reports(arguments), key=lambda found: found[1].verdict.rank)
    except StorageError as error:
        complain(error)
        return _RECORDS_CLOSED
    except LumbarPathwayError as error:
        complain(error)
        return BAD_INPUT
    for path, report in reports:
        print(_as_json(path, report) if arguments.json else f"{report.verdict.value} {path}")
        if report.verdict is not Verdict.VALID:
            print(f"{path}: {report.reason}", file=sys.stderr)
    return _EXIT_CODES[reports[0][1].verdict]


def _reports(arguments: argparse.Namespace) -> list[tuple[Path, SignatureReport]]:
    folder = arguments.data_dir or data_folder()
    trust = workstation_trust(folder, signers=arguments.trust, time_stamps=arguments.timestamp_trust)
    if not arguments.records:
        return [(path, verify_file(path, trust)) for path in arguments.files]
    from desktop_app.composition.workstation import reading_records

    passphrase = read_passphrase(arguments.passphrase_file, "Passphrase of the records: ")
    with reading_records(folder, passphrase) as records:
        return [(path, verify_file(path, trust, records)) for path in arguments.files]


def _as_json(path: Path, report: SignatureReport) -> str:
    plain: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(report).items()
    }
    return json.dumps({"file": str(path), **plain}, ensure_ascii=False)
