"""What the records say of a file whose signature is judged already."""

from __future__ import annotations

from hashlib import sha256

import pytest

from desktop_app.application.record_match import compared_with_records
from desktop_app.domain.signature import RecordMatch, SignatureReport, Verdict

HERE, OTHER = b"the plan as signed here", b"another plan under the same number"
TITLE = "Care plan 4F01AA2B"


class Plans:
    """Records of one plan."""

    def document_digests(self, plan_id: str) -> frozenset[str]:
        return (
            frozenset({sha256(HERE).hexdigest(), "of its handout"}) if plan_id == "4F01AA2B" else frozenset()
        )


def report(verdict: Verdict, document: str | None = TITLE) -> SignatureReport:
    return SignatureReport(verdict, "As it was judged.", document=document)


@pytest.mark.parametrize(
    ("pdf", "title", "match", "verdict"),
    [
        (HERE, TITLE, RecordMatch.YES, Verdict.VALID),
        (OTHER, TITLE, RecordMatch.NO, Verdict.DIFFERS_FROM_RECORD),
        (OTHER, "Care plan 00000000", RecordMatch.NO_SUCH_RECORD, Verdict.VALID),
        (HERE, "Care plan 00000000", RecordMatch.NO_SUCH_RECORD, Verdict.VALID),
        (HERE, "", RecordMatch.NO_SUCH_RECORD, Verdict.VALID),
        (HERE, None, RecordMatch.NOT_CHECKED, Verdict.VALID),
    ],
    ids=["same-file", "same-number", "unknown-plan", "unknown-number", "no-title", "title-not-told"],
)
def test_compared_valid_file_stays_valid_unless_the_records_hold_another(
    pdf: bytes, title: str | None, match: RecordMatch, verdict: Verdict
) -> None:
    compared = compared_with_records(report(Verdict.VALID, title), pdf, Plans())

    assert (compared.record, compared.verdict) == (match, verdict)


def test_compared_file_that_differs_says_so_in_place_of_the_good_news() -> None:
    compared = compared_with_records(report(Verdict.VALID), OTHER, Plans())

    assert "the records here hold other documents under the same plan number" in compared.reason


def test_compared_file_with_a_problem_keeps_its_own_headline() -> None:
    compared = compared_with_records(report(Verdict.CERTIFICATE_PROBLEM), OTHER, Plans())

    assert (compared.verdict, compared.record) == (Verdict.CERTIFICATE_PROBLEM, RecordMatch.NO)
    assert compared.reason == "As it was judged."
