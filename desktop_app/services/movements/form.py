"""What the dialog of movements needs to know: kinds of the day, units, posts, signers, the next number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.values import Key
from desktop_app.services import decisions, numbers, signers
from desktop_app.services.movements.facts import about_all, post_names
from desktop_app.services.official_lists import MovementKind, movement_kinds_at
from desktop_app.services.post_rows import unit_choices, unit_names
from desktop_app.services.staffing_checks import people_in, quota_of
from desktop_app.services.work import Work

DEFAULT_SYMBOL = "QĐ-UBND"

ALWAYS = ("kind", "effective_on", "number", "signed_on", "signer")
_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "bo_nhiem": ("post", "unit", "term_months", "level", "allowance", "age_on"),
    "bo_nhiem_lai": ("term_months",),
    "keo_dai": (),
    "khong_bo_nhiem_lai": ("post",),
    "bau_cu": ("post", "unit", "until", "allowance"),
    "phe_chuan": ("until",),
    "chi_dinh": ("post", "unit", "until", "allowance"),
    "dieu_dong": ("unit", "post", "allowance", "wishes"),
    "luan_chuyen": ("unit", "post", "until", "allowance", "special", "wishes"),
    "ket_thuc_luan_chuyen": ("unit", "post"),
    "biet_phai": ("unit", "until", "wishes"),
    "keo_dai_biet_phai": ("until", "urgent"),
    "kiem_nhiem": ("post", "unit"),
    "tuyen_dung": ("category", "unit", "post", "training"),
    "giao_quyen": ("post", "unit", "until", "head_absent"),
    "phu_trach": ("post", "unit", "until"),
    "chuyen_doi_vi_tri": ("post", "unit"),
    "bo_tri_vi_tri": ("post", "unit"),
    "sap_xep": ("post", "unit", "term_months"),
    "tu_chuc": ("post", "grounds"),
    "thoi_giu_chuc_vu": ("post", "grounds"),
    "mien_nhiem": ("post", "grounds"),
    "tam_dinh_chi": ("until", "grounds"),
}


@dataclass(frozen=True)
class FormOptions:
    """What can be chosen, and what is proposed."""

    kinds: tuple[MovementKind, ...]
    units: tuple[tuple[str, str], ...]
    posts: tuple[str, ...]
    signers: tuple[signers.SignerRow, ...]
    number: str
    office: str


@dataclass(frozen=True)
class Chosen:
    """A person the dialog is about, in words, with the post held and the end of its term."""

    key: Key
    name: str
    note: str
    unit: Key | None
    term_ends: date | None


def fields_of_kind(kind: MovementKind) -> tuple[str, ...]:
    """The fields that a kind asks for."""
    found = _BY_KIND.get(kind.code)
    if found is None:
        asked = {"start": ("category", "unit", "post"), "end": ("grounds",), "": ()}[kind.employment]
        if not asked and kind.post == "replace":
            asked = ("post", "unit")
        found = asked
    return (*ALWAYS, *found)


def options(work: Work, day: date, unit: Key | None = None) -> FormOptions:
    """Everything the form offers for a day."""
    found = unit_choices(work, day)
    year = day.year
    symbol = next(iter(numbers.symbols(work, year) or numbers.symbols(work, year - 1)), DEFAULT_SYMBOL)
    signed = signers.signers_on(work, day)
    return FormOptions(
        tuple(movement_kinds_at(day)),
        tuple(sorted(((key.hex(), name) for key, name in found.items()), key=lambda one: one[1])),
        post_names(work, unit, day),
        signed,
        numbers.next_number(work, year, symbol).text,
        decisions.office_name(work),
    )


def chosen(work: Work, people: tuple[Key, ...], day: date) -> tuple[Chosen, ...]:
    """The people in words, in the order given."""
    units = unit_names(work, day)
    found = about_all(work, people)
    rows = []
    for key in people:
        one = found.get(key)
        if one is None:
            continue
        main = one.standing.main_on(day)
        where = ", ".join(filter(None, (main.post or "", units.get(main.unit or b"", "")))) if main else ""
        born = f"sinh {one.born.vietnamese}" if one.born else ""
        note = ", ".join(filter(None, (born, where)))
        rows.append(Chosen(key, one.name, note, main.unit if main else None, main.term_ends if main else None))
    return tuple(rows)


def room(work: Work, unit: Key, day: date) -> str:
    """How many people a unit was assigned and has, in words."""
    given, there = quota_of(work, unit, day), people_in(work, unit, day)
    return f"biên chế {given}, có mặt {there}" if given is not None else f"có mặt {there} người"
