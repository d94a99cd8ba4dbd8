"""Who may sign papers, from a day to a day, and how the place of the signature is headed."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.models import Office, Signer
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.staffing_lists import CAPACITIES
from desktop_app.services.work import Work

_PREFIX = {"TM": "TM.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ.", "Q": "Q."}
_WITH_BODY = frozenset({"TM", "KT", "TL", "TUQ"})


@dataclass(frozen=True)
class SignerRow:
    """Somebody who signs: ``capacity`` is a code of ``CAPACITIES``, ``body`` whom they sign for."""

    key: Key | None
    name: str
    post: str
    capacity: str = ""
    body: str = ""
    authority: str = ""
    starts: date | None = None
    ends: date | None = None
    usual: bool = False

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines over the signature: ``TM. UỶ BAN NHÂN DÂN`` and the post, or the post alone."""
        post = self.post.upper()
        if self.capacity == "Q":
            return (f"Q. {post.removeprefix('QUYỀN ').removeprefix('Q. ')}",)
        if self.capacity in _WITH_BODY and self.body:
            return (f"{_PREFIX[self.capacity]} {self.body.upper()}", post)
        return (post,)

    @property
    def words(self) -> str:
        """Name and post in one line."""
        return f"{self.name}, {self.post}" if self.post else self.name

    def holds_on(self, day: date) -> bool:
        """Whether they may sign on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


def signers(work: Work) -> tuple[SignerRow, ...]:
    """Everybody who signs or signed, the usual ones first; the office's head of the settings where nobody is recorded."""
    rows = [_row(one) for one in work.session.scalars(select(Signer))]
    rows.sort(key=lambda one: (not one.usual, one.ends is not None, one.name, one.key or b""))
    return tuple(rows) or _of_settings(work)


def signers_on(work: Work, day: date) -> tuple[SignerRow, ...]:
    """Who may sign on a day."""
    return tuple(one for one in signers(work) if one.holds_on(day))


def add_signer(work: Work, order: SignerRow) -> Key:
    """Record somebody who may sign; ``InvalidInput`` names what is missing."""
    made = Signer(name="", post="")
    _put(made, order)
    work.session.add(made)
    work.session.flush()
    return made.key


def change_signer(work: Work, order: SignerRow) -> None:
    """Correct a signer, or end one with ``ends``."""
    found = work.session.get(Signer, order.key) if order.key is not None else None
    if found is None:
        raise InvalidInput("Không còn người ký này trong sổ.")
    _put(found, order)
    work.session.flush()


def remove_signer(work: Work, key: Key) -> None:
    """Remove a signer entered by mistake; papers keep the name they were signed with."""
    found = work.session.get(Signer, key)
    if found is None:
        raise InvalidInput("Không còn người ký này trong sổ.")
    work.session.delete(found)


def _put(made: Signer, order: SignerRow) -> None:
    order = replace(order, name=order.name.strip(), post=order.post.strip(), body=order.body.strip())
    if not order.name:
        raise InvalidInput("Phải ghi họ và tên người ký.", "name")
    if not order.post:
        raise InvalidInput("Phải ghi chức vụ ghi trên văn bản.", "post")
    if order.capacity not in CAPACITIES:
        raise InvalidInput("Thẩm quyền ký không có trong danh mục.", "capacity")
    if order.capacity in _WITH_BODY and not order.body:
        raise InvalidInput("Ký TM., KT., TL., TUQ. phải ghi ký thay tập thể hoặc người nào.", "body")
    if order.starts and order.ends and order.ends < order.starts:
        raise InvalidInput("Ngày thôi ký trước ngày bắt đầu.", "ends")
    made.name, made.post, made.body = order.name, order.post, order.body or None
    made.capacity, made.authority = order.capacity or None, order.authority.strip() or None
    made.starts, made.ends, made.usual = order.starts, order.ends, order.usual


def _row(one: Signer) -> SignerRow:
    return SignerRow(
        one.key, one.name, one.post, one.capacity or "", one.body or "", one.authority or "", one.starts, one.ends,
        bool(one.usual),
    )  # fmt: skip


def _of_settings(work: Work) -> tuple[SignerRow, ...]:
    office = work.session.scalars(select(Office)).first()
    if office is None or not office.signer_name:
        return ()
    prefix, _, body = (office.signing or "").partition(" ")
    code = next((code for code, text in _PREFIX.items() if text == prefix), "")
    return (SignerRow(None, office.signer_name, office.signer_role or "", code, body, office.name, usual=True),)
