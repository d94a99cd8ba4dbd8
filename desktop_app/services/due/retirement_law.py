"""The law of retirement with the figures as the office uses them: its corrections laid over those shipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.law.answer import Answer
from desktop_app.law.packs import Pack
from desktop_app.law.retirement import Facts, Retirement, retirement
from desktop_app.law.retirement_papers import Papers, Shift, papers, postponed, proceeds_under_discipline
from desktop_app.law.retirement_rule import Moment, Row, moments
from desktop_app.services.figures import HOLIDAYS, pack
from desktop_app.services.work import Work


@dataclass(frozen=True)
class RetirementLaw:
    """The figures read once, for one person or a whole province."""

    figures: Pack
    holidays: Pack
    early_exit: Pack

    def retires(self, facts: Facts) -> Answer[Retirement]:
        """See ``law.retirement.retirement``."""
        return retirement(facts, pack=self.figures, holidays=self.holidays, early_exit=self.early_exit)

    def moments(self, rows: Iterable[Row], today: date) -> list[Moment | None]:
        """The normal moment of each person; see ``law.retirement_rule.moments``."""
        return moments(rows, today, self.figures)

    def papers(self, moment: Moment, category: str) -> Papers:
        """What is due when for a moment."""
        return papers(moment, category, pack=self.figures, holidays=self.holidays)

    def postponed(self, moment: Moment, category: str, codes: Iterable[str]) -> Shift:
        """How far the moment may be moved."""
        return postponed(moment, category, codes, pack=self.figures, holidays=self.holidays)

    def proceeds_under_discipline(self, category: str, day: date) -> Answer[bool]:
        """Whether the papers go on while somebody is disciplined."""
        return proceeds_under_discipline(category, day, self.figures)


def retirement_law(work: Work) -> RetirementLaw:
    """The law of retirement of this office."""
    found: dict[str, Any] = {name: pack(work, name) for name in ("retirement", HOLIDAYS, "early_exit")}
    return RetirementLaw(found["retirement"], found[HOLIDAYS], found["early_exit"])
