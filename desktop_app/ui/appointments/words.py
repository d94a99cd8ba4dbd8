"""What was found before a movement, in the words and colours of its dialog."""

from collections.abc import Sequence

from desktop_app.law.answer import VERDICTS
from desktop_app.services.movements.orders import Findings
from desktop_app.ui.kit.deed import Finding
from desktop_app.ui.kit.why import Rung, rung_of

_LONGEST_BASIS = 60


def findings_of(found: Sequence[Findings]) -> list[Finding]:
    """Refusals first, then warnings and what the register cannot tell; several people's refusals are summed up."""
    if len(found) > 1:
        return _of_many(found)
    made: list[Finding] = []
    warnings: list[Finding] = []
    unknown: list[str] = []
    stated: list[str] = []
    for one in found:
        for check in one.checks:
            answer = check.answer
            basis = _short(answer.basis)
            rungs = tuple(rung_of(step) for step in filter(None, (check.note, *answer.steps)))
            if answer.refuses:
                made.append(
                    Finding(
                        f"{check.title}: quy định không cho phép", "danger", basis, rungs, " ".join(answer.warnings)
                    )
                )
            elif answer.verdict == "khong_dat":
                note = " ".join(answer.warnings)
                warnings.append(Finding(f"{check.title}: {VERDICTS['khong_dat']}", "warn", basis, rungs, note))
            elif answer.verdict is None and answer.value is not None:
                stated += (*answer.steps, *answer.warnings)
            elif answer.verdict in {"chua_du_du_lieu", "chua_co_quy_dinh"}:
                unknown.append(f"{check.title}: {' '.join(answer.steps)}")
        made += warnings
        if one.told:
            made.append(Finding("Cần biết", "warn", "", tuple(Rung(text) for text in one.told)))
        if stated:
            made.append(Finding("Quy định cho biết", "info", "", tuple(Rung(text) for text in dict.fromkeys(stated))))
        if unknown:
            made.append(Finding("Chưa đủ căn cứ để kết luận", "info", "", tuple(Rung(text) for text in unknown)))
    return made


def _of_many(found: Sequence[Findings]) -> list[Finding]:
    refused: dict[tuple[str, str], int] = {}
    for one in found:
        for check in one.refused:
            name = (check.title, _short(check.answer.basis))
            refused[name] = refused.get(name, 0) + 1
    made = [
        Finding(f"{title}: quy định không cho phép", "danger", basis, (Rung("số người", str(count)),))
        for (title, basis), count in refused.items()
    ]
    told = list(dict.fromkeys(text for one in found for text in one.told))
    if told:
        made.append(Finding("Cần biết", "warn", "", tuple(Rung(text) for text in told[:5])))
    return made


def passed_of(found: Sequence[Findings]) -> list[str]:
    """What was checked and holds."""
    if len(found) != 1:
        return []
    return [
        f"{check.title}: đạt" + (f" ({check.note})" if check.note else "")
        for check in found[0].checks
        if check.answer.verdict == "dat"
    ]


def preview_lines(names: Sequence[str], found: Sequence[Findings]) -> list[str]:
    """What becomes of each person: before and after in one line."""
    lines = []
    for name, one in zip(names, found, strict=False):
        if one.becomes and one.becomes != one.was:
            lines.append(f"{name}: {one.was or 'chưa có vị trí'} → {one.becomes}")
    return lines


def _short(basis: Sequence[str]) -> str:
    text = basis[0] if basis else ""
    text = text.replace("Nghị định số ", "NĐ ").replace("/NĐ-CP", "")
    return text if len(text) <= _LONGEST_BASIS else f"{text[:_LONGEST_BASIS]}…"
