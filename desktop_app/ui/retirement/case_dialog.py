"""The case of one person: the path, the next deed, the papers to send, what is pointed out, and everything else to do."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from desktop_app.law.retirement_cases import insured_text
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, LEAVING, NOTICE, REPORT
from desktop_app.services.due.leaving import HANDED, CaseFacts
from desktop_app.services.retirement.file import CaseFile, SentPaper, case_file, next_deed
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.staffing_lists import LISTS, RETIREMENT_KINDS
from desktop_app.ui.kit.course import Course, Stop
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import Rung, rung_of
from desktop_app.ui.kit.widgets import button, column, empty_layout, give_menu, label, line
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.columns import NEXT, age_text, born_text, day_text, kind_text, short
from desktop_app.ui.retirement.correct_dialog import CorrectDialog
from desktop_app.ui.retirement.deeds import (
    cancel_dialog,
    hand_over_dialog,
    insured_dialog,
    postpone_dialog,
    raise_dialog,
    refuse_dialog,
    send_dialog,
)
from desktop_app.ui.retirement.letters_dialog import LettersDialog
from desktop_app.ui.retirement.open_dialog import OpenDialog

_PAPERS = (
    Column[SentPaper]("name", "Giấy tờ", lambda row: row.name, 34, weight=500),
    Column[SentPaper](
        "sent", "Ngày gửi", lambda row: day_text(row.sent_on) or "chưa gửi", 12, date=True,
        chip=lambda row: "ok" if row.sent_on else "",
    ),
    Column[SentPaper]("to", "Gửi đến", lambda row: row.sent_to, 30),
)  # fmt: skip


class CaseDialog(DeedDialog):
    """Shows one case and reloads after every deed; ``then`` hears the good news."""

    def __init__(
        self, parent: QWidget, register: Register, row: RetireRow, day: date, then: Callable[[str], None]
    ) -> None:
        super().__init__(parent, row.name, "Đóng", icon="hourglass-medium")
        self.only_closes()
        self._register, self._row, self._day, self._then = register, row, day, then
        self.file: CaseFile | None = None
        self.course = Course("Đường đi của hồ sơ")
        self.body.addWidget(self.course)
        self._facts = column(gap=3)
        self.body.addLayout(self._facts)
        head = line(gap=8)
        head.addWidget(label("Giấy tờ phải gửi", "title"), 1)
        self._send = button(
            "Ghi đã gửi…", self.send, kind="quiet", icon="check-circle", tip="Ghi giấy tờ đã gửi  Enter"
        )
        head.addWidget(self._send)
        self.body.addLayout(head)
        self.papers = RichTable(_PAPERS, "Giấy tờ phải gửi", lines=1)
        self.papers.opened.connect(lambda _key: self.send())
        self.papers.setFixedHeight(look().px(188))
        self.body.addWidget(self.papers)
        self._more = QMenu(self)
        more = button("Việc khác", icon="dots-three", tip="Lùi, huỷ, giấy tờ khác  Alt+V")
        more.setShortcut("Alt+V")
        give_menu(more, self._more)
        self.extra.addWidget(more)
        self.more = more
        self.done_asked.connect(self.next_step)
        self._show_row(row)
        self.reload()

    # --- showing --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the case again."""
        self._register.ask(case_file, self._row.person, self._day, then=self._show, topic="ret-case")

    def _show(self, file: CaseFile | None) -> None:
        self.file = file
        if file is None:
            self.accept()
            return
        self._row = file.row
        self._show_row(file.row)
        self.course.show_stops([Stop(one.name, one.note, one.status) for one in file.path])
        self.papers.set_rows(file.papers)
        self._show_facts(file)
        self.show_findings(_findings(file), may_override=False)
        self._fill_menu(file)

    def _show_row(self, row: RetireRow) -> None:
        deed = next_deed(row)
        self.show_deed(f"{NEXT[deed]}…" if deed else "Đóng")
        self.leave.setVisible(bool(deed))
        self.subtitle.setText(row.where)

    def _show_facts(self, file: CaseFile) -> None:
        empty_layout(self._facts)
        for text, value in _facts(file):
            row = line(gap=8)
            row.addWidget(label(text, "dim"), 1)
            row.addWidget(label(value, "strong"), 2)
            self._facts.addLayout(row)

    def _fill_menu(self, file: CaseFile) -> None:
        self._more.clear()
        deeds: list[tuple[str, Callable[[], object]]] = []
        case, row = file.case, file.row
        if case is None or case.key is None:
            for kind, name in RETIREMENT_KINDS.items():
                deeds.append((f"Lập hồ sơ: {name}…", partial(self._open, kind)))
        else:
            deeds.append(("Sửa hồ sơ…", partial(self._correct, case)))
            can_move = case.kind not in {"thoi_viec", "keo_dai"}
            if can_move and not case.postponement:
                deeds.append(("Lùi thời điểm nghỉ hưu…", lambda: self._small(postpone_dialog)))
            if case.postponement and not case.refused:
                deeds.append(("Người này không muốn lùi…", lambda: self._small(refuse_dialog)))
            deeds.append(("Thời gian đóng bảo hiểm xã hội…", partial(self._insured, case.insured_months)))
            if file.raise_answer is not None and case.raise_pointed is None:
                deeds.append(("Đã xem xét nâng bậc lương…", lambda: self._small(raise_dialog)))
            deeds.append(("Huỷ hồ sơ…", lambda: self._small(partial(cancel_dialog, end_untold=file.end_untold))))
        kinds = (
            (NOTICE, "In thông báo…"), (DECISION, "In quyết định…"), (INSURANCE, "Công văn gửi bảo hiểm xã hội…"),
            (REPORT, "Báo cáo cấp trên…"),
        )  # fmt: skip
        for kind, name in kinds if row.retires else ((LEAVING, "In quyết định…"),):
            if kind == REPORT and not row.leads:
                continue  # the office above is told of leaders
            deeds.append((name, partial(self._letters, kind)))
        deeds.append(("Mở hồ sơ người này", self._open_person))
        for text, deed in deeds:
            self._more.addAction(text).triggered.connect(lambda _checked=False, deed=deed: deed())

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _kept_out(self) -> bool:
        told = self._register.why_not
        if told:
            self.refuse(told)
        return bool(told)

    def _parent(self) -> QWidget:
        parent: QWidget | None = self.parentWidget()  # the stubs promise one
        return parent if parent is not None else self

    def _shown(self, made: DeedDialog) -> DeedDialog:
        """Open another dialog in place of this one; this one comes back after it."""
        made.finished.connect(lambda _code: self._back())
        self.hide()
        made.open()
        fields = getattr(made, "fields", {})
        first = next(iter(fields.values()), None)
        if first is not None:
            first.inner.setFocus()
        return made

    def _back(self) -> None:
        if isValid(self):
            self.reload()
            self.open()

    def _small(self, make: Callable[..., DeedDialog]) -> None:
        if not self._kept_out():
            self._shown(make(self._parent(), self._register, self._row, self._on_done))

    def _insured(self, months: int | None) -> None:
        if not self._kept_out():
            self._shown(insured_dialog(self._parent(), self._register, self._row, months, self._on_done))

    def _on_done(self, told: str) -> None:
        self._then(told)

    def next_step(self) -> None:
        """The deed that comes next, or closing."""
        deed = next_deed(self._row)
        if not deed:
            self.accept()
        elif not self._kept_out():
            if deed == "hand_over":
                self._small(hand_over_dialog)
            else:
                decision = DECISION if self._row.retires else LEAVING
                self._letters(NOTICE if deed == "notice" else decision)

    def _letters(self, kind: str) -> None:
        made = LettersDialog(self._parent(), self._register, (self._row,), kind, self._on_done)
        self.accept()
        made.open()
        made.number.inner.setFocus()

    def _open(self, kind: str) -> None:
        if not self._kept_out():
            self._shown(OpenDialog(self._parent(), self._register, self._row, kind, self._on_done))

    def _correct(self, case: CaseFacts) -> None:
        if not self._kept_out():
            self._shown(CorrectDialog(self._parent(), self._register, self._row, case, self._on_done))

    def _open_person(self) -> None:
        self.accept()
        self._register.wanted.emit("person", self._row.person)

    def send(self) -> None:
        """Note that the paper of the current line was sent."""
        paper = self.papers.current_row()
        if self._kept_out():
            return
        if self._row.case is None:
            self.refuse("Chưa có hồ sơ: lập thông báo trước.")
            return
        item = paper.item if paper is not None else ""
        self._shown(send_dialog(self._parent(), self._register, self._row, item, self._on_done))


def _facts(file: CaseFile) -> Sequence[tuple[str, str]]:
    row, case = file.row, file.case
    kind = RETIREMENT_KINDS.get(row.kind, "Nghỉ hưu đúng tuổi (chưa lập hồ sơ)")
    born = ", ".join(
        filter(None, (born_text(row.born), age_text(row.age_months) and f"nghỉ ở {age_text(row.age_months)}"))
    )
    found = [
        ("Trường hợp", kind),
        ("Ngày sinh", born),
        ("Làm việc đến hết, nghỉ từ", f"{day_text(row.last_working_day)}, {day_text(row.leaves_on)}"),
    ]
    if case is None:
        return found
    extra = (
        ("Căn cứ", LISTS["retirement_early_case"].get(case.early_case, "")),
        ("Lùi thời điểm", "" if not case.postponement else _postponed(file)),
        ("Chính sách", LISTS["early_exit_regime"].get(case.regime, case.regime)),
        ("Điểm, khoản; đợt", "; ".join(filter(None, (case.clause, case.batch)))),
        ("Nghỉ sớm", insured_text(file.early_months) if file.early_months else ""),
        ("Quyết định sắp xếp", day_text(case.reorganised_on)),
        ("Lý do thôi việc", LISTS["leaving_reason"].get(case.reason, "")),
        ("Nghề nghiệp", "nặng nhọc, vùng đặc biệt khó khăn" if case.heavy else ""),
        ("Ngày nộp đơn", day_text(case.submitted_on)),
        ("Đóng bảo hiểm xã hội", insured_text(case.insured_months) if case.insured_months else ""),
        ("Trợ cấp một lần", f"{case.one_off.vietnamese} đồng" if case.one_off else ""),
        ("Ghi chú", case.note),
    )  # fmt: skip
    return [*found, *(pair for pair in extra if pair[1])]


def _postponed(file: CaseFile) -> str:
    case = file.case
    if case is None:
        return ""
    name = LISTS["retirement_postponement"].get(case.postponement, "")
    return f"{name} (không lùi theo ý kiến của người này)" if case.refused else name


def _findings(file: CaseFile) -> list[Finding]:
    made = []
    row, case = file.row, file.case
    if file.outdated:
        made.append(Finding("Văn bản ghi ngày khác", "warn", rungs=(Rung(file.outdated),)))
    raised = file.raise_answer
    if raised is not None and raised.verdict == "dat" and (case is None or case.raise_pointed is None):
        made.append(
            Finding(
                "Xem xét nâng bậc lương trước khi nghỉ",
                "warn",
                short(raised.basis),
                tuple(rung_of(one) for one in raised.steps),
            )
        )
    if row.decided_on is not None and row.state != HANDED:
        made.append(Finding("Bàn giao trước khi nghỉ", "info", rungs=(rung_of(file.handover_words),)))
    if file.held_back:
        rungs = tuple(Rung(one.why) for one in file.held_back[:3])
        note = " ".join(file.proceeds.steps)
        made.append(Finding("Đang có kỷ luật", "info", short(file.proceeds.basis), rungs, note))
    if kind_text(row) and row.leads:
        made.append(Finding(f"Chức vụ {row.post} khuyết từ {day_text(row.vacant_from)}", "info"))
    return made
