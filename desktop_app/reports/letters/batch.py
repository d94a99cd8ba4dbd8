"""Papers for one person or many, whatever they are about: the draft, what is missing, pages, Word and PDF.

A kind of papers is told by its ``Preparing``: a function that sets the facts of each record into the letter in force.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from db.values import Key, PartialDate
from desktop_app.document import Paper
from desktop_app.errors import InvalidInput
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.letters.engine import Letter
from desktop_app.reports.letters.facts import Fact, Facts, is_missing
from desktop_app.reports.letters.facts import Key as Asked
from desktop_app.reports.letters.kinds import INSURANCE
from desktop_app.services import numbers
from desktop_app.services.retirement.facts import LetterOffice
from desktop_app.services.signers import SignerRow
from desktop_app.services.work import Work

IN_FILE = frozenset({"danh_xung", "ho_ten", "ngay_sinh", "chuc_vu", "don_vi"})
"""Facts that stand in the person's file, see ``person_facts``."""
IN_OFFICE = frozenset({"co_quan", "co_quan_chu_quan", "dia_danh"})
"""Facts that stand in the settings of the office."""
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

    letters: tuple[tuple[Letter, Facts], ...]
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


Preparing = Callable[[Work, Sequence[Key], Draft], Prepared]
"""The letters in force for these records with their facts; ``InvalidInput`` names whoever gets none, and why."""


class Making:
    """A batch in the making: letter by letter, with what is missing and which words the office is asked for."""

    def __init__(self, *, draft: bool) -> None:
        self._draft = draft
        self._letters: list[tuple[Letter, Facts]] = []
        self._lacks: list[Lack] = []
        self._asked: set[str] = set()

    def add(self, letter: Letter, facts: Facts, about: tuple[Key, str], stands: Callable[[str], str]) -> None:
        """One more letter, about a person of that name; ``stands`` tells where a fact is filled in."""
        known = {name: value for name, value in facts.items() if not is_missing(value)}
        self._letters.append((letter, known))
        self._asked |= {key.name for key in (*letter.keys(), *letter.may_have())}
        for lacking in letter.missing(known, draft=self._draft):
            where = stands(lacking.name)
            person, name = (None, "") if where in {"office", "here"} else about
            lack = Lack(person, name, lacking, where)
            if lack not in self._lacks:
                self._lacks.append(lack)

    def ready(self, shared: Facts, *, practice: bool) -> Prepared:
        """The whole batch; ``shared`` are the facts that its letters have in common."""
        words = {name: plain_words(shared.get(name)) for name in OF_OFFICE if name in self._asked}
        if words.get("ky_hieu"):
            del words["ky_hieu"]  # the number says it
        return Prepared(tuple(self._letters), tuple(self._lacks), words, practice)


def papers_of(work: Work, prepare: Preparing, keys: Sequence[Key], draft: Draft) -> list[Paper]:
    """The papers in the order given; ``InvalidInput`` names whom something is missing for."""
    ready = prepare(work, keys, draft)
    for lack in ready.lacks:
        who = f"{lack.name}: " if lack.name else ""
        raise InvalidInput(f"{who}thiếu {lack.fact.label}.", lack.fact.name)
    mark = "VĂN PHÒNG THỰC HÀNH" if ready.practice else ""
    return [letter.compose(facts, draft=draft.draft, watermark=mark) for letter, facts in ready.letters]


def batch_pdf(
    work: Work, prepare: Preparing, keys: Sequence[Key], draft: Draft, progress: Progress = no_progress
) -> bytes:
    """All of them as the pages that will be printed."""
    from desktop_app.reports.paper_pdf import papers_bytes

    return papers_bytes(papers_of(work, prepare, keys, draft), progress)


def write_batch(
    work: Work, prepare: Preparing, keys: Sequence[Key], draft: Draft, out: Path, progress: Progress = no_progress
) -> None:
    """Write all of them as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    write_composed(papers_of(work, prepare, keys, draft), out, progress)


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


def stands(name: str) -> str:
    """Where a fact of any paper is filled in: in the file, the settings of the office, or here."""
    return "file" if name in IN_FILE else "office" if name in IN_OFFICE else "here"


def numbers_given(draft: Draft, count: int) -> tuple[str, ...]:
    """The numbers of a batch from its first; empty ones for papers that bear theirs already."""
    return numbers.series(draft.number, count) if draft.number.strip() else ("",) * count


def number_fact(text: str | None) -> dict[str, Fact]:
    """The number a paper bears, without its symbol; nothing where it cannot be read."""
    written = numbers.parse(text)
    return {} if written is None else {"so": f"{written.number}{written.suffix}"}


def person_facts(name: str, sex: str, born: PartialDate | None, post: str, unit: str) -> dict[str, Fact]:
    """Whom a paper is about."""
    return {"danh_xung": TITLES.get(sex, ""), "ho_ten": name, "ngay_sinh": born, "chuc_vu": post, "don_vi": unit}


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
