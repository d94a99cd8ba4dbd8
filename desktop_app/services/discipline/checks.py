"""What the law says of a step before it is written: refused with the provision, or warned of."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from db.models import Assignment, CouncilMember, Person
from db.text import fold
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import FORMS, ORDER, RETIRED, exempted, form_possible, heavier, pack_of
from desktop_app.law.discipline_effects import Punished, decision_span
from desktop_app.law.discipline_limits import HEAVIER, LIGHT, POSTPONEMENTS, limitation, postponed
from desktop_app.law.discipline_lists import LISTS, roles_of
from desktop_app.law.discipline_path import PATH, in_force, skipped, standing
from desktop_app.services.decisions import office_name
from desktop_app.services.discipline.facts import CaseRecords, ends_by_new_act
from desktop_app.services.movements.effects import SECONDED
from desktop_app.services.signers import signers_on
from desktop_app.services.work import Work

if TYPE_CHECKING:
    from desktop_app.services.discipline.deeds import AddStep, RecordPast

MEMBERS = 3
_SECONDED = frozenset({"biet_phai_den", *SECONDED})
_AFTER = {  # what comes after what, and how that is called
    "ket_qua_khieu_nai": ("khieu_nai", "khiếu nại, khởi kiện"),
    "dang_cong_bo": ("dang_quyet_dinh", "quyết định kỷ luật của Đảng"),
    "dang_huy": ("dang_quyet_dinh", "quyết định kỷ luật của Đảng"),
    "keo_dai_dinh_chi": ("dinh_chi", "quyết định tạm đình chỉ"),
    "thoi_dinh_chi": ("dinh_chi", "quyết định tạm đình chỉ"),
}
_ANY_TIME = frozenset({"ket_luan", "thong_bao", "cong_bo"})  # each regime has its own order of these
BEFORE_DETECTION = frozenset({"dang_quyet_dinh", "dang_cong_bo", "dang_huy", "ban_an", "dinh_chi", "phat_hien"})


def _refuse(answer: Answer[bool]) -> None:
    if answer.refuses:
        raise RuleBroken(" ".join(answer.steps), "; ".join(answer.basis))


def _since(category: str) -> date:
    return date(2026, 7, 1) if category in {"VC", "VC_QL"} else date(2025, 7, 1)


def _decree(category: str, article: str, day: date) -> str:
    if category in {"VC", "VC_QL"}:
        return "NĐ 234/2026/NĐ-CP" if day >= _since(category) else "NĐ 112/2020/NĐ-CP"
    return f"{article} NĐ 172/2025/NĐ-CP" if day >= _since(category) else "NĐ 112/2020/NĐ-CP"


def check_step(records: CaseRecords, order: "AddStep") -> tuple[str, ...]:
    """Order in time, that a step about a decision has one, and votes that can be."""
    kind, day, decision = order.kind, order.day, order.decision
    _votes(order)
    found = [one.day for one in records.steps if one.kind == "phat_hien"]
    if found and day < found[0] and kind not in BEFORE_DETECTION:
        raise InvalidInput(f"Bước này không thể trước ngày phát hiện {shown(found[0])}.", "day")
    made = [one for one in records.steps if one.kind == "quyet_dinh"]
    stands = in_force(records.facts.steps)
    if kind in {"cong_bo", "khieu_nai", "huy_bo", "dinh_chinh"}:
        held = made if kind == "dinh_chinh" else stands  # what was wrong is corrected in public after it is cancelled
        about = [one for one in held if decision in {None, one.key}]
        if not about:
            text = "Quyết định này đã được huỷ bỏ." if made else "Chưa có quyết định kỷ luật cho bước này."
            raise InvalidInput(text, "decision")
        if day < about[0].day:
            raise InvalidInput(f"Bước này không thể trước ngày quyết định {shown(about[0].day)}.", "day")
    after, name = _AFTER.get(kind, ("", ""))
    if after and not any(one.kind == after and one.day <= day for one in records.steps):
        raise InvalidInput(f"Đến ngày này chưa ghi {name}.", "day")
    if kind == "khong_vi_pham" and stands:
        raise InvalidInput("Đã có quyết định kỷ luật: huỷ bỏ quyết định trước khi kết luận không vi phạm.", "kind")
    if order.freed:
        freed = exempted(order.freed, records.case.category, day, records.pack)
        return (*freed.warnings, *(freed.steps if freed.verdict == "chua_co_quy_dinh" else ()))
    return _out_of_order(records, kind, day)


def _out_of_order(records: CaseRecords, kind: str, day: date) -> tuple[str, ...]:
    """A step dated against the order of the path is asked about: its paper may say so, a slip may too."""
    told = []
    anew = max((one.day for one in records.steps if one.kind == "huy_bo"), default=date.min)
    ordered = [one for one in records.steps if one.kind in PATH and one.kind not in {kind, *_ANY_TIME}]
    for one in ordered if kind in PATH and kind not in _ANY_TIME else ():
        before = PATH.index(one.kind) < PATH.index(kind)
        if one.day > anew and (day < one.day if before else day > one.day):
            when = "trước" if before else "sau"
            name = LISTS["discipline_step"][one.kind]
            told.append(f"Ngày {shown(day)} {when} bước “{name}” ngày {shown(one.day)}: kiểm tra lại.")
    return tuple(dict.fromkeys(told))


def _votes(order: "AddStep") -> None:
    for name in ("votes_for", "votes_cast"):
        if (getattr(order, name) or 0) < 0:
            raise InvalidInput("Số phiếu không thể âm.", name)
    if order.votes_for is not None and order.votes_cast is not None and order.votes_for > order.votes_cast:
        raise InvalidInput("Số phiếu đồng ý không thể nhiều hơn số phiếu phát ra.", "votes_for")


def check_decision(
    work: Work, records: CaseRecords, others: Iterable[CaseRecords], order: "AddStep"
) -> tuple[str, ...]:
    """A decision: its form, paper and signer, the conclusion before it, the limitation, what keeps from deciding at all."""
    case = records.case
    category = RETIRED if case.left_service else case.category
    if not order.form:
        raise InvalidInput("Thiếu hình thức kỷ luật.", "form")
    possible = form_possible(category, order.form, order.day, records.pack)
    _refuse(possible)
    warnings = [*possible.warnings]
    if possible.verdict == "chua_co_quy_dinh":
        warnings += possible.steps
    if not (order.authority or "").strip() or not (order.signer or "").strip():
        raise RuleBroken(
            "Quyết định kỷ luật phải do cấp có thẩm quyền ban hành: ghi rõ cơ quan ban hành và người ký.",
            _decree(case.category, "Điều 15", order.day),
        )
    warnings += _authority(work, records, order)
    _effective(records, order)
    _once(records, order)
    warnings += _conclusion(records, order)
    warnings += _resting(records, order.day, order.despite)
    warnings += _in_time(records, order)
    warnings += _while_running(records, tuple(others), order)
    if order.form == "BUOC_THOI_VIEC" and _seconded(work, case.person, order.day):
        warnings.append("Người đang biệt phái: buộc thôi việc do cơ quan cử biệt phái quyết định.")
    warnings += _order(records, order)
    return tuple(dict.fromkeys(warnings))


def _authority(work: Work, records: CaseRecords, order: "AddStep") -> tuple[str, ...]:
    """Nobody decides on themselves; who signs for the office but is not known to sign on the day is asked about."""
    basis = _decree(records.case.category, "Điều 15", order.day)
    signer = (order.signer or "").strip()
    punished = work.session.get_one(Person, records.case.person).full_name
    by_hand = [one for one in signers_on(work, order.day) if one.key is not None]
    if fold(signer) == fold(punished) and not any(fold(one.name) == fold(signer) for one in by_hand):
        raise RuleBroken("Người bị xử lý kỷ luật không thể tự ký quyết định kỷ luật mình.", basis)
    own = fold(order.authority or "") == fold(office_name(work))
    if own and by_hand and not any(fold(one.name) == fold(signer) for one in by_hand):
        said = f"{signer} không có trong danh sách người ký của cơ quan ngày {shown(order.day)}: kiểm tra thẩm quyền"
        return (f"{said} ({basis}).",)
    return ()


def _effective(records: CaseRecords, order: "AddStep") -> None:
    category = records.case.category
    party = [one.effective or one.day for one in records.steps if one.kind == "dang_quyet_dinh"]
    if order.effective is None:
        if order.day >= _since(category):
            raise RuleBroken(
                "Quyết định kỷ luật phải ghi rõ ngày có hiệu lực.", _decree(category, "Điều 21 khoản 3", order.day)
            )
        raise InvalidInput("Thiếu ngày có hiệu lực.", "effective")
    if order.effective < order.day and order.effective not in party:
        raise InvalidInput("Ngày có hiệu lực không thể trước ngày ký quyết định.", "effective")


def _once(records: CaseRecords, order: "AddStep") -> None:
    """One decision stands at a time: a second one replaces it or follows its cancelling."""
    for one in in_force(records.facts.steps):
        if order.replaces != one.key:
            raise InvalidInput(
                "Vụ việc đã có quyết định kỷ luật: chọn quyết định được thay thế, hoặc huỷ bỏ quyết định đó trước.",
                "replaces",
            )


def _conclusion(records: CaseRecords, order: "AddStep") -> tuple[str, ...]:
    """Nobody is punished before the conclusion; a Party decision or a judgment stands for it."""
    category, steps = records.case.category, records.steps
    basis = _decree(category, "Điều 16", order.day)
    concluded = [one.day for one in steps if one.kind == "ket_luan"]
    late = [day for day in concluded if day > order.day]
    before = [one for one in steps if one.day <= order.day]
    grounds = {"ket_luan", "kien_nghi", "hop_hoi_dong", "kiem_diem", "dang_quyet_dinh", "ban_an"}
    if (late and len(late) == len(concluded)) or not any(one.kind in grounds for one in before):
        raise RuleBroken("Chưa có kết luận về hành vi vi phạm trước ngày quyết định.", basis)
    facts = [one for one in records.facts.steps if one.day <= order.day]
    away = skipped(facts, no_review=records.facts.no_review, corruption=records.facts.corruption)
    warnings = []
    if "kiem_diem" not in away and not any(one.kind == "kiem_diem" for one in before):
        warnings.append(f"Chưa ghi nhận cuộc họp kiểm điểm trước khi quyết định ({basis}).")
    if "hop_hoi_dong" not in away and not any(one.kind == "hop_hoi_dong" for one in before):
        warnings.append(f"Chưa ghi nhận cuộc họp Hội đồng kỷ luật trước khi quyết định ({basis}).")
    return tuple(warnings)


def _resting(records: CaseRecords, day: date, despite: str | None) -> tuple[str, ...]:
    """Handling rests while a case of postponement goes on, unless what the law lets overcome it is told."""
    told: list[str] = []
    for span in records.intervals:
        if span.kind in POSTPONEMENTS and span.starts <= day and (span.ends is None or day <= span.ends):
            answer = postponed(span.kind, day, records.case.category, pack=records.pack)
            if not (answer.value and answer.confirmed):
                continue
            if despite and despite.strip():
                free = postponed(span.kind, day, records.case.category, written_request=True, authority_decides=True)
                if not free.value:
                    told += free.steps
                    continue
            raise RuleBroken(" ".join(answer.steps), "; ".join(answer.basis))
    return tuple(told)


def _in_time(records: CaseRecords, order: "AddStep") -> tuple[str, ...]:
    case = records.case
    if case.exempt:
        return ()
    act = records.act_day or next((one.day for one in records.steps if one.kind == "ket_luan"), None)
    if act is None:
        return ("Chưa biết ngày vi phạm nên chưa tính được thời hiệu.",)
    ends = pack_of(records.pack).at("limitation_end", case.category, order.day)
    kind = "thong_bao" if ends is not None and ends.value == "WRITTEN_NOTICE" else "ket_luan"
    stops = [one.day for one in records.steps if one.kind == kind and act <= one.day <= order.day]
    stop = stops[0] if stops else order.day
    spans = [(one.starts, one.ends or stop) for one in records.intervals if one.starts <= (one.ends or stop)]
    level = LIGHT if order.form == "KHIEN_TRACH" else HEAVIER
    answer = limitation(level, act, case.category, max(stop, act), excluded=spans, pack=records.pack)
    if answer.refuses:
        raise RuleBroken(" ".join(answer.steps), "; ".join(answer.basis))
    warnings = [*answer.warnings]
    if answer.verdict == "chua_co_quy_dinh":
        warnings += answer.steps
    elif answer.value is not None and answer.value.barred:
        warnings.append("Có thể đã hết thời hiệu: cần xem xét trước khi quyết định.")
    deadline = standing(records.facts, order.day, days=records.days, pack=records.pack).deadline
    if deadline is not None and deadline.value is not None and order.day > deadline.value:
        warnings.append(f"Quá thời hạn xử lý {shown(deadline.value)}; cấp có thẩm quyền chịu trách nhiệm về việc chậm.")
    return tuple(warnings)


def _while_running(records: CaseRecords, others: tuple[CaseRecords, ...], order: "AddStep") -> tuple[str, ...]:
    ended = ends_by_new_act(others, order.day)
    warnings = []
    for other in others:
        now = standing(other.facts, order.day, ended=ended.get(other.case.key), pack=records.pack)
        if now.state != "running" or now.decided is None or not order.form:
            continue
        running = now.decided.case.form
        wanted = heavier(records.case.category, running, order.form, order.day, records.pack)
        if running not in FORMS or ORDER[order.form] > ORDER[running]:
            continue
        text = f"Đang thi hành {FORMS[running]}: vi phạm mới phải bị xử lý nặng hơn một mức. " + " ".join(wanted.steps)
        new = records.act_day is not None and records.act_day >= now.decided.case.effective
        if new and wanted.confirmed and wanted.value is not None and ORDER[order.form] < ORDER[wanted.value]:
            raise RuleBroken(text, "; ".join(wanted.basis))
        warnings.append(text)
    return tuple(warnings)


def _order(records: CaseRecords, order: "AddStep") -> tuple[str, ...]:
    """The span of the decision as the clerk will see it, where the Party decided first."""
    party = [one for one in records.steps if one.kind == "dang_quyet_dinh"]
    if not party or not order.form or order.effective is None:
        return ()
    first = party[0].effective or party[0].day
    case = Punished(records.case.category, order.form, order.effective, party[-1].form, first)
    return decision_span(case, records.pack).steps


def _seconded(work: Work, person: Key, day: date) -> bool:
    from sqlalchemy import select

    found = work.session.scalars(select(Assignment).where(Assignment.person == person))
    return any(
        # by its code, or by the words an older list or program wrote
        (one.movement in _SECONDED or "biệt phái" in (one.movement or "").lower())
        and (one.starts is None or one.starts <= day)
        and (one.ends is None or day <= one.ends)
        for one in found
    )


def check_past(category: str, order: "RecordPast") -> tuple[str, ...]:
    """A decision of the past: the form existed for the category on its day, and the days are in order."""
    answer = form_possible(RETIRED if order.left_service else category, order.form, order.day)
    _refuse(answer)
    first = min(order.day, order.party_date or order.day)
    if order.effective < first:
        raise InvalidInput("Ngày có hiệu lực không thể trước ngày ký quyết định.", "effective")
    warnings = [*answer.warnings]
    if answer.verdict == "chua_co_quy_dinh":
        warnings += answer.steps
    for name, text in (("number", "số quyết định"), ("authority", "cơ quan ban hành"), ("signer", "người ký")):
        if not getattr(order, name):
            warnings.append(f"Chưa có {text}: bổ sung khi tìm thấy giấy tờ.")
    return tuple(warnings)


def check_council(records: CaseRecords, members: Iterable[CouncilMember], role: str, *, related: bool) -> None:
    """Relatives and interested people stay out; three members with different roles, the clerk apart."""
    category = records.case.category
    today = max((one.day for one in records.steps), default=_since(category))
    if related:
        raise RuleBroken(
            "Người thân thích hoặc người có liên quan không được tham gia Hội đồng kỷ luật.",
            _decree(category, "Điều 2 khoản 11", today),
        )
    if today < _since(category):
        return
    held = list(members)
    seats = [one for one in held if one.role != "CLERK"]
    if role != "CLERK" and len(seats) >= MEMBERS:
        raise RuleBroken("Hội đồng kỷ luật có 03 thành viên.", _decree(category, "Điều 19", today))
    if role not in roles_of(category, today):
        raise RuleBroken(
            "Hội đồng kỷ luật gồm người đứng đầu hoặc cấp phó của cơ quan quyết định, lãnh đạo đơn vị trực tiếp sử dụng và "
            "bộ phận tổ chức cán bộ.",
            _decree(category, "Điều 19", today),
        )
    if any(one.role == role for one in held):
        raise InvalidInput("Vai trò này đã có người: sửa người đó, hoặc chọn vai trò khác.", "role")


def check_meeting(records: CaseRecords, members: Iterable[CouncilMember], day: date) -> tuple[str, ...]:
    """The council meets with all three; members who are not recorded yet are asked for."""
    category = records.case.category
    if day < _since(category):
        return ()
    seats = [one for one in members if one.role != "CLERK"]
    basis = _decree(category, "Điều 18 khoản 2", day)
    if not seats:
        return (f"Chưa ghi thành viên Hội đồng kỷ luật: họp khi có đủ 03 thành viên ({basis}).",)
    present = [one for one in seats if one.present is not False]
    if len(present) < MEMBERS:
        raise RuleBroken(f"Hội đồng kỷ luật họp khi có đủ 03 thành viên; mới có {len(present)}.", basis)
    return ()
