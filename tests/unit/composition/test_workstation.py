from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.application.clinic_setup import WorkstationProfile
from desktop_app.application.sign_visit import SigningSecret
from desktop_app.application.signing_setup import SigningChoice
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.composition.demo_clinic import sample_patients
from desktop_app.composition.records_folder import is_set_up
from desktop_app.composition.window import ClinicEntrance, DemoEntrance
from desktop_app.composition.workstation import (
    SigningKeys,
    new_signing_keys,
    open_workstation,
    set_up,
)
from desktop_app.domain.care_plan import Clinician, ClinicProfile
from desktop_app.domain.errors import ClinicDetailsError, CredentialError, StorageError, WrongPassphraseError
from desktop_app.domain.signature import Verdict
from desktop_app.domain.signing_settings import SigningSettings
from desktop_app.storage.key_slots import KEY_SLOTS_NAME
from tests.unit.signing.pki import PASSPHRASE as KEY_FILE_PASSPHRASE
from tests.unit.signing.pki import Profile, make_identity

EMERGENCY = 3
PASSPHRASE = "four quiet red horses"
PROFILE = WorkstationProfile(
    clinic=ClinicProfile(name="Hill Street Clinic", phone="555-0142", after_hours_phone=None),
    clinician=Clinician(name="Dr. Iris Okafor", credential="MD"),
    paper="a4",
)

DETAILS = {
    "clinic.name": "Hill Street Clinic",
    "clinic.phone": "",
    "clinic.after_hours_phone": "",
    "clinic.emergency_number": "911",
    "clinic.crisis_line": "988",
    "clinic.quit_line": "1-800-QUIT-NOW",
    "clinician.name": "Dr. Iris Okafor",
    "clinician.credential": "MD",
    "paper": "a4",
}


@pytest.fixture(scope="session")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture(scope="session")
def keys() -> SigningKeys:
    return new_signing_keys(PROFILE)


@pytest.fixture
def folder(tmp_path: Path, keys: SigningKeys) -> Path:
    set_up(tmp_path, PROFILE, keys, PASSPHRASE)
    return tmp_path


def test_set_up_makes_a_workstation_that_signs_what_it_trusts(folder: Path, clinical: Clinical) -> None:
    workstation = open_workstation(folder, clinical, PASSPHRASE)
    case = sample_patients(clinical)[0].consultation

    signed = workstation.plans.sign(case, PASSPHRASE, None)

    assert {workstation.plans.verify(pdf).verdict for pdf in signed.documents.values()} == {Verdict.VALID}
    assert workstation.plans.identity.name == "Dr. Iris Okafor"
    (plan,) = workstation.records.signed_plans()
    assert plan.signer == "Dr. Iris Okafor"
    assert workstation.records.verify_audit().intact
    workstation.close()


def test_key_file_that_was_chosen_signs_after_the_records_are_opened_again(
    folder: Path, clinical: Clinical, tmp_path: Path
) -> None:
    identity = make_identity(Profile(name="Iris Okafor, MD"))
    (tmp_path / "iris.p12").write_bytes(identity.p12)
    first = open_workstation(folder, clinical, PASSPHRASE)
    key = first.signing.tools.read_key_file(tmp_path / "iris.p12", KEY_FILE_PASSPHRASE)
    choice = SigningChoice(SigningSettings(key=key), trusts_anchor=True, is_same_person=True)
    first.signing.save(choice, PASSPHRASE)
    first.close()

    workstation = open_workstation(folder, clinical, PASSPHRASE)
    shown = workstation.plans.identity
    assert (shown.name, shown.secret) == ("Iris Okafor, MD", SigningSecret.KEY_FILE)
    case = sample_patients(clinical)[0].consultation
    with pytest.raises(CredentialError, match="does not open the key file"):
        workstation.plans.sign(case, PASSPHRASE, None)
    signed = workstation.plans.sign(case, KEY_FILE_PASSPHRASE, None)

    assert {workstation.plans.verify(pdf).verdict for pdf in signed.documents.values()} == {Verdict.VALID}
    workstation.close()


@pytest.mark.parametrize(
    ("trusts_anchor", "is_same_person", "reason"),
    [(False, True, "does not vouch"), (True, False, "writes the name otherwise")],
)
def test_key_that_was_not_confirmed_is_not_saved(
    folder: Path,
    clinical: Clinical,
    tmp_path: Path,
    trusts_anchor: bool,
    is_same_person: bool,
    reason: str,
) -> None:
    (tmp_path / "iris.p12").write_bytes(make_identity(Profile(name="Iris Okafor, MD")).p12)
    workstation = open_workstation(folder, clinical, PASSPHRASE)
    key = workstation.signing.tools.read_key_file(tmp_path / "iris.p12", KEY_FILE_PASSPHRASE)
    trusted = sorted((tmp_path / "trust").iterdir())

    with pytest.raises(CredentialError, match=reason):
        workstation.signing.save(
            SigningChoice(SigningSettings(key=key), trusts_anchor, is_same_person), PASSPHRASE
        )

    assert workstation.signing.current() == SigningSettings()
    assert sorted((tmp_path / "trust").iterdir()) == trusted
    workstation.close()


def test_recovery_code_opens_the_records_too(tmp_path: Path, clinical: Clinical, keys: SigningKeys) -> None:
    code = set_up(tmp_path, PROFILE, keys, PASSPHRASE)

    workstation = open_workstation(tmp_path, clinical, code)

    assert workstation.profile == PROFILE
    workstation.close()


def test_wrong_passphrase_opens_nothing(folder: Path, clinical: Clinical) -> None:
    with pytest.raises(WrongPassphraseError):
        open_workstation(folder, clinical, "four quiet red houses")


def test_set_up_never_replaces_records(folder: Path, clinical: Clinical, keys: SigningKeys) -> None:
    with pytest.raises(StorageError, match="already holds records"):
        set_up(folder, PROFILE, keys, "another passphrase")

    open_workstation(folder, clinical, PASSPHRASE).close()


def test_refused_set_up_leaves_no_records_behind(tmp_path: Path, keys: SigningKeys) -> None:
    with pytest.raises(StorageError, match="too short"):
        set_up(tmp_path, PROFILE, keys, "short")

    assert not is_set_up(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["trust"]


def test_first_start_asks_for_the_set_up_and_the_second_for_the_passphrase(tmp_path: Path) -> None:
    entrance = ClinicEntrance(tmp_path)
    assert entrance.prepare().needs_set_up

    code = entrance.set_up(DETAILS, PASSPHRASE)

    assert len(code.replace("-", "")) == 28
    assert not ClinicEntrance(tmp_path).prepare().needs_set_up
    services = entrance.unlock(PASSPHRASE)
    assert services.clinician == "Dr. Iris Okafor"
    assert services.samples == ()
    assert not services.demo
    entrance.close()


def test_records_without_their_key_file_are_asked_to_be_restored_not_set_up_anew(
    folder: Path, clinical: Clinical
) -> None:
    (folder / "records" / KEY_SLOTS_NAME).unlink()
    entrance = ClinicEntrance(folder)

    assert not entrance.prepare().needs_set_up
    with pytest.raises(StorageError, match="key file of these records is missing"):
        entrance.unlock(PASSPHRASE)


def test_clinic_is_loaded_once_however_many_ask_for_it(tmp_path: Path) -> None:
    entrance = DemoEntrance(tmp_path)

    with ThreadPoolExecutor(2) as workers:
        loading, opening = workers.submit(entrance.load), workers.submit(entrance.unlock, "demo clinic")
        stamp, services = loading.result(), opening.result()

    assert services.form.stamp == stamp
    entrance.close()


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        (
            "clinician.name",
            "张伟",
            "The name of the clinician holds a character that cannot be printed: U+4F1F",
        ),
        ("clinic.name", "x" * 65, "A name in a certificate must have 1 to 64 characters"),
    ],
)
def test_details_that_no_plan_could_show_are_refused_before_anything_is_made(
    path: str, text: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ClinicDetailsError) as refusal:
        ClinicEntrance(tmp_path).set_up({**DETAILS, path: text}, PASSPHRASE)

    (problem,) = refusal.value.problems
    assert problem.path == path
    assert problem.sentence.startswith(sentence)
    assert not is_set_up(tmp_path)


def test_changed_details_stand_on_the_next_documents_and_not_on_those_signed(
    folder: Path, clinical: Clinical
) -> None:
    workstation = open_workstation(folder, clinical, PASSPHRASE)
    case = sample_patients(clinical)[0].consultation
    signed = workstation.plans.sign(case, PASSPHRASE, None)

    changed = {**workstation.clinic.current(), "clinic.phone": "555-0177", "paper": "letter"}
    documents = workstation.clinic.save(changed)

    emergency = sample_patients(clinical)[EMERGENCY].consultation
    plan = documents.plans.composer.compose(case)
    sheet = documents.emergency.compose(emergency, clinical.evaluate(emergency))
    assert {plan.context.clinic.phone, sheet.context.clinic.phone} == {"555-0177"}
    assert (documents.plans.paper, documents.emergency.paper) == ("letter", "letter")
    stored = workstation.records.load_signed_plan(signed.context.plan_id)
    assert stored.documents == signed.documents
    assert {workstation.plans.verify(pdf).verdict for pdf in stored.documents.values()} == {Verdict.VALID}
    workstation.close()


def test_changed_details_are_kept_and_go_into_a_renewed_certificate(folder: Path, clinical: Clinical) -> None:
    first = open_workstation(folder, clinical, PASSPHRASE)
    first.clinic.save({**first.clinic.current(), "clinic.name": "Mill Lane Clinic"})
    plans = first.signing.renew(PASSPHRASE)
    signed = plans.sign(sample_patients(clinical)[0].consultation, PASSPHRASE, None)
    first.close()

    second = open_workstation(folder, clinical, PASSPHRASE)

    assert second.profile.clinic == PROFILE.clinic.model_copy(update={"name": "Mill Lane Clinic"})
    assert signed.context.clinic.name == "Mill Lane Clinic"
    assert {plans.verify(pdf).issuer for pdf in signed.documents.values()} == {"Mill Lane Clinic"}
    second.close()


def test_details_that_stay_as_they_are_leave_no_entry_and_the_name_stays_whatever_is_typed(
    folder: Path, clinical: Clinical
) -> None:
    workstation = open_workstation(folder, clinical, PASSPHRASE)
    before = workstation.records.verify_audit()

    workstation.clinic.save({**workstation.clinic.current(), "clinician.name": "Dr. Somebody Else"})

    assert workstation.records.verify_audit() == before
    assert workstation.clinic.current()["clinician.name"] == "Dr. Iris Okafor"
    workstation.close()
