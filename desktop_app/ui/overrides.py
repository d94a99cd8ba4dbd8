"""On Python 3.11 an error that C code raised must not leave a method that Qt called as it is: it would end the process.

``[][0]``, a question to a closed database or to a widget that is gone raise with a bare text, which Python before 3.12 makes
an exception of only where somebody catches it; shiboken 6.9 takes the text for the exception. So the methods our widgets
override catch it and let it go on: it reaches the crash dialog like every other.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def _caught(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(*args: Any, **more: Any) -> Any:
        try:
            return method(*args, **more)
        except Exception:  # noqa: TRY203 - being caught makes an exception of it
            raise

    return called


def _guard(made: type, **more: Any) -> None:
    super(QObject, made).__init_subclass__(**more)  # type: ignore[misc] # it is one of its subclasses
    theirs = [base for base in made.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(made).items()):
        if isinstance(method, FunctionType) and any(name in vars(base) for base in theirs):
            setattr(made, name, _caught(method))


if sys.version_info < (3, 12):
    QObject.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment, method-assign, arg-type] # before any of our widgets is made
