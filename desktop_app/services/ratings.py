"""How somebody was rated in a year: the one function that everybody asks. The register holds no yearly ratings yet."""

from db.values import Key
from desktop_app.law.appointments import Ratings, no_ratings
from desktop_app.services.work import Work


def ratings_of(work: Work, person: Key) -> Ratings:
    """The ratings of a person by year; a year the register does not hold is ``None``, which is never a pass."""
    del work, person
    return no_ratings
