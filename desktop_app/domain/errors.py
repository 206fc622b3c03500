"""The errors a person may read: each has a stable code, a sentence, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass


class LumbarPathwayError(Exception):
    """Base of every error of this application.

    ``code`` is stable and safe to log. ``sentence`` says what happened and ``remedy`` what to do, both in the
    user's words. Neither may hold patient data: both reach logs, dialogs and standard error.
    """

    code = "APP-000"

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(f"{sentence} {remedy}".strip())
        self.sentence = sentence
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file: where it is and what was expected there.

    ``path`` is the dotted path inside the document (``measures.now.nrs_leg``), empty for the document itself;
    ``line`` counts from 1, or is ``None`` where the place is not known; ``file`` is the name as the user gave it.
    """

    sentence: str
    path: str = ""
    line: int | None = None
    file: str = ""

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line is not None else ""
        prefix = f"{self.file}: " if self.file else ""
        return f"{prefix}{self.sentence}{place}"


class ProblemsError(LumbarPathwayError):
    """A document was refused; ``problems`` says every reason at once."""

    def __init__(self, sentence: str, problems: tuple[Problem, ...], remedy: str = "") -> None:
        super().__init__(sentence, remedy)
        self.problems = problems


class CaseFileError(ProblemsError):
    """A case file cannot be accepted as it is."""

    code = "CASE-001"


class ContentError(ProblemsError):
    """The clinical content is damaged or incomplete: no assessment may run on it."""

    code = "CONTENT-001"


class ClinicDetailsError(ProblemsError):
    """Details of a clinic that no plan could hold or print; the path of a problem is the place of the detail."""

    code = "CLINIC-001"


class PlanRefusedError(LumbarPathwayError):
    """The plan may not be signed yet; ``reasons`` are sentences for the clinician."""

    code = "PLAN-001"

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(
            "The plan cannot be signed yet.", "Resolve each point, or record a reason where that is offered."
        )
        self.reasons = reasons


class RenderError(LumbarPathwayError):
    """The document cannot be laid out truthfully, for example a character that no embedded font can print."""

    code = "DOC-001"


class CredentialError(LumbarPathwayError):
    """The signing key or certificate cannot be used."""

    code = "SIGN-001"


class SigningError(LumbarPathwayError):
    """Signing failed, or the signed result did not verify."""

    code = "SIGN-002"


class TimeStampError(SigningError):
    """No time stamp came, or none that is trusted; without one the document could be signed."""

    code = "SIGN-003"


class StorageError(LumbarPathwayError):
    """The encrypted records could not be read or written."""

    code = "STORE-001"


class WrongPassphraseError(StorageError):
    """No key slot opens with this passphrase."""

    code = "STORE-002"


class RecordsDamagedError(StorageError):
    """The records file does not hold what was written to it."""

    code = "STORE-003"


class RecordsFullError(StorageError):
    """There is no room left on the disk of the records."""

    code = "STORE-004"


class RecordsReadOnlyError(StorageError):
    """The records can be read but not changed."""

    code = "STORE-005"


class RecordsTooNewError(StorageError):
    """The records were written by a newer version of this application."""

    code = "STORE-006"


class ExportError(LumbarPathwayError):
    """The files could not be written; nothing was left behind."""

    code = "EXPORT-001"


class PrintingError(LumbarPathwayError):
    """A printer did not take the pages, or the printers cannot be asked."""

    code = "PRINT-001"
