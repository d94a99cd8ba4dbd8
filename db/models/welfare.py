"""Health, allowances, household, honours."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.base import USEFUL, Record, field, link
from db.types import CoefficientType, DayType, MoneyType, PartialDateType, WholeType
from db.values import Coefficient, Dong, PartialDate


class Award(Record):
    """Danh hiệu được phong tặng, hình thức khen thưởng."""

    __tablename__ = "award"
    __title__ = "Khen thưởng, danh hiệu"
    __tab__ = "Khen thưởng, kỷ luật"
    __item__ = "22, 35.1"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    title: Mapped[str] = field(
        "Danh hiệu, hình thức khen thưởng", nullable=False, catalog="award", item="22, 35.1", old_item="19, 21"
    )
    awarded_on: Mapped[PartialDate | None] = field("Năm được tặng", PartialDateType, item="22, 35.1", old_item="19, 21")
    awarded_by: Mapped[str | None] = field("Cơ quan khen thưởng")
    reason: Mapped[str | None] = field("Thành tích")
    decision_number: Mapped[str | None] = field("Số quyết định")
    decision_date: Mapped[date | None] = field("Ngày quyết định", DayType, past=True)


class HealthCheck(Record):
    """Tình trạng sức khỏe vào một ngày."""

    __tablename__ = "health_check"
    __title__ = "Sức khỏe"
    __tab__ = "Lịch sử, gia đình"
    __item__ = "31"
    __level__ = USEFUL
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    checked_on: Mapped[PartialDate | None] = field("Ngày khám", PartialDateType)
    state: Mapped[str | None] = field("Tình trạng sức khỏe", restricted=True, item="31", old_item="23", level=USEFUL)
    height: Mapped[int | None] = field("Chiều cao (cm)", WholeType, reads="height", item="31", old_item="23")
    weight: Mapped[int | None] = field("Cân nặng (kg)", WholeType, reads="weight", item="31", old_item="23")
    blood_group: Mapped[str | None] = field("Nhóm máu", catalog="blood_group", item="31", old_item="23", level=USEFUL)


class Allowance(Record):
    """Phụ cấp ngoài phụ cấp chức vụ."""

    __tablename__ = "allowance"
    __title__ = "Phụ cấp khác"
    __tab__ = "Lương"
    __item__ = "30.2, 37.2"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    kind: Mapped[str] = field("Loại phụ cấp", nullable=False, catalog="allowance", item="37.2")
    starts: Mapped[date | None] = field("Từ ngày", DayType, item="37.2")
    ends: Mapped[date | None] = field("Đến hết ngày", DayType, item="37.2")
    percent: Mapped[Coefficient | None] = field("Phần trăm hưởng (%)", CoefficientType, reads="percent", item="37.2")
    coefficient: Mapped[Coefficient | None] = field("Hệ số", CoefficientType, item="37.2")
    form: Mapped[str | None] = field("Hình thức hưởng", item="37.2")
    amount: Mapped[Dong | None] = field("Giá trị (đồng)", MoneyType, item="37.2")


class Household(Record):
    """Hoàn cảnh kinh tế gia đình theo một lần khai."""

    __tablename__ = "household"
    __title__ = "Hoàn cảnh kinh tế gia đình"
    __tab__ = "Lịch sử, gia đình"
    __item__ = "37.3"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    declared_on: Mapped[PartialDate | None] = field("Năm khai", PartialDateType)
    pay_income: Mapped[Dong | None] = field("Thu nhập từ lương (đồng/năm)", MoneyType, restricted=True, item="37.3")
    other_income: Mapped[Dong | None] = field(
        "Thu nhập từ nguồn khác (đồng/năm)", MoneyType, restricted=True, item="37.3"
    )
    given_house: Mapped[str | None] = field(
        "Nhà ở được cấp, được thuê (loại nhà, diện tích)", restricted=True, item="37.3"
    )
    own_house: Mapped[str | None] = field(
        "Nhà ở tự mua, tự xây (loại nhà, diện tích, giấy chứng nhận)", restricted=True, item="37.3"
    )
    given_land: Mapped[str | None] = field("Đất ở được cấp (diện tích)", restricted=True, item="37.3")
    own_land: Mapped[str | None] = field("Đất ở tự mua (diện tích, giấy chứng nhận)", restricted=True, item="37.3")
    farm_land: Mapped[str | None] = field("Đất sản xuất, kinh doanh", restricted=True, item="37.3")
