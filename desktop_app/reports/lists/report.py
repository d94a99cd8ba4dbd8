"""What a list declares about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.document import Document


@dataclass(frozen=True)
class ListReport:
    """A list with its stable code, its Vietnamese name and the function that makes its paper."""

    code: str
    name: str
    document: Callable[..., Document]
