"""The lists the office can print. A new one: one module here that declares ``REPORT``, named in ``LISTS``."""

from desktop_app.reports.lists import due, roster
from desktop_app.reports.lists.report import ListReport

LISTS: tuple[ListReport, ...] = (roster.REPORT, due.REPORT)
