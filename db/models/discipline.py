"""Discipline: the case, its steps, the spans that do not count, the council. All of it is restricted."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType, WholeType, YesNoType

STEPS = (
    "phat_hien",
    "ket_luan",
    "thong_bao",
    "kiem_diem",
    "bao_cao",
    "keo_dai",
    "lap_hoi_dong",
    "trieu_tap",
    "hop_hoi_dong",
    "kien_nghi",
    "quyet_dinh",
    "cong_bo",
    "khong_vi_pham",
    "dang_quyet_dinh",
    "dang_cong_bo",
    "dang_huy",
    "ban_an",
    "khieu_nai",
    "ket_qua_khieu_nai",
    "huy_bo",
    "dinh_chinh",
    "dinh_chi",
    "keo_dai_dinh_chi",
    "thoi_dinh_chi",
)


class DisciplineCase(Record):
    """Vụ việc kỷ luật: hành vi vi phạm của một người, từ lúc phát hiện đến khi quyết định hết hiệu lực."""

    __tablename__ = "discipline_case"
    __title__ = "Vụ việc kỷ luật"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    category: Mapped[str] = field(
        "Loại khi bị xử lý", nullable=False, catalog="discipline_category", restricted=True, item="35.2"
    )
    act: Mapped[str] = field("Hành vi vi phạm", nullable=False, long=True, restricted=True, item="35.2")
    ground: Mapped[str | None] = field("Nhóm hành vi", catalog="discipline_ground", restricted=True)
    area: Mapped[str | None] = field("Lĩnh vực vi phạm", restricted=True)
    gravity: Mapped[str | None] = field("Tính chất, mức độ", catalog="discipline_gravity", restricted=True)
    level: Mapped[str | None] = field("Mức của hành vi", catalog="discipline_level", restricted=True)
    exempt: Mapped[str | None] = field("Không áp dụng thời hiệu vì", catalog="discipline_exempt", restricted=True)
    act_started: Mapped[date | None] = field("Vi phạm từ ngày", DayType, restricted=True)
    act_ended: Mapped[date | None] = field("Vi phạm đến ngày", DayType, restricted=True)
    duty_related: Mapped[bool | None] = field("Liên quan đến công vụ, nhiệm vụ", YesNoType, restricted=True)
    corruption: Mapped[bool | None] = field("Hành vi tham nhũng", YesNoType, restricted=True)
    found_by: Mapped[str | None] = field("Nguồn phát hiện", restricted=True)
    old_unit: Mapped[bool | None] = field("Hành vi xảy ra ở đơn vị cũ", YesNoType, restricted=True)
    no_review: Mapped[str | None] = field("Không họp kiểm điểm vì", catalog="discipline_no_review", restricted=True)
    left_service: Mapped[bool | None] = field("Đã nghỉ việc, nghỉ hưu khi bị xử lý", YesNoType, restricted=True)
    party_member: Mapped[bool | None] = field("Là đảng viên", YesNoType, restricted=True)
    party_managed: Mapped[bool | None] = field("Chức vụ thuộc diện Đảng quản lý", YesNoType, restricted=True)
    rating_year: Mapped[int | None] = field("Tính vào năm đánh giá, xếp loại", WholeType, restricted=True)
    past: Mapped[bool | None] = field("Ghi lại quyết định đã có", YesNoType, restricted=True)
    source: Mapped[bytes | None] = link("source_row", "Nguồn nhập")
    remark: Mapped[str | None] = field("Ghi chú", long=True, restricted=True)

    __table_args__ = (
        CheckConstraint("act_started IS NULL OR act_ended IS NULL OR act_ended >= act_started", name="act_in_order"),
        Index(None, "person"),
        {"sqlite_with_rowid": False},
    )


class DisciplineStep(Record):
    """Một bước của vụ việc kỷ luật: ngày, văn bản, người ký; trạng thái của vụ việc được tính từ các bước."""

    __tablename__ = "discipline_step"
    __title__ = "Bước xử lý kỷ luật"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    case: Mapped[bytes] = link("discipline_case", "Vụ việc", nullable=False)
    kind: Mapped[str] = field("Bước", nullable=False, catalog="discipline_step", restricted=True)
    day: Mapped[date] = field("Ngày", DayType, nullable=False, restricted=True)
    form: Mapped[str | None] = field("Hình thức kỷ luật", catalog="discipline_any_form", restricted=True)
    effective: Mapped[date | None] = field("Ngày có hiệu lực", DayType, restricted=True)
    number: Mapped[str | None] = field("Số, ký hiệu văn bản", restricted=True)
    authority: Mapped[str | None] = field("Cơ quan ban hành", restricted=True)
    signer: Mapped[str | None] = field("Người ký", restricted=True)
    signer_post: Mapped[str | None] = field("Chức vụ người ký", restricted=True)
    text: Mapped[str | None] = field("Nội dung, kết quả", long=True, restricted=True)
    provision: Mapped[str | None] = field("Điều khoản áp dụng", restricted=True)
    votes_for: Mapped[int | None] = field("Số phiếu đồng ý", WholeType, restricted=True)
    votes_cast: Mapped[int | None] = field("Số phiếu phát ra", WholeType, restricted=True)
    prison: Mapped[bool | None] = field("Phạt tù không cho hưởng án treo", YesNoType, restricted=True)
    accepted: Mapped[bool | None] = field("Chấp nhận khiếu nại, khởi kiện", YesNoType, restricted=True)
    decision: Mapped[bytes | None] = link("discipline_step", "Về quyết định")
    replaces: Mapped[bytes | None] = link("discipline_step", "Thay thế quyết định")
    back_from: Mapped[date | None] = field("Trả lại quyền lợi từ ngày", DayType, restricted=True)
    paper: Mapped[bytes | None] = link("paper", "Bản quét", restricted=True)

    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in STEPS) + ")", name="kind_known"),
        Index(None, "person"),
        Index(None, "case", "day"),
        {"sqlite_with_rowid": False},
    )


class DisciplineInterval(Record):
    """Khoảng thời gian không tính vào thời hiệu, thời hạn: ốm đau, thai sản, tố tụng, khiếu nại."""

    __tablename__ = "discipline_interval"
    __title__ = "Thời gian không tính khi xử lý kỷ luật"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    case: Mapped[bytes] = link("discipline_case", "Vụ việc", nullable=False, index=True)
    kind: Mapped[str] = field("Lý do", nullable=False, catalog="discipline_not_counted", restricted=True)
    starts: Mapped[date] = field("Từ ngày", DayType, nullable=False, restricted=True)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType, restricted=True)
    text: Mapped[str | None] = field("Nội dung", restricted=True)
    paper: Mapped[bytes | None] = link("paper", "Bản quét", restricted=True)

    __table_args__ = (
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        {"sqlite_with_rowid": False},
    )


class CouncilMember(Record):
    """Thành viên Hội đồng kỷ luật hoặc người ghi biên bản của một vụ việc."""

    __tablename__ = "council_member"
    __title__ = "Thành viên Hội đồng kỷ luật"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    case: Mapped[bytes] = link("discipline_case", "Vụ việc", nullable=False, index=True)
    name: Mapped[str] = field("Họ và tên", nullable=False, restricted=True)
    role: Mapped[str] = field("Vai trò", nullable=False, catalog="council_role", restricted=True)
    post: Mapped[str | None] = field("Chức vụ, đơn vị", restricted=True)
    related: Mapped[bool | None] = field("Là người thân thích, người có liên quan", YesNoType, restricted=True)
    present: Mapped[bool | None] = field("Có mặt tại cuộc họp", YesNoType, restricted=True)
    opinion: Mapped[str | None] = field("Ý kiến", long=True, restricted=True)

    __table_args__ = ({"sqlite_with_rowid": False},)
