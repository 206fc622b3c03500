"""The value types of the case format: each refuses what cannot be, in words a clinician can act on.

Every check raises one kind of pydantic error (``refused``). Its message is a predicate, such as ``is 0 to 10, got 11``;
the caller puts the path before it. A predicate repeats numbers, dates and codes, never free text: it may reach a log.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NAME_LENGTH = 120
PHRASE_LENGTH = 240
NOTE_LENGTH = 4000
LIST_LENGTH = 200

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2199, 12, 31)

Location = tuple[str | int, ...]

_LONGEST_NUMBER = 10**15
_CODE = re.compile(r"[A-Za-z0-9_:\-]{1,80}")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_LIKE = re.compile(r"[\d/.\-]{4,12}")
_BIDI_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BOOLEAN_WORDS = frozenset({"true", "false", "on", "off", "y", "n"})


def refused(reason: str) -> PydanticCustomError:
    """The error of one value; ``reason`` follows the value's path in the sentence."""
    return PydanticCustomError("refused", "{reason}", {"reason": reason})


def refused_together(found: Iterable[tuple[Location, str]]) -> PydanticCustomError:
    """The error of values that contradict each other: (place below the model, reason) of each."""
    return PydanticCustomError("refused_together", "values contradict each other", {"found": tuple(found)})


def suggestion(word: str, choices: Iterable[str]) -> str:
    """`` (did you mean x?)`` where one of ``choices`` is close to ``word``, else nothing."""
    spelled = {choice.lower(): choice for choice in sorted(choices)}
    close = get_close_matches(word[:NAME_LENGTH].lower(), spelled, n=1, cutoff=0.7)
    return f" (did you mean {spelled[close[0]]}?)" if close else ""


def is_code(text: str) -> bool:
    """Whether ``text`` has the form of an id or key, and so may be repeated in a message."""
    return _CODE.fullmatch(text) is not None


def kind_of(value: object) -> str:
    """What was met instead, without repeating anything that could identify a person."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"{value}" if abs(value) < _LONGEST_NUMBER else "no finite number of at most 15 digits"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Mapping | BaseModel):
        return "a group of keys"
    return "a list" if isinstance(value, list | tuple) else "nothing" if value is None else "something else"


class CaseModel(BaseModel):
    """Base of every part of a consultation: frozen, and without room for an unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CodedWord(StrEnum):
    """A closed list of words. Only the exact word is read: ``true``, ``1`` and ``Yes`` are refused."""

    @classmethod
    def check(cls, value: object) -> CodedWord:
        """The member that ``value`` is or spells."""
        if isinstance(value, str) and value in cls._value2member_map_:
            return cls(value)
        words = [member.value for member in cls]
        choice = f"{', '.join(words[:-1])} or {words[-1]}"
        if isinstance(value, bool) or (isinstance(value, str) and value.lower() in _BOOLEAN_WORDS):
            hint = ", not true or false: use yes or no" if "yes" in words else ", got true or false"
            raise refused(f"must be {choice}{hint}")
        close = suggestion(value, words) if isinstance(value, str) else ""
        raise refused(f"must be {choice}, got {kind_of(value)}{close}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.check)


@dataclass(frozen=True)
class Checked:
    """Base of the annotations below: the whole validation is ``check``, so that each message is ours."""

    def check(self, value: Any) -> Any:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)


@dataclass(frozen=True)
class WholeNumber(Checked):
    """A whole number within both limits. A decimal such as 6.0 is refused."""

    low: int
    high: int

    def check(self, value: Any) -> int:
        if type(value) is not int:
            raise refused(f"is a whole number from {self.low} to {self.high}, got {kind_of(value)}")
        if not self.low <= value <= self.high:
            raise refused(f"is {self.low} to {self.high}, got {kind_of(value)}")
        return value


@dataclass(frozen=True)
class Number(Checked):
    """A finite number from ``low`` to ``high``, or above 0 where ``low`` is ``None``; a refusal names the ``unit``."""

    low: float | None
    high: float
    unit: str = ""

    def check(self, value: Any) -> float:
        span = (
            f"above 0 and at most {self.high:g}"
            if self.low is None
            else f"from {self.low:g} to {self.high:g}"
        )
        # NaN compares false with everything, so it is refused here and can never pass for a normal result.
        if type(value) not in (int, float) or not abs(value) < _LONGEST_NUMBER:
            raise refused(f"is a number {span}, got {kind_of(value)}")
        if self.low is None and value <= 0:
            raise refused(f"must be above 0, got {kind_of(value)}")
        if value > self.high or (self.low is not None and value < self.low):
            hint = f" (did you mean another unit? {self.unit} is expected)" if self.unit else ""
            limits = f"at most {self.high:g}" if self.low is None else f"{self.low:g} to {self.high:g}"
            raise refused(f"is {limits}, got {kind_of(value)}{hint}")
        return float(value)


@dataclass(frozen=True)
class Text(Checked):
    """Free text of a person: any script, no control characters, stored in Unicode form NFC.

    Blank text is no text: ``None`` where ``optional``, else refused. Only a note has line breaks and tabs.
    """

    longest: int
    shortest: int = 1
    optional: bool = False
    note: bool = False

    def check(self, value: Any) -> str | None:
        if value is None and self.optional:
            return None
        if not isinstance(value, str):
            raise refused("must be text: put it in quotes")
        text = value.replace("\r\n", "\n") if self.note else value
        _refuse_unprintable(text.replace("\n", "").replace("\t", "") if self.note else text)
        if len(text) > self.longest:
            raise refused(f"has {len(text)} characters, at most {self.longest} are kept")
        if self.optional and not text.strip():
            return None
        if len(text.strip()) < self.shortest:
            raise refused("is empty" if self.shortest == 1 else f"needs at least {self.shortest} characters")
        return unicodedata.normalize("NFC", text)


def _refuse_unprintable(text: str) -> None:
    if _BIDI_OVERRIDE.search(text):
        raise refused("holds an invisible character that turns the direction of the text: type it again")
    if _NOT_TEXT.search(text):
        raise refused("holds a control character or a line break: type it again")


@dataclass(frozen=True)
class Code(Checked):
    """The id of something in the clinical content. Whether it exists is checked against a vocabulary."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or not is_code(value):
            raise refused("must be an id: letters, digits, _, - and : only")
        return value


@dataclass(frozen=True)
class Strength(Checked):
    """The strength of a combination, mg of each ingredient: ``5 mg/325 mg``."""

    def check(self, value: Any) -> str:
        parts = value.split("/") if isinstance(value, str) else []
        doses = [re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,4})?) ?mg", part.strip()) for part in parts]
        if not doses or not all(dose and float(dose[1]) > 0 for dose in doses):
            raise refused("must be mg of each ingredient, like 5 mg/325 mg")
        return str(value)


@dataclass(frozen=True)
class CalendarDate(Checked):
    """A day, as ``YYYY-MM-DD`` or a ``date``, in the years that a living patient can need."""

    def check(self, value: Any) -> date:
        day = _parsed(value) if isinstance(value, str) else value
        if type(day) is not date:
            got = value if isinstance(value, str) and _DATE_LIKE.fullmatch(value) else kind_of(value)
            raise refused(f"must be a date like 2026-11-20, got {got}")
        if not EARLIEST_DATE <= day <= LATEST_DATE:
            raise refused(f"must be from {EARLIEST_DATE} to {LATEST_DATE}, got {day}")
        return day


def _parsed(text: str) -> date | None:
    if _ISO_DATE.fullmatch(text) is None or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refused(f"is not a date that exists: {text}") from None


Day = Annotated[date, CalendarDate()]


class Dated(CaseModel):
    """Something recorded on an earlier day."""

    date: Day | None = None


CodeText = Annotated[str, Code()]
Name = Annotated[str, Text(NAME_LENGTH)]
OptionalName = Annotated[str | None, Text(NAME_LENGTH, optional=True)]
Phrase = Annotated[str, Text(PHRASE_LENGTH)]
OptionalNote = Annotated[str | None, Text(NOTE_LENGTH, optional=True, note=True)]
AtMost200 = Field(default=(), max_length=LIST_LENGTH)

FROZEN_MAPPING = (AfterValidator(MappingProxyType), PlainSerializer(dict))
"""Makes a mapping field read-only, and plain again when dumped."""
