"""Which text governs a matter for a category on a day, and which day selects the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.calendar import shown
from desktop_app.law.judging import told
from desktop_app.law.packs import Pack, shipped

Domain = Literal["framework", "posts", "leaving", "discipline", "rating", "retirement", "pay"]
TOPIC = "regimes"

SELECTORS: Mapping[Domain, str] = {
    "framework": "ngày áp dụng",
    "posts": "ngày thực hiện quy trình; quy trình đã xong theo văn bản cũ vẫn có giá trị",
    "leaving": "ngày ký văn bản",
    "discipline": "ngày xử lý; việc đang xử lý trước văn bản mới thì theo văn bản cũ",
    "rating": "năm đánh giá",
    "retirement": "tháng đủ tuổi nghỉ hưu",
    "pay": "ngày đến hạn",
}


@dataclass(frozen=True)
class Regime:
    """One governing text: a code that never changes, its name, and the texts that changed it by the day."""

    code: str
    name: str
    amended: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """As a paper names it."""
        return f"{self.name} (được sửa đổi, bổ sung bởi {', '.join(self.amended)})" if self.amended else self.name


def regime(domain: Domain, category: str, day: date, pack: Pack | None = None) -> Answer[Regime]:
    """The text that governs the domain for the category on the day that selects it (see ``SELECTORS``)."""
    figure = (pack or shipped(TOPIC))[domain]
    row = figure.at(category, day)
    if row is None:
        return unregulated(f"{figure.label.lower()}, đối tượng {category}, ngày {shown(day)}")
    value = row.value
    found = Regime(value["code"], value["name"], tuple(value.get("amended", ())))
    return told(found, row, f"{figure.label} ngày {shown(day)}: {found.cited}.", f"Chọn theo {SELECTORS[domain]}.")


def rating_regime(category: str, year: int, pack: Pack | None = None) -> Answer[Regime]:
    """The text for the rating of a year: the one in force at its end.

    For viên chức in 2026 the unit without a regulation of its own may still use the older text; the answer says so.
    """
    found = regime("rating", category, date(year, 12, 31), pack)
    older = regime("rating", category, date(year, 1, 1), pack)
    if found.value is None or older.value is None or older.value.code == found.value.code:
        return found
    note = f"Đơn vị chưa có quy chế đánh giá thì năm {year} vẫn được dùng {older.value.cited}."
    return Answer(found.value, None, found.basis, found.steps, (*found.warnings, note), found.confirmed)


def discipline_regime(
    category: str, handled: date, *, begun: date | None = None, act: date | None = None, pack: Pack | None = None
) -> Answer[tuple[Regime, ...]]:
    """The text for a case handled on a day; a second one where the person may invoke the older, more favourable law.

    ``begun`` is the day the handling began, ``act`` the day of the act. A case begun under the older text stays there.
    """
    found = regime("discipline", category, begun or handled, pack)
    if found.value is None:
        return Answer(None, found.verdict, found.basis, found.steps, confirmed=False)
    if act is None:
        return told_many(found, (found.value,))
    then = regime("discipline", category, act, pack)
    if then.value is None or then.value.code == found.value.code:
        return told_many(found, (found.value,))
    note = (
        f"Hành vi xảy ra ngày {shown(act)}, khi {then.value.cited} có hiệu lực: "
        "áp dụng văn bản đó nếu có lợi hơn cho người vi phạm."
    )
    return told_many(found, (found.value, then.value), note)


def told_many(found: Answer[Regime], regimes: tuple[Regime, ...], *notes: str) -> Answer[tuple[Regime, ...]]:
    """The same answer with all the texts that may apply, the first one first."""
    return Answer(regimes, None, found.basis, found.steps, (*found.warnings, *notes), found.confirmed)
