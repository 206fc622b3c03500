"""Blocks that make no sense cannot be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desktop_app.documents.blocks import BulletList, Column, SignatureBlock, Table
from tests.unit.documents.demo_documents import RECORD


def test_table_row_of_other_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        Table((Column("a"), Column("b")), (("only one",),))


def test_empty_list_is_refused() -> None:
    with pytest.raises(ValueError, match="list"):
        BulletList(())


def test_signature_without_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="signature"):
        SignatureBlock("Signed", ())


def test_document_dated_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(RECORD, created_at=datetime(2026, 11, 20))  # noqa: DTZ001 - the missing zone is what is tested
