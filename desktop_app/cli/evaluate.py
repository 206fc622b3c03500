"""``evaluate``: what follows from case files, as JSON or in words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from desktop_app.application.evaluation_json import evaluation_to_json
from desktop_app.cli.messages import complain, lines_of
from desktop_app.cli.parser import BAD_INPUT, OK
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.domain.errors import CaseFileError, LumbarPathwayError
from desktop_app.domain.evaluation import Evaluation


def run(arguments: argparse.Namespace) -> int:
    """Exit 0, or 2 where a case file was refused."""
    try:
        clinical = load_clinical()
    except LumbarPathwayError as error:
        complain(error)
        return BAD_INPUT
    results = [_one(path, clinical, arguments) for path in arguments.cases]
    return max(results, default=OK)


def _one(path: Path, clinical: Clinical, arguments: argparse.Namespace) -> int:
    try:
        evaluation = clinical.evaluate(clinical.read_case(path))
    except CaseFileError as error:
        if arguments.json_lines:
            print(json.dumps({"file": str(path), "error": lines_of(error)}, ensure_ascii=False))
        else:
            complain(error)
        return BAD_INPUT
    if arguments.json_lines:
        print(json.dumps({"file": str(path), **evaluation_to_json(evaluation)}, ensure_ascii=False))
    elif arguments.json:
        json.dump(evaluation_to_json(evaluation), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(_in_words(evaluation)))
    return OK


def _in_words(evaluation: Evaluation) -> list[str]:
    triage = evaluation.triage
    lines = [f"{triage.title}: {triage.meaning}"]
    if evaluation.out_of_scope:
        lines.append(evaluation.out_of_scope)
    lines += [f"  {rule.id} {rule.title} ({'; '.join(rule.because)})" for rule in triage.rules]
    if triage.unanswered:
        lines.append(f"Not assessed: {', '.join(triage.unanswered)}")
    lines.append(f"Classification: {evaluation.classification.title}")
    lines += [f"Order: {order.label}, {_due(order.due_days)}" for order in evaluation.orders]
    lines += [f"Referral: {referral.label}, {_due(referral.due_days)}" for referral in evaluation.referrals]
    lines.append(f"First suggestion: {evaluation.first_suggestion.replace('_', ' ')}")
    offered = [therapy.name for therapy in evaluation.therapies if therapy.status == "offered"]
    lines.append(f"Therapies offered: {', '.join(offered) or 'none'}")
    lines.append(f"Follow-up: {_due(evaluation.follow_up.due_days)}")
    lines += [f"Before signing: {reason}" for reason in evaluation.blocking]
    return lines


def _due(days: int | None) -> str:
    return "not timed" if days is None else "today" if days == 0 else f"within {days} days"
