"""``demo``: a throw-away clinic whose sample patients are exported, with the keys to try the other commands."""

from __future__ import annotations

import argparse

from desktop_app.application.outputs import export
from desktop_app.atomic_file import write_all_or_nothing
from desktop_app.cli.messages import complain
from desktop_app.cli.parser import FAILED, OK
from desktop_app.composition.clinical import load_clinical
from desktop_app.composition.demo_clinic import fresh_folder, make_demo_clinic, sample_patients
from desktop_app.composition.plans import plan_publisher
from desktop_app.domain.errors import LumbarPathwayError


def run(arguments: argparse.Namespace) -> int:
    """Exit 0, or 1 where the folder cannot be written. A folder made by an earlier demo gets a fresh set inside."""
    try:
        clinical = load_clinical()
        clinic = make_demo_clinic()
        folder = fresh_folder(arguments.out)
        write_all_or_nothing(folder, clinic.key_files())
        publisher = plan_publisher(clinical, clinic.signer(), clinic.profile, arguments.paper)
        for sample in sample_patients(clinical):
            paths = export(publisher.sign(sample.consultation), folder, publisher.write)
            print(f"{sample.title}: {', '.join(path.name for path in paths)}")
    except LumbarPathwayError as error:
        complain(error)
        return FAILED
    print(f"Everything is in {folder}")
    return OK
