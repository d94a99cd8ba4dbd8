"""The cases the law asks about before a movement and the register does not hold: inspection, complaint, absence, grounds."""

from collections.abc import Iterable, Mapping
from datetime import date

from db.values import Key
from desktop_app.law.appointments import OBSTACLES
from desktop_app.law.figures import Law
from desktop_app.law.judging import as_leader, row_of, without_post
from desktop_app.law.leaving_posts import GROUNDS
from desktop_app.law.movements import EXCLUDED, EXEMPT
from desktop_app.law.resignation import REFUSALS
from desktop_app.services.movements.facts import about_all
from desktop_app.services.work import Work

_OWN_RECORDS = frozenset(
    {"IN_DISCIPLINE_HANDLING", "DISCIPLINE_TIME_LIMIT", "DISCIPLINE_RUNNING", "IN_DISCIPLINE", "DISCIPLINE"}
)
"""What the register of discipline tells by itself."""
_WORDS: Mapping[str, str] = {**REFUSALS, **EXEMPT, **EXCLUDED, **GROUNDS, **OBSTACLES}


def cases_asked(work: Work, kind: str, person: Key, day: date) -> tuple[tuple[str, str], ...]:
    """The cases that a kind of movement asks about for a person on a day: code and words; none where the law asks none."""
    one = about_all(work, [person]).get(person)
    if one is None:
        return ()
    found = _listed(one.law, kind, one.category(day), day)
    return tuple((code, _WORDS[code]) for code in dict.fromkeys(found) if code not in _OWN_RECORDS)


def _listed(law: Law, kind: str, category: str, day: date) -> Iterable[str]:
    leads = as_leader(category)
    match kind:
        case "bo_nhiem":
            row = row_of(law.appointments, "appointments", "blockers", leads, day)
            return row.value if row else ()
        case "bo_nhiem_lai" | "keo_dai":
            row = row_of(law.appointments, "appointments", "not_processed", leads, day)
            return row.value if row else ()
        case "dieu_dong" | "luan_chuyen" | "biet_phai" | "keo_dai_biet_phai":
            row = row_of(law.movements, "movements", "excluded", category, day)
            return row.value["cases"] if row else ()
        case "chuyen_doi_vi_tri":
            row = row_of(law.movements, "movements", "position_change", without_post(category), day)
            return row.value["exempt"] if row else ()
        case "tu_chuc" | "mien_nhiem":
            name = "resignation_grounds" if kind == "tu_chuc" else "dismissal_grounds"
            row = row_of(law.movements, "movements", name, leads, day)
            return row.value if row else ()
        case "thoi_viec":
            row = row_of(law.resignation, "resignation", "refusals", category, day)
            return (*row.value["always"], *row.value["may"]) if row else ()
    return ()
