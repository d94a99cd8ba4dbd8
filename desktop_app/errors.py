"""The failures that are told to people; anything else is a bug and reaches the crash dialog."""


class AppError(Exception):
    """A refusal or a trouble whose text is one or more plain Vietnamese sentences."""


class RuleBroken(AppError):
    """An order that a provision forbids."""

    def __init__(self, message: str, basis: str) -> None:
        super().__init__(f"{message} ({basis})" if basis else message)
        self.basis = basis


class InvalidInput(AppError):
    """A value or a file that cannot be used; names the field or the cell."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class MachineTrouble(AppError):
    """Disk, file or memory trouble; says what to do."""


class Cancelled(Exception):
    """The clerk stopped the work; nothing was written."""
