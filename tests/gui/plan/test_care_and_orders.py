from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.application.steps import Step
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.steps.care import CareStep
from desktop_app.ui.steps.orders import OrdersStep
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

ACUTE, CHRONIC, SCIATICA = 0, 1, 2


def care_page(desk: Desk) -> CareStep:
    found = desk.screen.page
    assert isinstance(found, CareStep)
    return found


def orders_page(desk: Desk) -> OrdersStep:
    found = desk.screen.page
    assert isinstance(found, OrdersStep)
    return found


def test_care_is_drawn_in_the_order_of_the_evaluation_with_nothing_chosen(
    open_at: Open, clinic: Services
) -> None:
    desk = open_at(sample(clinic, ACUTE, decisions__therapies=[]), Step.CARE)
    offered = [item.therapy for item in desk.visit.evaluation.therapies if item.status == "offered"]

    tops = [care_page(desk).cards[key].y() for key in offered]

    assert tops == sorted(tops)
    assert {card.button.text() for card in care_page(desk).cards.values()} == {"Choose"}


def test_space_chooses_the_first_option_and_undo_takes_it_back(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE, decisions__therapies=[]), Step.CARE)

    desk.press(Qt.Key.Key_Space)
    assert desk.visit.value("decisions.therapies") == ("REMAIN_ACTIVE",)

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.visit.value("decisions.therapies") == ()


def test_declined_option_moves_to_what_the_patient_declined(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.CARE)

    desk.click("preferences-decline:HEAT")

    assert desk.visit.value("preferences.HEAT") == "decline"
    found = next(item for item in desk.visit.evaluation.therapies if item.therapy == "HEAT")
    assert found.status == "declined"


def test_letters_answer_for_the_card_that_has_the_keyboard(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE, preferences={}), Step.CARE)

    desk.find("choose:WALKING").setFocus()
    desk.press(Qt.Key.Key_W)
    assert desk.visit.value("preferences.WALKING") == "want"
    assert desk.find("preferences-want:WALKING").accessibleDescription() == "recorded"
    desk.press(Qt.Key.Key_W)
    assert desk.visit.value("preferences.WALKING") is None
    desk.press(Qt.Key.Key_C)
    assert desk.visit.value("access.WALKING") == "yes"
    desk.press(Qt.Key.Key_N)
    assert desk.visit.value("access.WALKING") == "no"


def test_therapy_out_of_reach_stays_and_names_what_comes_nearest(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, CHRONIC, access={"EXERCISE_SUPERVISED": "no"}), Step.CARE)
    card = care_page(desk).cards["EXERCISE_SUPERVISED"]

    said = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]

    assert (
        "Not available to this patient. Nearest to it: Walking programme, or a home exercise programme."
        in said
    )


def test_card_says_why_how_by_whom_at_what_cost_and_how_certain(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, CHRONIC), Step.CARE)
    card = care_page(desk).cards["EXERCISE_SUPERVISED"]

    said = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())

    assert card.note.startswith("First choice in chronic pain.")
    for part in (
        "How: 1-2 supervised sessions",
        "By: physical therapist",
        "Cost: Copay",
        "Certainty: moderate",
    ):
        assert part in said
    assert "12-18" not in said
    card.more.click()
    assert "pain 15 points of 100 better (12-18" in " ".join(
        label.text() for label in card.findChildren(QLabel) if label.isVisible()
    )


def test_what_is_not_offered_says_in_different_words_why(open_at: Open, clinic: Services) -> None:
    conditions = {"conditions__aaa": "yes", "conditions__recent_spine_surgery": "yes"}
    desk = open_at(sample(clinic, ACUTE, **conditions), Step.CARE)

    care_page(desk).open_group("Not offered and why")
    cards = care_page(desk).cards

    assert {key: cards[key].badge.word for key in ("SMT", "AQUATIC", "TRACTION", "BED_REST", "CBT")} == {
        "SMT": "DO NOT USE",
        "AQUATIC": "AVOID",
        "TRACTION": "DO NOT USE",
        "BED_REST": "NOT RECOMMENDED",
        "CBT": "NOT YET",
    }


def test_more_than_three_new_therapies_are_asked_about_and_stay_chosen(
    open_at: Open, clinic: Services
) -> None:
    three = ["REMAIN_ACTIVE", "EDUCATION_SELFCARE", "HEAT", "WALKING", "SLEEP"]
    desk = open_at(sample(clinic, ACUTE, decisions__therapies=three), Step.CARE)
    asked = "More than three new therapies are chosen."
    assert not any(asked in label.text() for label in care_page(desk).findChildren(QLabel))

    desk.click("choose:ERGONOMICS")

    assert asked in desk.find("care:prompts").text()
    assert desk.visit.value("decisions.therapies") == (*three, "ERGONOMICS")
    assert not any("three" in reason.casefold() for reason in desk.visit.evaluation.blocking)


def test_blocked_option_cannot_be_chosen(open_at: Open, clinic: Services) -> None:
    after_a_fall = sample(clinic, ACUTE, decisions__therapies=[], **{"answers__RF-F1": "yes"})
    desk = open_at(after_a_fall, Step.CARE)
    therapies = desk.visit.evaluation.therapies
    blocked = [item.therapy for item in therapies if item.status in ("avoid", "contraindicated")]
    assert blocked

    care_page(desk).open_group("Not offered and why")

    assert not any(care_page(desk).cards[key].button.isEnabled() for key in blocked)


def test_nothing_is_accepted_before_it_is_decided(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, SCIATICA, decisions__accepted_orders=None), Step.ORDERS)

    assert {card.button.text() for card in orders_page(desk).cards} == {"Accept"}
    assert desk.focused.objectName() == "accept_all"


def test_accept_all_and_then_not_one_of_them(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, SCIATICA, decisions__accepted_orders=None), Step.ORDERS)
    cards = orders_page(desk).cards
    assert len(cards) > 1

    desk.press(Qt.Key.Key_Space)
    assert desk.visit.value("decisions.accepted_orders") == "all"

    desk.click(f"choose:{cards[0].key}")
    assert cards[0].key not in desk.visit.value("decisions.accepted_orders")
    assert cards[1].key in desk.visit.value("decisions.accepted_orders")
    assert cards[0].button.text() == "Not accepted"


def text(desk: Desk) -> str:
    return "\n".join(label.text() for label in orders_page(desk).findChildren(QLabel) if label.isVisible())


def test_each_order_says_its_day_its_rule_and_its_source(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, SCIATICA), Step.ORDERS)
    referral = desk.visit.evaluation.referrals[0]
    assert referral.due_days is not None
    day = shown_date(clinic.now().date() + timedelta(days=referral.due_days))

    assert f"By {day}, in {referral.due_days} days. {referral.reason}" in text(desk)
    assert f"({referral.id}; {', '.join(referral.sources)})" in text(desk)
    assert f"Referral letters with the plan: {referral.label}." in text(desk)


def test_optional_referral_is_off_until_it_is_added_by_name(open_at: Open, clinic: Services) -> None:
    numb = {"exam__motor": {"all_normal": "yes"}, "exam__sensory_loss": {"left": [], "right": ["L5"]}}
    desk = open_at(
        sample(clinic, SCIATICA, measures__now__nrs_leg=3, decisions__accepted_orders="all", **numb),
        Step.ORDERS,
    )
    assert [item.id for item in desk.visit.evaluation.optional_referrals] == ["REF-02"]
    assert "REF-02" not in [item.id for item in desk.visit.evaluation.referrals]
    assert "No referral letter is due." in text(desk)

    desk.click("choose:REF-02")
    assert "REF-02" in desk.visit.value("decisions.accepted_orders")
    assert "REF-02" in [item.id for item in desk.visit.evaluation.referrals]
    desk.click("accept_all")
    assert "REF-02" in [item.id for item in desk.visit.evaluation.referrals]
    QApplication.processEvents()

    desk.click("choose:REF-02")
    assert "REF-02" not in [item.id for item in desk.visit.evaluation.referrals]
