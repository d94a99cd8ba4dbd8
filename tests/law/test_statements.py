"""Every statement of the rules on posts, movements, the two levels, discipline and retirement has a case (``statements*.toml``)."""

import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
STATEMENTS = {
    part: rows
    for path in sorted(FOLDER.glob("statements*.toml"))
    for part, rows in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


def case_names() -> list[str]:
    found = []
    for path in (FOLDER / "cases").glob("*.toml"):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [f"{path.stem}: {case['name']}" for case in told["case"]]
    return found


NAMES = case_names()


@pytest.mark.parametrize(
    ("statement", "held_by"),
    [
        pytest.param(said, held, id=f"{part}: {said}")
        for part, rows in STATEMENTS.items()
        for said, held in rows.items()
    ],
)
def test_a_statement_is_held_by_its_cases(statement: str, held_by: list[str]) -> None:
    assert held_by, statement
    for one in held_by:
        file, _, name = one.partition("::")
        if name:
            assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
        else:
            assert any(known.startswith(one) for known in NAMES), one
