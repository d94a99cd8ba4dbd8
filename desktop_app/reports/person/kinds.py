"""Which papers of people there are; light, so that menus can name them before anything is made."""

from typing import NamedTuple

CV_2023, CV_2008, CHECK, SUMMARY = "cv_2023", "cv_2008", "check", "summary"


class PersonPaper(NamedTuple):
    """One kind of paper as a menu shows it: ``endings`` are the files it can be written to, ``one`` is for one person only."""

    kind: str
    name: str
    file: str
    endings: tuple[str, ...]
    one: bool = False


PERSON_PAPERS = (
    PersonPaper(CV_2023, "Sơ yếu lý lịch (Thông tư 06/2023/TT-BNV)", "so-yeu-ly-lich", (".pdf", ".docx")),
    PersonPaper(CV_2008, "Sơ yếu lý lịch (mẫu 2C-BNV/2008)", "so-yeu-ly-lich-2c", (".pdf", ".docx")),
    PersonPaper(CHECK, "Phiếu kiểm tra dữ liệu hồ sơ", "phieu-kiem-tra", (".pdf", ".xlsx"), one=True),
    PersonPaper(SUMMARY, "Lý lịch trích ngang", "trich-ngang", (".pdf", ".xlsx")),
)


def paper_of(kind: str) -> PersonPaper:
    """The paper of a kind; ``KeyError`` when there is none."""
    found = next((one for one in PERSON_PAPERS if one.kind == kind), None)
    if found is None:
        raise KeyError(kind)
    return found
