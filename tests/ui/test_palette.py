from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop_app.ui.kit.palette import CELL_PAD, LIGHT, THEMES, Tokens, style_sheet
from desktop_app.ui.kit.theme import Look

TONES = ("danger", "warn", "ok", "info", "law")
TEXT_PAIRS = (
    *product(("text", "text2", "text3", "accent"), ("bg", "surface", "sunken", "hover", "selected", "selected_dim")),
    *((tone, ground) for tone, ground in product(TONES, ("surface",))),
    *((tone, f"{tone}_soft") for tone in TONES),
    *product(("text", "accent"), ("accent_soft",)),
    *product(("on_accent",), ("accent_fill", "accent_hover")),
    *product(("rail_text", "rail_dim"), ("rail", "rail_active")),
    ("on_accent", "rail_alert"),
)
MARK_PAIRS = (
    *((f"{tone}_mark", "surface") for tone in TONES),
    ("edge", "surface"),
    *((f"series{number}", "surface") for number in range(1, 5)),
)


def _light(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def _contrast(tokens: Tokens, one: str, other: str) -> float:
    held = tokens._asdict()
    first, second = sorted((_light(held[one]), _light(held[other])), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_texts_can_be_read_and_marks_seen(theme: str) -> None:
    tokens = THEMES[theme]
    least = 7 if theme == "contrast" else 4.5
    weak = {pair: round(_contrast(tokens, *pair), 2) for pair in TEXT_PAIRS if _contrast(tokens, *pair) < least}
    weak |= {pair: round(_contrast(tokens, *pair), 2) for pair in MARK_PAIRS if _contrast(tokens, *pair) < 3}
    assert weak == {}


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.6])
def test_heads_stand_over_their_cells(zoom: float) -> None:
    sheet = style_sheet(LIGHT, Path(), zoom=zoom)
    (head,) = (line for line in sheet.splitlines() if line.startswith("QHeaderView::section {"))
    assert f"padding: 5px {Look(LIGHT, zoom).px(CELL_PAD)}px;" in head
