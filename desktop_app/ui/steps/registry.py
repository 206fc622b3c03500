"""Which page stands for which step: to add a step, add one line."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.ui.services import Services
from desktop_app.ui.steps.care import CareStep
from desktop_app.ui.steps.emergency import EmergencyStep
from desktop_app.ui.steps.examination import ExaminationStep
from desktop_app.ui.steps.medicines import MedicinesStep
from desktop_app.ui.steps.orders import OrdersStep
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.patient import PatientStep
from desktop_app.ui.steps.red_flags import RedFlagsStep
from desktop_app.ui.steps.review import ReviewStep
from desktop_app.ui.steps.worsening import WorseningStep

TITLES: Final = MappingProxyType(
    {
        Step.PATIENT: "Patient",
        Step.RED_FLAGS: "Red flags",
        Step.EXAMINATION: "Examination",
        Step.EMERGENCY: "Emergency",
        Step.WORSENING: "Worsening",
        Step.MEDICINES: "Medicines",
        Step.CARE: "Other care",
        Step.ORDERS: "Orders",
        Step.REVIEW: "Review and sign",
    }
)

PAGES: Final = MappingProxyType[Step, type[StepPage]](
    {
        Step.PATIENT: PatientStep,
        Step.RED_FLAGS: RedFlagsStep,
        Step.EXAMINATION: ExaminationStep,
        Step.EMERGENCY: EmergencyStep,
        Step.WORSENING: WorseningStep,
        Step.MEDICINES: MedicinesStep,
        Step.CARE: CareStep,
        Step.ORDERS: OrdersStep,
        Step.REVIEW: ReviewStep,
    }
)


def build_page(step: Step, visit: Visit, form: VisitForm, services: Services) -> StepPage:
    """The page of ``step``, bound to the visit."""
    return PAGES.get(step, StepPage)(visit, form, services)
