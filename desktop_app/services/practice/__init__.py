"""Invented people. ``office``: the practice office, 60 people with careers; ``crowd``: any number, for demos and measurements."""

from desktop_app.services.practice.crowd import PLACES, InventedUnit, people, units

__all__ = ["PLACES", "InventedUnit", "people", "units"]
