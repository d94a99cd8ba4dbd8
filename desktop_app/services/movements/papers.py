"""What a recorded movement tells its paper: who, from which post to which, for how long, and the decision it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from db.models import Decision, DocumentNumber, Movement, Person
from db.text import fold, text_sort_key
from db.values import Coefficient, Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import add_months, shown, whole_months
from desktop_app.services.movements.effects import Held
from desktop_app.services.movements.facts import About, about_all
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.post_rows import unit_names
from desktop_app.services.signers import SignerRow, signers
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_YEAR = 12


@dataclass(frozen=True)
class MovementPaper:
    """One movement as its paper needs it; empty where the register does not know."""

    movement: Key
    person: Key
    name: str
    sex: str
    born: PartialDate | None
    category: str
    kind: str
    kind_name: str
    day: date
    until: date | None
    post: str
    unit: str
    new_post: str
    new_unit: str
    term: str
    allowance: Coefficient | None
    reason: str
    decision: Key | None
    number: str
    signed_on: date | None
    signer: SignerRow | None
    authority: str
    ours: bool
    """Whether the decision is of the office's own number register, so that its paper is the office's to print."""


def movements_of(work: Work, decisions: Iterable[Key]) -> tuple[Key, ...]:
    """The movements that rest on these decisions, decision by decision, in the order of names."""
    found: list[Key] = []
    for key in decisions:
        rows = work.session.execute(
            select(Movement.key, Person.full_name)
            .join(Person, Person.key == Movement.person)
            .where(Movement.decision == key)
        ).all()
        found += [movement for movement, _ in sorted(rows, key=lambda row: (text_sort_key(row[1]), row[0]))]
    return tuple(found)


def movement_papers(work: Work, movements: Sequence[Key]) -> tuple[MovementPaper, ...]:
    """Everything about these movements, in their order; ``InvalidInput`` where one is gone."""
    held = {one.key: one for one in work.session.scalars(select(Movement).where(Movement.key.in_(movements)))}
    if len(held) < len(set(movements)):
        raise InvalidInput("Có quyết định không còn trong sổ; hãy đọc lại.")
    people = about_all(work, [one.person for one in held.values()])
    signing = signers(work)
    own = set(work.session.scalars(select(DocumentNumber.decision).where(DocumentNumber.decision.is_not(None))))
    names: dict[date, dict[Key, str]] = {}

    def unit_on(unit: Key | None, day: date) -> str:
        if unit is None:
            return ""
        if day not in names:
            names[day] = unit_names(work, day)
        return names[day].get(unit, "")

    made = []
    for key in movements:
        one = held[key]
        about = people[one.person]
        before, now = _posts(about, one)
        decision = work.session.get(Decision, one.decision) if one.decision is not None else None
        made.append(
            MovementPaper(
                one.key, one.person, about.name, about.sex or "", about.born, about.category(one.effective_on),
                one.kind, movement_kinds()[one.kind].name, one.effective_on, one.until,
                (before.post if before else "") or "", unit_on(before.unit if before else None, one.effective_on - _DAY),
                one.post or (now.post if now else "") or "",
                unit_on(one.unit or (now.unit if now else None), one.effective_on), _term(one, now),
                now.allowance if now else None, one.grounds or "", one.decision,
                (decision.number if decision else "") or "", decision.signed_on if decision else None,
                signer_of(decision, signing), (decision.authority if decision else "") or "",
                decision is None or decision.key in own,
            )
        )  # fmt: skip
    return tuple(made)


def _posts(about: About, one: Movement) -> tuple[Held | None, Held | None]:
    """The post before the movement and the one it gives; of one that only ends a post, that post is the one before."""
    by_key = {post.key: post for post in about.standing.posts}
    now = by_key.get(one.assignment or b"")
    eve = one.effective_on - _DAY
    if movement_kinds()[one.kind].post == "end":
        return by_key.get(one.previous or b"") or now or about.standing.main_on(eve), about.standing.main_on(
            one.effective_on
        )
    before = by_key.get(one.previous or b"") or about.standing.main_on(eve)
    return before or now, now


def _term(one: Movement, now: Held | None) -> str:
    """The term that was given, by its years and months; one that retirement cuts short by its last day."""
    ends = (now.term_ends if now is not None else None) or one.until
    given = one.term_months or 0
    if given and (ends is None or ends >= add_months(one.effective_on, given) - _DAY):
        return _months_told(given)
    if ends is None:
        return ""
    months = whole_months(one.effective_on, ends + _DAY)
    whole = months > 0 and not given and add_months(one.effective_on, months) - _DAY == ends
    return _months_told(months) if whole else f"đến hết ngày {shown(ends)}"


def _months_told(months: int) -> str:
    years, rest = divmod(months, _YEAR)
    return " ".join([f"{years:02d} năm"] * bool(years) + [f"{rest:02d} tháng"] * bool(rest))


def signer_of(decision: Decision | None, signing: Sequence[SignerRow]) -> SignerRow | None:
    """Who signed, as the list of signers heads it where it knows the name."""
    if decision is None or not decision.signer_name:
        return None
    for one in signing:
        if fold(one.name) == fold(decision.signer_name) and (
            not decision.signer_post or one.post == decision.signer_post
        ):
            return one
    return SignerRow(None, decision.signer_name, decision.signer_post or "", decision.capacity or "")
