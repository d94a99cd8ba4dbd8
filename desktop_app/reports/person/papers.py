"""The papers of people, read from the register and made: pages for the preview, or a file by the ending of its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.connection import Connection
from db.values import Key
from desktop_app.document import Document, Paper
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.law.discipline import FORMS
from desktop_app.reports.docx import write_docx
from desktop_app.reports.export import write_document
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.export import office_head
from desktop_app.reports.paper_pdf import papers_bytes, write_papers
from desktop_app.reports.pdf import pdf_bytes
from desktop_app.reports.person.check_sheet import check_sheet
from desktop_app.reports.person.cv_2008 import NAME as NAME_2008
from desktop_app.reports.person.cv_2008 import cv_2008
from desktop_app.reports.person.cv_2023 import NAME as NAME_2023
from desktop_app.reports.person.cv_2023 import cv_2023
from desktop_app.reports.person.facts import FileFacts, Punishment
from desktop_app.reports.person.summary import summary
from desktop_app.services.attachments import read, thumbnail
from desktop_app.services.discipline_rows import cases
from desktop_app.services.export import witness
from desktop_app.services.person.file import PersonFile, read_file
from desktop_app.services.person.trail import trail
from desktop_app.services.work import Work

FORMS_OF_CV: dict[str, tuple[str, Callable[[FileFacts], Paper]]] = {
    "cv_2023": (NAME_2023, cv_2023),
    "cv_2008": (NAME_2008, cv_2008),
}
CHECK, SUMMARY = "check", "summary"


@dataclass(frozen=True)
class PersonPaper:
    """One kind of paper as a menu shows it; ``endings`` are the files it can be written to."""

    kind: str
    name: str
    endings: tuple[str, ...]


PERSON_PAPERS = (
    PersonPaper("cv_2023", NAME_2023, (".pdf", ".docx")),
    PersonPaper("cv_2008", NAME_2008, (".pdf", ".docx")),
    PersonPaper(CHECK, "Phiếu kiểm tra dữ liệu hồ sơ", (".pdf", ".xlsx")),
    PersonPaper(SUMMARY, "Lý lịch trích ngang", (".pdf", ".xlsx")),
)


def person_pages(work: Work, kind: str, people: Sequence[Key], progress: Progress = no_progress) -> bytes:
    """A paper of each of these people as one PDF; ``KeyError`` for a kind that is none."""
    if kind in {CHECK, SUMMARY}:
        return pdf_bytes(_list(work, kind, people, progress, only_filled=True))
    return papers_bytes(_papers(work, kind, people, progress))


def write_person_paper(
    work: Work, kind: str, people: Sequence[Key], out: Path, progress: Progress = no_progress
) -> None:
    """The same as a file: .pdf, and .docx for a lý lịch, .xlsx for the data check sheet; else ``InvalidInput``."""
    ending = out.suffix.lower()
    paper = next(one for one in PERSON_PAPERS if one.kind == kind)
    if ending not in paper.endings:
        said = " hoặc ".join(paper.endings)
        raise InvalidInput(f"“{paper.name}” chỉ ghi được ra {said}. Hãy đặt lại tên tệp.", "out")
    if kind in {CHECK, SUMMARY}:
        write_document(_list(work, kind, people, progress, only_filled=ending == ".pdf"), out)
    elif ending == ".docx":
        write_docx(_papers(work, kind, people, progress), out)
    else:
        write_papers(_papers(work, kind, people, progress), out)


def file_facts(work: Work, person: Key) -> FileFacts:
    """A file with everything its papers say of it."""
    raw = _raw(work)
    file = read_file(work, person)
    punishments = tuple(
        Punishment(row.effective, row.ends, FORMS[row.form], row.act, row.authority or "")
        for row in cases(work, work.today, person=file.key)
        if row.form and row.effective
    )
    return FileFacts(file, office_head(raw), work.today, _photo(work, file), witness(raw), punishments)


def _papers(work: Work, kind: str, people: Sequence[Key], progress: Progress) -> list[Paper]:
    make = FORMS_OF_CV[kind][1]
    made = []
    for done, person in enumerate(people):
        progress(done, len(people))
        made.append(make(file_facts(work, person)))
    return made


def _list(work: Work, kind: str, people: Sequence[Key], progress: Progress, *, only_filled: bool) -> Document:
    """A trích ngang in Excel has every column of the form; on paper those in which nobody has anything are left out."""
    if kind == CHECK:
        return _sheet(work, people)
    files = []
    for done, person in enumerate(people):
        progress(done, len(people))
        files.append(file_facts(work, person))
    return summary(files, work.today, only_filled=only_filled)


def _sheet(work: Work, people: Sequence[Key]) -> Document:
    if len(people) != 1:
        raise InvalidInput("Phiếu kiểm tra dữ liệu in cho từng người. Hãy chọn một người.", "people")
    facts = file_facts(work, people[0])
    return check_sheet(facts, trail(_raw(work), facts.file.key))


def _photo(work: Work, file: PersonFile) -> bytes | None:
    sha256 = str(file.person.values["photo"] or "")
    if not sha256:
        return None
    try:
        return read(work, sha256)
    except MachineTrouble:  # the attachments did not come along with the register; the small picture is in it
        return thumbnail(_raw(work), sha256)


def _raw(work: Work) -> Connection:
    return work.raw
