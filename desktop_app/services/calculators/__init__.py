"""Every calculator of the law, in the order of the page Tra cứu; each module declares its own."""

from desktop_app.services.calculators import appointments, discipline, early_exit, procedures, retirement, salary
from desktop_app.services.calculators.calculator import Calculator

ALL: tuple[Calculator, ...] = (
    *retirement.CALCULATORS,
    *early_exit.CALCULATORS,
    *appointments.CALCULATORS,
    *procedures.CALCULATORS,
    *discipline.CALCULATORS,
    *salary.CALCULATORS,
)
