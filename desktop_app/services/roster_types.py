"""What the roster asks and gets: plain data, shared by the window, the exports and the command line.

Named tuples: these stand before the first picture, and to define a frozen dataclass takes six times as long.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

CATEGORY_NAMES = {
    "CB": "Cán bộ",
    "CC": "Công chức",
    "VC": "Viên chức",
    "HDLD": "Hợp đồng lao động",
    "KCT": "Người hoạt động không chuyên trách",
}
SEX_NAMES = {"nam": "Nam", "nu": "Nữ"}
GROUP_NAMES = {
    "unit": "Đơn vị",
    "category": "Đối tượng",
    "post": "Chức vụ",
    "rank": "Ngạch, chức danh nghề nghiệp",
    "sex": "Giới tính",
    "age": "Nhóm tuổi",
    "ethnic": "Dân tộc",
    "religion": "Tôn giáo",
    "party": "Đảng viên",
    "general_education": "Giáo dục phổ thông",
    "qualification": "Trình độ chuyên môn",
    "political_theory": "Lý luận chính trị",
}
"""What a list can be grouped by."""


class Line(NamedTuple):
    """A condition: a field, how it is asked, and the values asked for (``between``: from and to, either may be empty)."""

    field: str
    operation: str
    values: tuple[str, ...] = ()


class RosterQuery(NamedTuple):
    """Which people are wanted, as of a day."""

    as_of: date
    unit: bytes | None = None
    descendants: bool = True
    categories: frozenset[str] = frozenset()
    status: str = "working"  # "working", "left", "all"
    sort: str = "name"  # the name of a column; "name" is the Vietnamese name order
    descending: bool = False
    lines: tuple[Line, ...] = ()  # each must hold; see services/lists
    group: str = ""  # one of ``GROUP_NAMES``: people of one group side by side


ORDER_OF = {"full_name": "name", "born_male": "born", "born_female": "born"}
"""The order of a query by the column it is sorted by, where the two are called differently."""


class RosterRow(NamedTuple):
    """One line of the list, as of the day asked; empty text where the register holds nothing."""

    key: bytes
    full_name: str
    sex: str
    born: str
    personal_number: str
    staff_number: str
    category: str
    unit: str
    unit_path: str
    post: str
    post_since: str
    rank_code: str
    rank_name: str
    step: int | None
    coefficient: str  # "3.33", or "" where there is none
    beyond_percent: str
    salary_since: str
    next_step_on: str
    ethnic: str
    religion: str
    phone: str
    email: str
    home_town: str
    address: str
    recruited_on: str
    general_education: str
    qualification: str
    major: str
    political_theory: str
    state_management: str
    foreign_language: str
    informatics: str
    party_joined: str
    party_official: str
    insurance_number: str
    left_on: str


class GroupRow(NamedTuple):
    """One group: its name, how many people, women and members of the Party among them, its share in percent."""

    title: str
    people: int
    women: int
    party: int
    share: str


class Counted(NamedTuple):
    """The counts of a list: its groups, by what, as of which day, under which conditions in words."""

    rows: tuple[GroupRow, ...]
    by: str
    as_of: date
    filter_text: str


class Whole(NamedTuple):
    """A whole list: keys, the search text of each, and the group of each (its place in ``titles``) where it is grouped."""

    keys: Sequence[bytes]
    texts: Sequence[str]
    groups: Sequence[int] = ()
    titles: Sequence[str] = ()
    sexes: bytes = b""  # of each: 1 for a woman, 2 for a man, 0 where it is not known

    def women_men(self, places: Sequence[int] | None) -> tuple[int, int]:
        """How many women and men stand at some places, or in the whole list."""
        some = self.sexes if places is None else bytes(map(self.sexes.__getitem__, places))
        return some.count(1), some.count(2)


class UnitNode(NamedTuple):
    """One unit of the tree as of a day, with the number of people working in it alone."""

    key: bytes
    parent: bytes | None
    name: str
    code: str
    people: int
    starts: str
    ends: str  # the last day of a unit that was merged or closed, else ""
    closed: bool


class Fact(NamedTuple):
    """A labelled line of a person's card or file."""

    label: str
    value: str


class PersonCard(NamedTuple):
    """What the card beside the list shows of one person."""

    row: RosterRow
    facts: tuple[Fact, ...]
    sources: tuple[Fact, ...] = ()
    # where the file came from: workbook, sheet, row; then its verbatim cells
