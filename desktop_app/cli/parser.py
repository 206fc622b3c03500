"""Commands and options. Each command imports what it needs when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from traceback import extract_tb

from desktop_app import __version__

OK, FAILED, BAD_INPUT, REFUSED = 0, 1, 2, 3
"""Exit codes: done; a check failed; the input or the call is not usable; the plan may not be signed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    arguments = _parser().parse_args(argv)
    module = import_module(f"desktop_app.cli.{arguments.module}")
    try:
        return int(module.run(arguments))
    except BrokenPipeError:
        # The reader has gone (`... | head`): nobody is left to be told.
        sys.stderr.close()
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:  # noqa: BLE001
        # The last resort: a traceback could show patient data, and helps nobody at the screen.
        kind, place = type(error).__name__, _where(error)
        print(f"Something unexpected went wrong ({kind} at {place}). Please report it.", file=sys.stderr)
        return FAILED


def _where(error: BaseException) -> str:
    """File and line of our code that the error came through, and nothing of what it held."""
    frames = [frame for frame in extract_tb(error.__traceback__) if "desktop_app" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lumbar-pathway",
        description="Visit guide for adults with worsening low back pain. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"lumbar-pathway {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the window with a throw-away demo clinic")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep the records in DIR")
    parser.set_defaults(module="window")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_evaluate(commands)
    _add_export(commands)
    _add_verify(commands)
    _add_content(commands)
    _add_demo(commands)
    return parser


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("evaluate", help="say what follows from a case file")
    command.add_argument("cases", nargs="+", type=Path, metavar="CASE", help="a case file (YAML or JSON)")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument(
        "--json-lines", action="store_true", help="print one JSON object a line, one for each case"
    )
    command.set_defaults(module="evaluate")


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("export", help="write the signed documents of a case file")
    command.add_argument("case", type=Path, metavar="CASE", help="a complete case file")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the PDF files")
    _add_key(command)
    _add_time_stamp(command)
    command.add_argument(
        "--clinic", type=Path, metavar="FILE", help="clinic profile (JSON): name, phone, ..."
    )
    command.add_argument("--language", choices=["en", "es"], help="language of the handout")
    command.add_argument("--large-print", action="store_true", help="handout in large print")
    command.add_argument(
        "--paper", choices=["a4", "letter"], default="letter", help="paper size (default: letter)"
    )
    command.set_defaults(module="export")


def _add_key(command: argparse.ArgumentParser) -> None:
    key = command.add_mutually_exclusive_group(required=True)
    key.add_argument("--signer", type=Path, metavar="KEY.p12", help="signing key (PKCS#12)")
    key.add_argument(
        "--token", type=Path, metavar="MODULE", help="smart card: its PKCS#11 module (.so, .dll)"
    )
    command.add_argument("--token-label", metavar="LABEL", help="which card, where there are several")
    command.add_argument("--certificate-label", metavar="LABEL", help="which certificate of the card")
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="F",
        help="file that holds the key's passphrase, or the card's PIN",
    )


def _add_time_stamp(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--timestamp-url", metavar="URL", help="time stamp server of the clinic's own network (RFC 3161)"
    )
    _add_time_stamp_trust(command)


def _add_time_stamp_trust(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--timestamp-trust",
        type=Path,
        action="append",
        default=[],
        metavar="CA.pem",
        help="authority behind a time stamp server",
    )


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "verify",
        help="say whether signed PDF files are unchanged, and who signed them",
        epilog="The exit code tells the worst file: 0 valid, 1 changed or different from the records, 3 signer not "
        "known or certificate problem, 4 not signed, 5 cannot be read; 2 is a wrong call, 6 records that do not open.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CA.pem", help="a clinic's authority"
    )
    _add_time_stamp_trust(command)
    command.add_argument(
        "--records", action="store_true", help="compare with the records of this workstation, too"
    )
    command.add_argument(
        "--passphrase-file", type=Path, metavar="F", help="file that holds the passphrase of the records"
    )
    command.add_argument(
        "--json", action="store_true", help="print one JSON object a line, with every verdict"
    )
    command.set_defaults(module="verify")


def _add_content(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("content", help="work with the clinical content")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="list every problem of a content folder")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the content that ships")
    check.set_defaults(module="content")


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("demo", help="make a throw-away clinic and export the sample patients")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the PDF files")
    command.add_argument(
        "--paper", choices=["a4", "letter"], default="letter", help="paper size (default: letter)"
    )
    command.set_defaults(module="demo")
