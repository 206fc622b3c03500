"""``export``: the signed documents of one case file, all or none."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from desktop_app.application.certificate_expiry import expiry_notice
from desktop_app.application.outputs import SignedDocuments, export
from desktop_app.cli.messages import complain
from desktop_app.cli.parser import BAD_INPUT, FAILED, OK, REFUSED
from desktop_app.cli.passphrases import read_passphrase
from desktop_app.composition.clinical import load_clinical
from desktop_app.composition.clock import now
from desktop_app.composition.plans import (
    CredentialSigner,
    PlanPublisher,
    open_card_signer,
    open_signer,
    plan_publisher,
    read_clinic_profile,
)
from desktop_app.composition.trust import data_folder, workstation_trust
from desktop_app.domain.errors import (
    ExportError,
    LumbarPathwayError,
    PlanRefusedError,
    RenderError,
    SigningError,
)


def run(arguments: argparse.Namespace) -> int:
    """Exit 0; 3 where the plan may not be signed; 2 for an unusable case, key or profile; 1 where writing failed."""
    try:
        paths = _export(arguments)
    except PlanRefusedError as error:
        complain(error)
        return REFUSED
    except (ExportError, RenderError, SigningError) as error:
        complain(error)
        return FAILED
    except LumbarPathwayError as error:
        complain(error)
        return BAD_INPUT
    for path in paths:
        print(path)
    return OK


def _export(arguments: argparse.Namespace) -> tuple[Path, ...]:
    clinical = load_clinical()
    consultation = clinical.read_case(arguments.case)
    signer = _signer(arguments)
    notice = expiry_notice(signer.valid_until, now().date())
    if notice is not None:
        print(notice.words, file=sys.stderr)
    clinic = read_clinic_profile(arguments.clinic) if arguments.clinic else signer.clinic_profile()
    publisher = plan_publisher(clinical, signer, clinic, arguments.paper)
    signed = publisher.sign(
        consultation, language=arguments.language, large_print=True if arguments.large_print else None
    )
    return _write(signed, arguments.out, publisher)


def _signer(arguments: argparse.Namespace) -> CredentialSigner:
    secret = read_passphrase(arguments.passphrase_file, "Passphrase or PIN of the signing key: ")
    if arguments.token is None:
        signer = open_signer(arguments.signer, secret)
    else:
        labels = (arguments.token_label, arguments.certificate_label)
        signer = open_card_signer(arguments.token, *labels, secret)
    if arguments.timestamp_url is None:
        return signer
    folder = arguments.data_dir or data_folder()
    trust = workstation_trust(folder, time_stamps=arguments.timestamp_trust)
    return signer.with_time_stamps(arguments.timestamp_url, trust.time_stamps)


def _write(signed: SignedDocuments, folder: Path, publisher: PlanPublisher) -> tuple[Path, ...]:
    """Into ``folder``, which is made if only its own name is missing. Nothing is left of a failed export."""
    is_new = folder.parent.is_dir() and not folder.exists()
    with suppress(OSError):  # the export itself says why it cannot write there
        folder.mkdir(exist_ok=True)
    try:
        return export(signed, folder, publisher.write)
    except ExportError:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise
