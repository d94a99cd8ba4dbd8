"""The names of the codes that discipline stores."""

from db.fields import fields_of
from db.models import CouncilMember, DisciplineCase, DisciplineInterval, DisciplineStep
from db.models.discipline import STEPS
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.catalogs import catalog

RECORDS = (DisciplineCase, DisciplineStep, DisciplineInterval, CouncilMember)


def test_every_step_that_is_stored_has_its_name() -> None:
    assert set(LISTS["discipline_step"]) == set(STEPS)


def test_every_field_is_labelled_restricted_and_its_list_is_there() -> None:
    for record in RECORDS:
        for field in fields_of(record):
            assert field.label
            assert field.restricted, (record, field.name)
            if field.catalog:
                assert catalog(field.catalog).entries
