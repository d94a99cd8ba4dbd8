"""Packages issued and read in tests."""

from datetime import date
from pathlib import Path
from typing import Any

from db.database import Database
from desktop_app.reports.package import issue
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import Opened, open_file, people_of, plan_of
from desktop_app.services.package import PackageOrder
from desktop_app.services.work import changing

DAY = date(2026, 11, 23)
ALL = PackageOrder(DAY, holds=("people", "left", "units"), pdf=True)

TAKEN = 54
"""Of the 55 issued: one file of the practice office has no birth date, which the importer names and leaves out."""


def parcel_out(database: Database, out: Path, order: PackageOrder = ALL) -> Any:
    with changing(database, DAY, "issue", f"Phát hành gói {out.name}") as work:
        return issue(work, order, out, "2026-11-23T08:00:00+07:00")


def planned(database: Database, path: Path) -> tuple[Opened, Plan]:
    opened = open_file(path)
    return opened, plan_of(opened, today=DAY, known=people_of(database, DAY, opened), answers=Answers())
