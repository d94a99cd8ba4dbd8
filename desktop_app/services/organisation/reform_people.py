"""Each person of a reorganisation: where they go, whose term runs on, which allowance is kept, what the law says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from db.models import Assignment, JobPosition
from db.text import fold, text_sort_key
from db.values import Coefficient, Dong, Key
from desktop_app.law.answer import Answer
from desktop_app.law.appointments import term_months
from desktop_app.law.calendar import shown
from desktop_app.law.judging import without_post
from desktop_app.law.movements import kept_allowance_until
from desktop_app.law.packs import category_named
from desktop_app.law.reorganisation import back_pay, post_ends_by_itself, term_after
from desktop_app.law.salary import pay
from desktop_app.services.movements.effects import Held
from desktop_app.services.movements.facts import About, about_all
from desktop_app.services.official_lists import post_at, posts_at
from desktop_app.services.organisation.forest import DAY, Forest
from desktop_app.services.organisation.people import heads
from desktop_app.services.organisation.reform import PostRule, Reform
from desktop_app.services.organisation.units import read_forest
from desktop_app.services.restrictions import restrictions_of
from desktop_app.services.work import Work

_NOTHING = Coefficient(0)
_TERM = 60
_COMMUNE = "cap xa"


@dataclass(frozen=True)
class Finding:
    """What is found of one person: ``danger`` stands in the way, ``warn`` is to be looked at, ``info`` and ``ok`` are told."""

    tone: str
    text: str
    answer: Answer[Any] | None = None


@dataclass(frozen=True)
class PersonRow:
    """One person before and after; ``ends`` are the assignments that end, ``previous`` the main one among them."""

    person: Key
    name: str
    category: str
    unit: Key
    unit_name: str
    post: str
    leader: bool
    since: date | None
    term_was: date | None
    to: Key | None
    to_name: str
    new_post: str
    new_leader: bool
    new_allowance: Coefficient | None
    post_since: date | None
    term_ends: date | None
    kept: Coefficient | None
    kept_until: date | None
    kept_basis: str
    findings: tuple[Finding, ...]
    ends: tuple[Key, ...]
    previous: Key | None
    employment: Key | None
    rule: PostRule
    moves: bool = True
    own: bool = False  # by a rule of their own

    @property
    def tone(self) -> str:
        """The worst of what was found."""
        tones = {one.tone for one in self.findings}
        return next((tone for tone in ("danger", "warn") if tone in tones), "ok")


@dataclass(frozen=True)
class _Facts:
    """What is the same for everybody."""

    reform: Reform
    forest: Forest
    after: Mapping[Key, str]
    places: Mapping[tuple[Key, str], JobPosition]
    gone_posts: frozenset[str]
    communes: frozenset[Key]  # units of a commune, itself among them


def people_of(work: Work, reform: Reform, after: Forest, progress: Any = None) -> list[PersonRow]:
    """Everybody who holds a post in a unit that ends, in the order of old unit and name."""
    ended = set(reform.ended)
    held = work.session.scalars(
        select(Assignment).where(
            Assignment.unit.in_(ended), or_(Assignment.ends.is_(None), Assignment.ends >= reform.day)
        )
    ).all()
    people: dict[Key, list[Key]] = {}
    for one in held:
        people.setdefault(one.person, []).append(one.key)
    known = about_all(work, people)
    held_back = restrictions_of(work, known, reform.day) if known else {}
    facts = _facts(work, reform, after)
    rows = []
    for place, (person, keys) in enumerate(people.items()):
        row = _row(facts, known[person], set(keys))
        told = [Finding("warn", one.sentence) for one in held_back.get(person, ()) if row.leader or row.new_leader]
        rows.append(replace(row, findings=(*row.findings, *told)) if told else row)
        if progress is not None:
            progress(place + 1, len(people))
    order = {
        unit: place
        for place, (_, state) in enumerate(facts.forest.on(reform.day - DAY).walk())
        for unit in [state.unit]
    }
    return sorted(
        rows, key=lambda row: (order.get(row.unit, 0), not row.leader, not heads(row.post), text_sort_key(row.name))
    )


def _facts(work: Work, reform: Reform, after: Forest) -> _Facts:
    names = {unit: state.name for unit, state in after.on(reform.day).states.items()}
    places = {(one.unit, fold(one.name)): one for one in work.session.scalars(select(JobPosition)) if one.unit in names}
    eve = posts_at(reform.day - DAY)
    still = {fold(post.name) for post in posts_at(reform.day)}
    gone = {fold(post.name) for post in eve if post_at(post.code, reform.day) is None} - still
    tree = after.on(reform.day)
    communes = {
        unit
        for unit in tree.states
        if any(fold(tree.states[above].kind or "") == _COMMUNE for above in tree.chain(unit))
    }
    return _Facts(reform, read_forest(work), names, places, frozenset(gone), frozenset(communes))


def _row(facts: _Facts, one: About, keys: set[Key]) -> PersonRow:
    reform, day = facts.reform, facts.reform.day
    mine = [held for held in one.standing.posts if held.key in keys]
    mains = [held for held in mine if held.main] or mine
    main = max(mains, key=lambda held: (held.main, held.starts or date.min))
    unit = main.unit or b""
    state = facts.forest.last(unit, day - DAY)
    spell = one.standing.spell_on(day)
    category = without_post(one.category(day))
    findings: list[Finding] = []
    ahead = [held for held in mine if held.starts is not None and held.starts >= day]
    for held in ahead:
        what, since = held.post or "Vị trí", shown(held.starts or day)
        told = f"“{what}” ở đơn vị kết thúc đã ghi từ ngày {since}; hãy hoàn tác dòng đó trước."
        findings.append(Finding("danger", told))
    elsewhere = [
        held for held in one.standing.posts
        if held.main and held.key not in keys and held.starts is not None and held.starts >= day
    ]  # fmt: skip
    rule = reform.rule_of(one.key, unit, main.post or "")
    moves = main.main and rule.to is not None and spell is not None and not elsewhere
    if spell is None:
        findings.append(Finding("warn", "Đã thôi công tác mà chức vụ chưa kết thúc: chức vụ kết thúc theo đơn vị."))
    elif elsewhere:
        since = shown(elsewhere[0].starts or day)
        findings.append(Finding("info", f"Đã có quyết định riêng từ ngày {since}: chỉ kết thúc chức vụ cũ."))
    elif rule.to is None and main.main:
        findings.append(Finding("warn", "Chưa bố trí: chức vụ cũ kết thúc, chưa có vị trí mới."))
    for held in mine:
        if held is not main:
            how = "giao quyền, phụ trách" if held.acting else "kiêm nhiệm"
            findings.append(Finding("warn", f"“{held.post or 'Vị trí'}” ({how}) kết thúc theo đơn vị."))
    if main.leader and not ahead:
        ends = post_ends_by_itself(day, main.starts or date.min)
        findings.append(Finding("info", "Chức vụ cũ kết thúc theo đơn vị, không cần quyết định riêng.", ends))
    row = PersonRow(
        one.key, one.name, category, unit, state.name if state else "", main.post or "", bool(main.leader),
        main.post_since or main.starts, main.term_ends, rule.to if moves else None,
        facts.after.get(rule.to or b"", "") if moves else "", rule.new_post if moves else "",
        False, None, None, None, None, None, "", tuple(findings), tuple(held.key for held in mine),
        main.key, spell.key if spell else None, rule, moves, any(person == one.key for person, _ in reform.own),
    )  # fmt: skip
    return _new_post(facts, one, main, row) if moves else _kept(facts, one, main, row, None)


def _new_post(facts: _Facts, one: About, main: Held, row: PersonRow) -> PersonRow:
    rule, day = row.rule, facts.reform.day
    place = facts.places.get((row.to or b"", fold(rule.new_post)))
    leads = rule.leader if rule.leader is not None else (bool(place.leader) if place else bool(main.leader))
    allowance = rule.allowance if rule.allowance is not None else (place.allowance if place else None)
    findings = list(row.findings)
    if not rule.new_post.strip():
        findings.append(Finding("danger", "Phải ghi chức vụ, vị trí mới."))
    if fold(rule.new_post) in facts.gone_posts:
        findings.append(
            Finding("warn", f"“{rule.new_post}” không còn trong danh mục chức vụ từ {shown(day)}: chọn chức vụ mới.")
        )
    since, until = main.post_since or main.starts, rule.until
    if leads:
        since, until = _term(facts, one, main, row, place, findings)
    if leads and allowance is not None and row.to in facts.communes:
        findings += _back_pay(one, main, row, allowance, day)
    made = replace(
        row, new_leader=leads, new_allowance=allowance, post_since=since, term_ends=until, findings=tuple(findings)
    )
    return _kept(facts, one, main, made, allowance)


def _back_pay(one: About, main: Held, row: PersonRow, new: Coefficient, day: date) -> list[Finding]:
    """What is paid afterwards for a commune post taken in the second half of 2025, where the allowance was lower till then."""
    answer = back_pay(
        category_named(row.category, leader=True), day, main.allowance, new,
        lambda month: pay(Coefficient(100), month, pack=one.law.salary).value or Dong(0), one.law.movements,
    )  # fmt: skip
    if answer.value is None:
        return []
    return [Finding("info", f"Truy lĩnh phụ cấp chức vụ: {answer.value.vietnamese} đồng.", answer)]


def _term(
    facts: _Facts, one: About, main: Held, row: PersonRow, place: JobPosition | None, findings: list[Finding]
) -> tuple[date | None, date | None]:
    rule, day = row.rule, facts.reform.day
    category = category_named(row.category, leader=True)
    if not main.leader:
        if rule.case == "HIGHER" or not rule.reason:
            text = "Trước đó không giữ chức vụ lãnh đạo, quản lý: phải làm đủ quy trình bổ nhiệm."
            findings.append(Finding("warn" if rule.reason else "danger", text))
        return day, rule.until
    months = (
        rule.months
        or (place.term_months if place else None)
        or term_months(category, day, pack=one.law.appointments).value
        or _TERM
    )
    start = main.post_since or main.starts
    if start is None:
        findings.append(Finding("warn", "Chưa rõ ngày bổ nhiệm chức vụ cũ: chưa tính được thời hạn."))
        return day, rule.until
    answer = term_after(category, rule.case, day, start, main.term_ends, months=months, pack=one.law.movements)
    if answer.value is None:
        tone = "info" if rule.until else "warn"
        findings.append(Finding(tone, f"{' '.join(answer.steps)} Ghi ngày hết nhiệm kỳ nếu có.", answer))
        return day, rule.until
    if answer.value.procedure:
        findings.append(Finding("warn" if rule.reason else "danger", " ".join(answer.steps), answer))
        return day, rule.until
    findings.append(Finding("ok", " ".join(answer.steps), answer))
    ends = rule.until or answer.value.ends
    pension = one.pension_start(day, category)
    if pension is not None and pension <= day:
        findings.append(Finding("warn", f"Đã đến tuổi nghỉ hưu từ {shown(pension)}."))
    elif pension is not None and ends is not None and ends >= pension:
        ends = pension - DAY
        findings.append(Finding("warn", f"Nghỉ hưu từ {shown(pension)}: thời hạn chỉ đến {shown(ends)}."))
    return answer.value.starts or day, ends


def _kept(facts: _Facts, one: About, main: Held, row: PersonRow, new: Coefficient | None) -> PersonRow:
    """The higher allowance of the old post is kept until the day the law gives, or the rule says."""
    day, old = facts.reform.day, main.allowance
    if old is None or row.employment is None or (row.moves and row.new_leader and new is None):
        if old is not None and row.moves and row.new_leader:
            told = Finding("info", f"Phụ cấp cũ {old.vietnamese}; chưa ghi phụ cấp chức vụ mới nên chưa xét bảo lưu.")
            return replace(row, findings=(*row.findings, told))
        return row
    if not (new or _NOTHING) < old:
        return row
    category = category_named(row.category, leader=True)
    answer = kept_allowance_until(category, "DIEU_DONG", day, pack=one.law.movements)
    until = row.rule.kept_until or answer.value
    words = f"Bảo lưu phụ cấp chức vụ {old.vietnamese}"
    if until is None:
        told = Finding("warn", f"{words}: {' '.join(answer.steps)} Ghi ngày hết bảo lưu nếu có.", answer)
        return replace(row, findings=(*row.findings, told))
    told = Finding("ok", f"{words} đến hết {shown(until)}.", answer)
    basis = "; ".join(answer.basis) if answer.value == until else ""
    return replace(row, kept=old, kept_until=until, kept_basis=basis, findings=(*row.findings, told))
