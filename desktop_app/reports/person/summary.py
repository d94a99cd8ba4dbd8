"""Lý lịch trích ngang: one line for each person, the columns that councils and calls for lists ask for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.values import PartialDate
from desktop_app.document import Column, Document, Kind, LetterHead, Signature, Table, Value
from desktop_app.reports.person.facts import FileFacts
from desktop_app.reports.shown import long_date, people

TITLE = "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"


@dataclass(frozen=True)
class SummaryColumn:
    """One column; ``read`` is what a file says in it (empty where the register has no place for it)."""

    title: str
    width: float
    read: Callable[[FileFacts], Value]
    kind: Kind = "text"


def _own(title: str, width: float, *names: str) -> SummaryColumn:
    return SummaryColumn(title, width, lambda facts: facts.own(*names))


def _now(title: str, width: float, record: str, *names: str) -> SummaryColumn:
    return SummaryColumn(title, width, lambda facts: facts.now(record, *names))


def _level(title: str, width: float, kind: str, *names: str) -> SummaryColumn:
    return SummaryColumn(title, width, lambda facts: facts.level(kind, *names))


def _unheld(title: str, width: float = 12) -> SummaryColumn:
    return SummaryColumn(title, width, lambda _facts: "")


def _age(facts: FileFacts) -> Value:
    born = facts.file.person.values["born"]
    if not isinstance(born, PartialDate):
        return None
    # a birth known to the year or month counts from its beginning, as in the lists
    had = (facts.file.as_of.month, facts.file.as_of.day) >= (born.month or 0, born.day or 0)
    return facts.file.as_of.year - born.year - (not had)


def _allowances(facts: FileFacts) -> Value:
    return "; ".join(row.texts["kind"] for row in facts.rows("allowance") if row.state == "current")


def _best_award(facts: FileFacts) -> Value:
    return "; ".join(facts.honours()[:1])


def _youth(facts: FileFacts) -> Value:
    rows = [row for row in facts.rows("organisation") if _is_youth_union(row.texts["name"].lower())]
    return rows[-1].texts["post"] if rows else ""


def _is_youth_union(name: str) -> bool:
    """Đoàn Thanh niên, Tỉnh đoàn, Xã đoàn; not the union of workers."""
    return "đoàn" in name and "công đoàn" not in name


COLUMNS: tuple[SummaryColumn, ...] = (
    _own("Số hiệu CBCC", 10, "staff_number"),
    _own("Họ và tên khai sinh", 22, "full_name"),
    _own("Tên gọi khác", 12, "other_name"),
    _own("Ngày sinh", 11, "born"),
    SummaryColumn("Tuổi", 6, _age, "index"),
    _own("Giới tính", 7, "sex"),
    _now("Đơn vị công tác", 24, "assignment", "unit"),
    _own("Nơi sinh", 22, "birth_place"),
    _own("Quê quán", 22, "home_town"),
    _own("Dân tộc", 8, "ethnic"),
    _own("Tôn giáo", 9, "religion"),
    _unheld("Thành phần bản thân"),
    _own("Thành phần gia đình", 12, "family_origin"),
    _own("Nơi đăng ký Hộ khẩu thường trú", 24, "permanent_address"),
    _own("Nơi ở hiện nay", 24, "address"),
    _own("Nghề nghiệp khi được tuyển dụng", 14, "previous_job"),
    _own("Ngày tuyển dụng", 11, "recruited_on"),
    _own("Cơ quan tuyển dụng", 18, "recruited_by"),
    _now("Chức vụ hiện tại", 16, "assignment", "post"),
    _now("Chức danh hiện tại", 16, "assignment", "job_position"),
    _own("Công việc chính được giao", 18, "main_work"),
    _now("Tên ngạch hiện tại", 16, "salary_step", "rank_name"),
    _now("Mã ngạch hiện tại", 10, "salary_step", "rank_code"),
    _now("Bậc lương hiện tại", 7, "salary_step", "step"),
    _now("Hệ số hiện tại", 7, "salary_step", "coefficient"),
    _now("Ngày hưởng", 11, "salary_step", "starts"),
    _now("Phụ cấp chức vụ", 8, "assignment", "allowance"),
    SummaryColumn("Phụ cấp khác", 14, _allowances),
    _own("Trình độ giáo dục phổ thông", 9, "general_education"),
    _level("Trình độ chuyên môn cao nhất", 16, "chuyen_mon", "major"),
    _level("Lý luận chính trị", 10, "ly_luan"),
    _level("Quản lý Nhà nước", 12, "quan_ly_nha_nuoc"),
    _level("Ngoại ngữ", 12, "ngoai_ngu", "major"),
    _level("Tin học", 10, "tin_hoc"),
    _now("Ngày vào Đảng", 11, "party_membership", "joined_on"),
    _now("Ngày chính thức", 11, "party_membership", "official_on"),
    _unheld("Nơi kết nạp"),
    _now("Số thẻ Đảng", 11, "party_membership", "card_number"),
    _now("Chức vụ Đảng", 14, "party_membership", "post"),
    SummaryColumn("Chức vụ Đoàn", 12, _youth),
    _now("Ngày nhập ngũ", 11, "army_service", "starts"),
    _now("Ngày xuất ngũ", 11, "army_service", "ends"),
    _now("Quân hàm cao nhất", 12, "army_service", "highest_rank"),
    _unheld("Chế độ quân nhân"),
    SummaryColumn("Danh hiệu được phong tặng cao nhất", 16, _best_award),
    _own("Sở trường công tác", 14, "strength"),
    _now("Tình trạng sức khoẻ", 10, "health_check", "state"),
    _now("Chiều cao", 7, "health_check", "height"),
    _now("Cân nặng", 7, "health_check", "weight"),
    _now("Nhóm máu", 7, "health_check", "blood_group"),
    _own("Là thương binh hạng", 9, "wounded_class"),
    _unheld("Chế độ thương binh"),
    _own("Là con gia đình chính sách", 14, "policy_group"),
    _unheld("Chế độ chính sách"),
    SummaryColumn("Số CMND", 13, lambda facts: facts.own("old_id_number") or facts.own("personal_number")),
    _own("Ngày cấp", 11, "id_issued_on"),
    _own("Nơi cấp", 16, "id_issued_at"),
    _own("Số sổ BHXH", 12, "insurance_number"),
    _unheld("Ngày cấp sổ"),
    _unheld("Tình trạng hôn nhân"),
    _unheld("Mã số thuế cá nhân"),
    SummaryColumn("Di động", 12, lambda facts: facts.contact("phone")),
    _unheld("Điện thoại nhà"),
    _unheld("Điện thoại cơ quan"),
    _unheld("Email nội bộ"),
    SummaryColumn("Email riêng", 22, lambda facts: facts.contact("email")),
    _unheld("Người liên hệ (khi cần)"),
    _unheld("Mối quan hệ"),
    _unheld("Số điện thoại"),
    _unheld("Địa chỉ người liên hệ"),
)
"""After STT, in the order of the form: 71 columns with it."""
RECORDS = frozenset(
    {
        "allowance", "army_service", "assignment", "award", "contact", "health_check", "organisation", "party_membership",
        "qualification", "salary_step",
    }
)  # fmt: skip
"""The kinds of record the columns read, so that the lines of many people need no more."""


def summary(files: Sequence[FileFacts], day: date, *, only_filled: bool = False) -> Document:
    """The list of these people in this order; ``only_filled`` leaves out columns in which nobody has anything."""
    lines = [[column.read(facts) for column in COLUMNS] for facts in files]
    kept = [place for place in range(len(COLUMNS)) if not only_filled or any(line[place] for line in lines)]
    columns = [Column(("STT",), "index", 5, repeated=True)]
    for place in kept:
        one = COLUMNS[place]
        made = Column((one.title,), one.kind, one.width)
        columns.append(replace(made, repeated=True) if one.title == "Họ và tên khai sinh" else made)
    office = files[0].office if files else None
    table = Table(
        tuple(columns),
        [(number, *(line[place] for place in kept)) for number, line in enumerate(lines, 1)],
        numbered=True,
        name="Trích ngang",
        empty="Không có người nào.",
    )
    return Document(
        title=(TITLE,),
        subtitle=(f"(Số liệu tính đến {long_date(day)})",),
        head=LetterHead(office.name, office.parent, office.place, files[0].day) if office else None,
        tables=(table,),
        notes=(f"Tổng số: {people(len(files))}.",),
        signatures=(
            Signature(("NGƯỜI LẬP BẢNG",), "(Ký, họ tên)"),
            Signature((office.signer_role.upper(),), "(Ký, đóng dấu)", office.signer_name),
        )
        if office
        else (),
        paper="A3",
        watermark=files[0].watermark if files else "",
        source=files[0].witness if files else "",
        author=office.name if office else "",
    )
