"""The papers of people, read from the register and made: pages for the preview, or a file by the ending of its name."""

from collections.abc import Callable, Sequence
from datetime import date
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
from desktop_app.reports.person.cv_2008 import cv_2008
from desktop_app.reports.person.cv_2023 import cv_2023
from desktop_app.reports.person.facts import FileFacts, Punishment
from desktop_app.reports.person.kinds import CHECK, CV_2008, CV_2023, SUMMARY, paper_of
from desktop_app.reports.person.summary import RECORDS, summary
from desktop_app.reports.shown import short_date
from desktop_app.services.attachments import read, thumbnail
from desktop_app.services.discipline.rows import cases
from desktop_app.services.export import witness
from desktop_app.services.merge import resolve
from desktop_app.services.person.file import PersonFile, read_file, read_files
from desktop_app.services.person.trail import trail
from desktop_app.services.work import Work

_CVS: dict[str, Callable[[FileFacts], Paper]] = {CV_2023: cv_2023, CV_2008: cv_2008}


_How = tuple[date | None, Progress]
_BLOCK = 200


def person_pages(
    work: Work, kind: str, people: Sequence[Key], as_of: date | None = None, progress: Progress = no_progress
) -> bytes:
    """A paper of each of these people as one PDF, as of a day (today unless told); ``KeyError`` for a kind that is none."""
    if kind in {CHECK, SUMMARY}:
        return pdf_bytes(_list(work, kind, people, (as_of, progress), only_filled=True))
    return papers_bytes(_papers(work, kind, people, (as_of, progress)))


def write_person_paper(
    work: Work, kind: str, people: Sequence[Key], out: Path, as_of: date | None = None, progress: Progress = no_progress
) -> None:
    """The same as a file: .pdf, and .docx for a lý lịch, .xlsx for the data check sheet; else ``InvalidInput``."""
    ending = out.suffix.lower()
    paper = paper_of(kind)
    if ending not in paper.endings:
        said = " hoặc ".join(paper.endings)
        raise InvalidInput(f"“{paper.name}” chỉ ghi được ra {said}. Hãy đặt lại tên tệp.", "out")
    if kind in {CHECK, SUMMARY}:
        write_document(_list(work, kind, people, (as_of, progress), only_filled=ending == ".pdf"), out)
    elif ending == ".docx":
        write_docx(_papers(work, kind, people, (as_of, progress)), out)
    else:
        write_papers(_papers(work, kind, people, (as_of, progress)), out)


def file_facts(work: Work, person: Key, as_of: date | None = None) -> FileFacts:
    """A file with everything its papers say of it, as of a day."""
    raw = _raw(work)
    file = read_file(work, person, as_of)
    day = file.as_of
    punishments = tuple(
        Punishment(row.effective, row.ends, FORMS[row.form], row.act, row.authority or "")
        for row in cases(work, day, person=file.key)
        if row.form and row.effective
    )
    return FileFacts(file, office_head(raw), work.today, _photo(work, file), _witness(work, day), punishments)


def _papers(work: Work, kind: str, people: Sequence[Key], how: _How) -> list[Paper]:
    make, (as_of, progress) = _CVS[kind], how
    made = []
    for done, person in enumerate(people):
        progress(done, len(people))
        made.append(make(file_facts(work, person, as_of)))
    return made


def _list(work: Work, kind: str, people: Sequence[Key], how: _How, *, only_filled: bool) -> Document:
    """A trích ngang in Excel has every column of the form; on paper those in which nobody has anything are left out."""
    if kind == CHECK:
        return _sheet(work, people, how[0])
    return summary(_lines(work, people, how), how[0] or work.today, only_filled=only_filled)


def _lines(work: Work, people: Sequence[Key], how: _How) -> list[FileFacts]:
    """What the columns of a list read, many people at a time: neither photos nor the other records."""
    raw, (as_of, progress) = _raw(work), how
    office, said = office_head(raw), _witness(work, as_of)
    lines = []
    for place in range(0, len(people), _BLOCK):
        progress(place, len(people))
        block = [resolve(work, key) for key in people[place : place + _BLOCK]]
        files = read_files(work, block, RECORDS, as_of)
        if len(files) < len(set(block)):
            raise InvalidInput("Có hồ sơ không còn trong sổ. Hãy chọn lại.")
        lines += [FileFacts(files[key], office, work.today, witness=said) for key in block]
    return lines


def _witness(work: Work, as_of: date | None) -> str:
    """The state of the register, and the day where it is another than today."""
    said = witness(_raw(work))
    return said if as_of in {None, work.today} else f"{said}; số liệu tính đến {short_date(as_of)}"


def _sheet(work: Work, people: Sequence[Key], as_of: date | None) -> Document:
    if len(people) != 1:
        raise InvalidInput("Phiếu kiểm tra dữ liệu in cho từng người. Hãy chọn một người.", "people")
    facts = file_facts(work, people[0], as_of)
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
