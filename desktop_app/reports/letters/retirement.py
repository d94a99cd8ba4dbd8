"""The papers of retirement for one person or many: facts from the register, what is missing, PDF and Word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from db.values import Key
from desktop_app.document import Paper
from desktop_app.errors import InvalidInput
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.letters.engine import Letter
from desktop_app.reports.letters.facts import Fact, is_missing
from desktop_app.reports.letters.facts import Key as Asked
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, KINDS, LEAVING, NOTICE, REPORT
from desktop_app.reports.letters.wording import in_force
from desktop_app.services import numbers
from desktop_app.services.retirement.facts import LetterOffice, LetterPerson, letter_office, letter_people
from desktop_app.services.signers import SignerRow
from desktop_app.services.work import Work

PREFIXES = {NOTICE: "TB", DECISION: "QĐ", INSURANCE: "", REPORT: "BC", LEAVING: "QĐ"}
FILES = {
    NOTICE: "thong-bao-nghi-huu",
    DECISION: "quyet-dinh-nghi-huu",
    INSURANCE: "cong-van-bhxh",
    REPORT: "bao-cao-cap-tren",
    LEAVING: "quyet-dinh-thoi-viec",
}
IN_FILE = frozenset(
    {
        "danh_xung",
        "ho_ten",
        "ngay_sinh",
        "noi_sinh",
        "so_bhxh",
        "noi_cu_tru",
        "chuc_vu",
        "don_vi",
        "ngay_nghi_huu",
        "ly_do",
        "tro_cap",
    }
)
"""Facts that stand in the person's file."""
IN_OFFICE = frozenset({"co_quan", "co_quan_chu_quan", "dia_danh"})
"""Facts that stand in the settings of the office."""
OF_NOTICE = frozenset({"so_thong_bao", "ngay_thong_bao"})
"""Facts that the notice of retirement gives: it must be issued first."""
OF_OFFICE = (
    "ky_hieu",
    "don_vi_luu",
    "bhxh",
    "tham_quyen",
    "nguoi_de_nghi",
    "thi_hanh",
    "noi_nhan_van_ban",
    "can_cu_them",
)
"""Facts that an office writes the same way every time: typed once, kept for the next letters."""
TITLES = {"nam": "Ông", "nu": "Bà"}


@dataclass(frozen=True)
class Draft:
    """What is to be printed: ``number`` is the first of the batch; empty for the numbers already given."""

    kind: str
    day: date | None
    number: str = ""
    signer: SignerRow | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False


@dataclass(frozen=True)
class Lack:
    """One fact that is missing: of whom (nobody: of the whole batch), and where it is filled in."""

    person: Key | None
    name: str
    fact: Asked
    where: str  # file, office, case (the notice comes first), here


@dataclass(frozen=True)
class Prepared:
    """The letters of a batch with their facts, what is missing, and the words the office may change."""

    letters: tuple[tuple[Letter, Mapping[str, Fact]], ...]
    lacks: tuple[Lack, ...]
    words: Mapping[str, str]  # of OF_OFFICE, those the letters ask for
    practice: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms the letters follow."""
        return tuple(dict.fromkeys(letter.form for letter, _ in self.letters if letter.form))

    @property
    def confirmed(self) -> bool:
        """Whether every wording was held against its official form."""
        return all(letter.confirmed for letter, _ in self.letters)

    @property
    def without(self) -> frozenset[Key]:
        """The people for whom something is missing in their own file."""
        return frozenset(one.person for one in self.lacks if one.person is not None)


def prepare(work: Work, people: Sequence[Key], draft: Draft) -> Prepared:
    """The letters in force with their facts; nothing is printed while something is missing."""
    day = draft.day or work.today
    office = letter_office(work, day)
    shared = shared_facts(office, draft, day)
    given = numbers.series(draft.number, len(people)) if draft.number.strip() else ("",) * len(people)
    known: dict[tuple[str, date], Letter] = {}
    letters, lacks, asked = [], [], set()
    for one, number in zip(letter_people(work, people), given, strict=True):
        category = one.row.category or "CC"
        signed = day if number or draft.day is not None else issued_on(one, draft.kind) or day
        if (category, signed) not in known:
            known[category, signed] = in_force(work, draft.kind, signed, category)
        letter = known[category, signed]
        facts = {**shared, **_own(one), **_numbered(one, draft, number)}
        facts = {name: value for name, value in facts.items() if not is_missing(value)}
        letters.append((letter, facts))
        asked |= {key.name for key in (*letter.keys(), *letter.may_have())}
        for lacking in letter.missing(facts, draft=draft.draft):
            where = _stands(lacking.name)
            own = where in {"file", "case"}
            made = Lack(one.row.person if own else None, one.name if own else "", lacking, where)
            if made not in lacks:
                lacks.append(made)
    words = {name: plain_words(shared.get(name)) for name in OF_OFFICE if name in asked}
    if words.get("ky_hieu"):
        del words["ky_hieu"]  # the number says it
    return Prepared(tuple(letters), tuple(lacks), words, office.practice)


def _stands(name: str) -> str:
    """Where a fact is filled in."""
    places = (("file", IN_FILE), ("office", IN_OFFICE), ("case", OF_NOTICE))
    return next((place for place, names in places if name in names), "here")


def papers_of(work: Work, people: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> list[Paper]:
    """The papers in the order of the people; ``InvalidInput`` names whom something is missing for."""
    return compose_all(prepare(work, people, draft), draft=draft.draft, progress=progress)


def compose_all(ready: Prepared, *, draft: bool, progress: Progress = no_progress) -> list[Paper]:
    """The papers of a batch; ``InvalidInput`` names whom something is missing for."""
    for lack in ready.lacks:
        who = f"{lack.name}: " if lack.name else ""
        raise InvalidInput(f"{who}thiếu {lack.fact.label}.", lack.fact.name)
    mark = "VĂN PHÒNG THỰC HÀNH" if ready.practice else ""
    made = []
    for done, (letter, facts) in enumerate(ready.letters):
        progress(done, len(ready.letters))
        made.append(letter.compose(facts, draft=draft, watermark=mark))
    return made


def letters_pdf(work: Work, people: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> bytes:
    """All of them as the pages that will be printed."""
    from desktop_app.reports.paper_pdf import papers_bytes

    return papers_bytes(papers_of(work, people, draft), progress)


def write_letters(work: Work, people: Sequence[Key], draft: Draft, out: Path, progress: Progress = no_progress) -> None:
    """Write all of them as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    write_composed(papers_of(work, people, draft), out, progress)


def write_composed(papers: Sequence[Paper], out: Path, progress: Progress = no_progress) -> None:
    """Write papers as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    if out.suffix.lower() == ".docx":
        from desktop_app.reports.docx import write_docx

        write_docx(papers, out, progress)
    elif out.suffix.lower() == ".pdf":
        from desktop_app.reports.paper_pdf import write_papers

        write_papers(papers, out, progress)
    else:
        raise InvalidInput("Văn bản ghi được ra Word (.docx) hoặc PDF (.pdf).", "out")


def whole_name(name: str) -> str:
    """``Ủy ban nhân dân xã An Bình`` of ``UBND xã An Bình``."""
    return name.replace("UBND", "Ủy ban nhân dân")


def shared_facts(office: LetterOffice, draft: Draft, day: date) -> dict[str, Fact]:
    """What every letter of a batch has in common: the office, who signs, the words it writes each time."""
    name = whole_name(office.name)
    signer = draft.signer or next(iter(office.signers), None)
    written = numbers.parse(draft.number)
    symbol = written.symbol.partition("-")[2] if written is not None and draft.kind != INSURANCE else ""
    parent = whole_name(office.parent)
    facts: dict[str, Fact] = {
        "co_quan": name,
        "co_quan_chu_quan": parent,
        "dia_danh": office.place,
        "ky_hieu": symbol or office.symbol,
        "don_vi_luu": "NV",
        "bhxh": _insurer(office.parent),
        "noi_nhan_van_ban": parent,
        "ngay_ky": None if draft.draft and draft.day is None else day,
    }
    if signer is not None:
        heading = signer.heading
        facts |= {
            "nguoi_ky": signer.name,
            "chuc_vu_nguoi_ky": signer.post,
            "quyen_han": heading[0] if len(heading) > 1 else "",
            "tham_quyen": f"{signer.post if signer.capacity in {'', 'TM'} else 'Chủ tịch'} {name}",
        }
    kept = {key: text for key, text in office.words.items() if key in OF_OFFICE and key != "ky_hieu"}
    typed = {key: text for key, text in draft.typed.items() if text.strip()}
    whole: dict[str, Fact] = {**facts, **kept, **typed}
    extra = whole.get("can_cu_them")
    if isinstance(extra, str):
        whole["can_cu_them"] = tuple(part.strip() for part in extra.split(";") if part.strip())
    return whole


def plain_words(value: Fact) -> str:
    """A fact as a field to type in shows it."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _insurer(parent: str) -> str:
    """``Bảo hiểm xã hội tỉnh Thái Nguyên`` of an office under ``UBND tỉnh Thái Nguyên``."""
    for word in ("tỉnh ", "thành phố "):
        at = parent.lower().find(word)
        if at >= 0:
            return f"Bảo hiểm xã hội {parent[at:]}"
    return ""


def _own(one: LetterPerson) -> dict[str, Fact]:
    row = one.row
    return {
        "danh_xung": TITLES.get(one.sex, ""),
        "ho_ten": one.name,
        "ngay_sinh": one.born,
        "noi_sinh": one.birth_place,
        "so_bhxh": one.insurance_number,
        "noi_cu_tru": one.residence,
        "dien_thoai": one.phone,
        "trinh_do": one.education,
        "chuc_vu": row.post,
        "don_vi": row.unit_name,
        "ngay_nghi_huu": row.leaves_on,
        "ngay_hieu_luc": row.leaves_on,
        "ly_do": one.reason,
        "tro_cap": f"{one.one_off.vietnamese} đồng" if one.one_off is not None else "",
        "so_thong_bao": row.notice_number,
        "ngay_thong_bao": row.noticed_on,
    }


def _numbered(one: LetterPerson, draft: Draft, number: str) -> dict[str, Fact]:
    """The number of this person's paper: given now, or already on the paper that was issued, with its day."""
    row = one.row
    issued = {NOTICE: row.notice_number, DECISION: row.decision_number, LEAVING: row.decision_number}.get(
        draft.kind, ""
    )
    written = numbers.parse(number or issued)
    found: dict[str, Fact] = {}
    if written is not None and not (draft.draft and not number):
        found["so"] = f"{written.number}{written.suffix}"
    signed = issued_on(one, draft.kind)
    if not number and signed is not None and draft.day is None:
        found["ngay_ky"] = signed
    return found


def issued_on(one: LetterPerson, kind: str) -> date | None:
    """The day on which the paper was issued, where it was."""
    row = one.row
    return {NOTICE: row.noticed_on, DECISION: row.decided_on, LEAVING: row.decided_on}.get(kind)


__all__ = ["DECISION", "INSURANCE", "KINDS", "LEAVING", "NOTICE", "REPORT", "Draft", "Lack", "Prepared", "prepare"]
