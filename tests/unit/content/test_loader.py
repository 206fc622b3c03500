"""A content folder loads whole or not at all, and every problem says its file, its line and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.content.loader import load_files, load_folder
from desktop_app.content.source_files import content_files
from desktop_app.domain.errors import ContentError

HERE = Path(__file__).parent
MINIMAL = HERE / "minimal"
BROKEN = HERE / "broken"
"""Each file adds one mistake to the minimal content; its first lines are the problems that are expected."""


def files_with(*added: tuple[str, bytes]) -> list[tuple[str, bytes]]:
    """The minimal content with other files beside it, or in place of its own."""
    return sorted((dict(content_files(MINIMAL)) | dict(added)).items())


def problems(files: Iterable[tuple[str, bytes]]) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_files(files)
    return [str(problem) for problem in refused.value.problems]


def minimal_without(name: str, text: str, instead: str = "") -> tuple[str, bytes]:
    whole = (MINIMAL / name).read_text(encoding="utf-8")
    assert text in whole
    return name, whole.replace(text, instead).encode()


def test_load_of_minimal_content_gives_every_section_in_file_order() -> None:
    knowledge = load_folder(MINIMAL)

    assert [rule.id for rule in knowledge.triage_rules] == ["TR-01", "TR-02"]
    assert knowledge.drug_dictionary[0].synonyms == ("Advil", "Motrin")
    assert knowledge.drug_dictionary[0].classes == ("nsaid",)
    assert len(knowledge.sha256) == 64


def test_load_joins_a_section_over_files_in_the_order_of_their_paths() -> None:
    prompt = (
        "prompts:\n  - {{id: {0}, when: {{always: true}}, text: Ask., sources: NG59, standing: verified}}\n"
    )
    files = files_with(("z/1.yaml", prompt.format("P-2").encode()), ("b.yaml", prompt.format("P-1").encode()))

    assert [entry.id for entry in load_files(files).prompts] == ["P-1", "P-2"]


def test_hash_of_content_ignores_layout_and_comments_but_no_text() -> None:
    commented = minimal_without("about.yaml", "  title: Minimal", "\n  # A comment.\n  title:   Minimal")
    changed = minimal_without("about.yaml", "title: Minimal", "title: Other")

    hashes = [load_files(files_with(*added)).sha256 for added in ((), (commented,), (changed,))]

    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.iterdir()))
def test_load_with_one_broken_file_is_refused_with_file_line_and_key(name: str) -> None:
    broken = (BROKEN / f"{name}.yaml").read_bytes()
    expected = [line[2:] for line in broken.decode().splitlines() if line.startswith("# broken.yaml:")]

    assert problems(files_with(("broken.yaml", broken))) == expected


def test_load_with_several_mistakes_names_all_of_them_at_once() -> None:
    names = ["trailing-zero", "unknown-key", "unknown-question", "unknown-source"]
    broken = [(f"{name}.yaml", (BROKEN / f"{name}.yaml").read_bytes()) for name in names]

    found = problems(files_with(*broken))

    assert {sentence.partition(".yaml")[0] for sentence in found} == set(names)


def test_load_with_an_entry_of_wrong_form_does_not_call_references_to_it_broken() -> None:
    broken = minimal_without("medicines.yaml", "label: Liver disease", "lable: Liver disease")

    assert problems(files_with(broken)) == [
        "medicines.yaml: liver, label: is missing, line 3",
        "medicines.yaml: liver, lable: is not a known key, line 3",
    ]


def test_load_with_an_unreadable_file_does_not_call_its_entries_missing() -> None:
    assert problems(files_with(("assessment.yaml", b"questions: ["))) == [
        "assessment.yaml: this is not a YAML file, line 2"
    ]


def test_load_without_a_section_names_the_section() -> None:
    assert "reason_phrases: is missing" in problems(
        files_with(
            minimal_without(
                "care.yaml", "reason_phrases:\n  - {key: first, text: {en: we wait, es: esperamos}}\n"
            )
        )
    )


@pytest.mark.parametrize(
    ("file", "entry", "instead", "problem"),
    [
        ("assessment.yaml", "id: WATCH,", "id: NO_FLAG,", "triage_classes: has no entry for WATCH"),
        ("assessment.yaml", "id: hold,", "id: held,", "consequences: has no entry for hold"),
        ("assessment.yaml", "id: pregnant_or", "id: p", "definitions: has no entry for pregnant_or_possible"),
        ("medicines.yaml", "code: other,", "code: o,", "override_reasons: has no entry for other"),
        ("assessment.yaml", "id: hip_abduction,", "id: jump,", "movements: has no entry for hip_abduction"),
        ("assessment.yaml", "id: S1,", "id: S9,", "nerve_roots: has no entry for S1"),
        (
            "assessment.yaml",
            "grade: 4,",
            "grade: 3,",
            "strength_grades: must have one entry for each grade from 0 to 5",
        ),
        (
            "assessment.yaml",
            "major: true",
            "major: false",
            "strength_grades: must say which grades are a severe weakness",
        ),
        (
            "assessment.yaml",
            "true, major: true",
            "false, major: true",
            "MRC-0: a severe weakness is a weakness too: deficit must be true",
        ),
        (
            "assessment.yaml",
            "[sensory_loss]",
            "[smell]",
            "neuro_examination.minimum_fields[0]: smell is not a field of the examination",
        ),
        (
            "assessment.yaml",
            "[sensory_loss]",
            "[reflexes.jaw]",
            "neuro_examination.minimum_fields[0]: reflexes.jaw is not a field of the examination",
        ),
    ],
)
def test_load_without_an_entry_that_is_needed_is_refused(
    file: str, entry: str, instead: str, problem: str
) -> None:
    found = problems(files_with(minimal_without(file, entry, instead)))

    assert any(sentence.startswith(f"{file}: {problem}, line ") for sentence in found)


@pytest.mark.parametrize(
    ("text", "instead", "problem"),
    [
        ("summed_ingredient: ibuprofen", "summed_ingredient: aspirin", "summed_ingredient: aspirin is not"),
        ("maximum_of: ibuprofen", "maximum_of: aspirin", "maximum_of: aspirin is not"),
        ("opioid_class: nsaid", "opioid_class: opium", "opioid_class: opium is not"),
        ("alcohol_class: nsaid", "alcohol_class: wine", "alcohol_class: wine is not"),
        ("oral_nsaids: G_NSAID", "oral_nsaids: G_ORAL", "oral_nsaids: G_ORAL is not"),
        (
            "ingredients: ibuprofen\n",
            "ingredients: ibuprofen\n    strength: 5 mg/325 mg\n",
            "strength must give the mg of each ingredient",
        ),
        (
            "    monitoring: [Blood pressure.]\n",
            "",
            "monitoring: is missing",
        ),
    ],
)
def test_load_with_totals_or_a_medicine_that_leads_nowhere_is_refused(
    text: str, instead: str, problem: str
) -> None:
    found = problems(files_with(minimal_without("medicines.yaml", text, instead)))

    assert any(problem in sentence for sentence in found)


@pytest.mark.parametrize(
    ("text", "instead", "problem"),
    [
        ("under_review", "almost", "review_state: must be one of submitted, under_review, approved, line 8"),
        ("2027-01-01", "2027-13-01", "review_due: must be a date like 2026-11-20, in quotes, line 6"),
        ("  title: Minimal content\n", "", "title: is missing, line 2"),
    ],
)
def test_load_with_a_broken_imprint_is_refused(text: str, instead: str, problem: str) -> None:
    assert problems(files_with(minimal_without("about.yaml", text, instead))) == [
        f"about.yaml: about.{problem}"
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Ibuprofen,,,,", "Ibuprofen: Ibuprofen is a name of ibuprofen already"),
        ("naproxen,Aleve|advil,,,", "naproxen: advil is a name of ibuprofen already"),
        ("naproxen,Aleve|,,,", "naproxen: has an empty name"),
        (",Aleve,,,", "drug_dictionary [2]: has an empty name"),
        ("naproxen,,,,opioid", "naproxen, classes[0]: opioid is not a drug class"),
        ("naproxen,Aleve,nsaid", "there are 3 columns instead of 5"),
        ('naproxen,"Aleve"x,,,', "this is not a CSV table"),
    ],
)
def test_load_with_a_broken_row_of_the_dictionary_is_refused(row: str, problem: str) -> None:
    name = "drug_dictionary.csv"
    table = (MINIMAL / name).read_text(encoding="utf-8") + row + "\n"

    assert problems(files_with((name, table.encode()))) == [f"{name}: {problem}, line 4"]


def test_load_of_a_dictionary_with_other_columns_is_refused() -> None:
    table = ("drug_dictionary.csv", b"name,classes\nibuprofen,nsaid\n")

    assert problems(files_with(table)) == [
        "drug_dictionary.csv: the first line must be ingredient,synonyms,atc,rxcui,classes, line 1"
    ]


def test_load_without_a_classification_is_refused() -> None:
    whole = (MINIMAL / "assessment.yaml").read_text(encoding="utf-8")
    start, end = whole.index("classifications:"), whole.index("sublevels:")
    emptied = f"{whole[:start]}classifications: []\n{whole[end:]}".encode()

    assert problems(files_with(("assessment.yaml", emptied))) == [
        "assessment.yaml: classifications: must have an entry, line 35"
    ]


def test_load_of_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_folder(tmp_path / "nowhere")
