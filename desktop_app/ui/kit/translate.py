"""Vietnamese for Qt's own dialogs; the toolkit ships no Vietnamese of its own."""

from functools import cache

from PySide6.QtCore import QTranslator

from desktop_app.paths import RESOURCES

_OTHERS = frozenset({"QShortcut", "QGuiApplication"})
"""Names of keys stay as they stand on the keyboard; the second is only the direction of writing. Both are asked before the
first picture, which does not wait for the words."""


@cache
def words() -> dict[str, str]:
    """Qt's texts and ours for them."""
    import tomllib

    text = (RESOURCES / "translations" / "qtbase_vi.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["words"]
    return found


class Vietnamese(QTranslator):
    """Answers with Vietnamese where it has it; ``None`` leaves Qt's own text (an empty answer would blank it)."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Vietnamese of one of Qt's texts."""
        del disambiguation, n
        return None if context in _OTHERS else words().get(text)  # type: ignore[return-value] # None is what Qt wants for "not mine"

    def isEmpty(self) -> bool:
        """It has words, though no file."""
        return False
