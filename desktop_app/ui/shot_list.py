"""Every page and dialog there is a picture of: each entry shows one and gives the widget; one line for each new screen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.shot_appointments import (
    appointments,
    appointments_page,
    decision,
    movement,
    movement_cases,
    movement_draft,
    notices,
    ten_years,
)
from desktop_app.ui.shot_first import first_day, importing, merging, of_due, searched
from desktop_app.ui.shot_ways import Settle, Show, dialog, page, top_dialog, window_of


def _retirements(desk: Desk, settle: Settle) -> Any:
    """The forecast with the row of somebody whose notice is the next paper."""
    page("Nghỉ hưu")(desk, settle)
    built = _built(desk, "Nghỉ hưu")
    built.tabs.show_tab("forecast")
    settle()
    built.list.select_row(next(row for row in built.list.rows() if row.name == "Lê Thị Thanh"))
    return built


def _retirement(deed: Callable[[Any], object]) -> Show:
    """A dialog of the page of retirements."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        deed(_retirements(desk, settle))
        settle()
        return top_dialog()

    return show


def _retirement_tab(tab: str) -> Show:
    def show(desk: Desk, settle: Settle) -> QWidget:
        _retirements(desk, settle).tabs.show_tab(tab)
        settle()
        return window_of(desk)

    return show


def _retirement_why(desk: Desk, settle: Settle) -> QWidget:
    """The explanation of one person beside the list."""
    built = _retirements(desk, settle)
    if built.why.isHidden():
        built.toggle_why()
    settle()
    return window_of(desk)


def _retirement_case(kind: str, **typed: str) -> Show:
    """A case about to be opened, with some fields filled in."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        from desktop_app.ui.retirement.open_dialog import OpenDialog

        built = _retirements(desk, settle)
        made = OpenDialog(built, desk.register, built.list.current_row(), kind, built.told.emit)
        made.open()
        settle()
        for name, text in typed.items():
            field: Any = made.fields[name]
            field.line.setText(text)
        made._check()  # noqa: SLF001 - without waiting for the pause after typing
        settle()
        return made

    return show


def _retirement_corrected(desk: Desk, settle: Settle) -> QWidget:
    """A case being put right: before and after."""
    from desktop_app.services.retirement.file import case_file
    from desktop_app.ui.retirement.correct_dialog import CorrectDialog

    built = _retirements(desk, settle)
    with_case = next(row for row in built.found.rows if row.case is not None)
    made: list[CorrectDialog] = []

    def open_it(file: Any) -> None:
        made.append(CorrectDialog(built, desk.register, with_case, file.case, built.told.emit))
        made[0].open()

    desk.register.ask(case_file, with_case.person, desk.register.today, then=open_it)
    settle()
    note: Any = made[0].fields["note"]
    note.line.setText("theo đơn ngày 02/11/2026")
    made[0]._check()  # noqa: SLF001 - without waiting for the pause after typing
    settle()
    return made[0]


def _menu(code: str) -> Callable[[Desk], object]:
    return lambda desk: desk.window.menu_chosen.emit(code) if desk.window is not None else None


def _half_typed(desk: Desk, settle: Settle) -> QWidget:
    """Somebody half typed, closed, and asked for again."""
    from desktop_app.ui.person.add_dialog import AddDialog

    show = dialog(lambda desk: desk.roster.new_requested.emit())
    made: Any = show(desk, settle)
    made.findChild(AddDialog).form.put({"full_name": "Lò Thị Mẩy", "born": "6/1995"})
    made.reject()
    settle()
    return show(desk, settle)


def _wording_of_minutes(desk: Desk, settle: Settle) -> QWidget:
    """A paper with paragraphs that are repeated for every member."""
    made: Any = dialog(_menu("wording"))(desk, settle)
    made.kind.show_code("discipline_minutes")
    settle()
    return made  # type: ignore[no-any-return]  # a dialog


def _kept_cells(desk: Desk, settle: Settle) -> QWidget:
    from desktop_app.ui.intake.shots import import_with_kept_columns

    import_with_kept_columns(desk.register.database, desk.register.today)
    return dialog(_menu("kept"))(desk, settle)


def _print_dialog(desk: Desk, settle: Settle) -> QWidget:
    from desktop_app.ui.kit.pdf_pages import PdfPages
    from desktop_app.ui.kit.print_dialog import PrintDialog
    from desktop_app.ui.roster.export import Shown, pages_shown

    shown = Shown(list(desk.roster.model.keys())[:5], ("full_name", "born"), desk.register.today, "")
    pages = PdfPages(pages_shown(desk.roster_desk, shown, desk.register.today))
    made = PrintDialog(desk.window, desk.runner.ask, pages, 0, "danh-sach", lambda *_: None)
    made.finished.connect(pages.close)
    made.open()
    settle()
    return made


_RICH = "Dương Minh Quân"  # whose file has most kinds of rows


def _file(tab: str, name: str = _RICH) -> Show:
    """The file of somebody, on a tab."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        keys = (desk.roster.model.key(row) for row in range(desk.roster.model.rowCount()))
        desk.register.wanted.emit("person", next(key for key in keys if desk.roster.deeds.names_of([key]) == [name]))
        settle()
        window = window_of(desk)
        window.findChildren(Tabs)[-1].show_tab(tab)
        settle()
        return window

    return show


def _decided(*, row: bool) -> Show:
    """The file of somebody seconded, where rows that a movement wrote are only read; or one of these rows."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        shown = appointments_page(desk)
        settle()
        shown.tabs.show_tab("temporary")
        settle()
        desk.register.wanted.emit("person", shown.list.rows()[0].person)
        settle()
        file: Any = next(one for one in window_of(desk).pages if "person" in one.opens).page()  # type: ignore[attr-defined]  # a Later
        move = file.opened.file.part("movement").rows[0]
        file.go_to_row("movement", move.key)
        settle()
        if row:
            file.open_row("movement", move.key)
            settle()
            return top_dialog()
        return window_of(desk)

    return show


def _units(shower: str, what: object, title: str = "Tổ chức") -> Show:
    """A view, a dialog or a step of the pages of units."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        from desktop_app.ui.organisation import shots

        window = page(title)(desk, settle)
        place = next(one for one in desk.window.pages if one.title == title) if desk.window is not None else None
        getattr(shots, shower)(place, settle, what)
        return top_dialog() if shower.startswith("open_") else window

    return show


def _built(desk: Desk, title: str) -> Any:
    """The page behind an entry of the rail that was shown before."""
    return next(one for one in window_of(desk).pages if one.title == title).page()  # type: ignore[attr-defined]  # a Later


def _discipline_case(desk: Desk, settle: Settle) -> QWidget:
    shown = page("Kỷ luật")(desk, settle)
    built = _built(desk, "Kỷ luật")
    built.open_target("discipline", built.list.rows()[0].key)
    settle()
    return shown


def _discipline_part(part: str, deed: str = "") -> Show:
    """A part of the first case, and a deed of it."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        shown = _discipline_case(desk, settle)
        case = _built(desk, "Kỷ luật").case
        case.parts.show_tab(part)
        for table in (case.steps, case.members, case.spans):
            if table.rows():
                table.select_row(table.rows()[0])
        settle()
        if not deed:
            return shown
        getattr(case.deeds, deed)()
        settle()
        return top_dialog()

    return show


def _discipline_year(tab: str) -> Show:
    """The counts of a year, one way of looking at them."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        page("Kỷ luật")(desk, settle)
        _built(desk, "Kỷ luật").show_year()
        settle()
        made = top_dialog()
        made.tabs.show_tab(tab)  # type: ignore[attr-defined]  # the dialog of a year
        settle()
        return made

    return show


def _birth_corrected(desk: Desk, settle: Settle) -> QWidget:
    """What another birth date brings, before it is saved."""
    row = _retirements(desk, settle).list.current_row()
    desk.register.wanted.emit("person", row.person)
    settle()
    file = next(one for one in window_of(desk).pages if "person" in one.opens).page()  # type: ignore[attr-defined]  # a Later
    form = file._body.form  # noqa: SLF001 - the form of the file shown
    form.focus_field("born")
    form.editor("born").setText("25/09/1970")
    file.save()
    settle()
    return top_dialog()


def _calculated(desk: Desk, settle: Settle) -> QWidget:
    """A calculator with its answer."""
    shown = page("Tra cứu")(desk, settle)
    built = _built(desk, "Tra cứu")
    titles = [built.list.item(row).text() for row in range(built.list.count())]
    built.list.setCurrentRow(titles.index("Thôi giữ chức vụ, từ chức"))
    fields = built.form.fields
    fields["category"].setCurrentIndex(2)
    fields["way"].setCurrentIndex(2)
    fields["asked"].setText("01/10/2026")
    settle()
    return shown


def _marking(kind: str) -> Callable[[Any, Any], object]:
    return lambda page, row: page._mark(row, kind)  # noqa: SLF001 - what the key does


SHOTS: tuple[tuple[str, Show], ...] = (
    ("ban-lam-viec", page("Bàn làm việc")),
    ("viec-vi-sao", of_due(lambda page, row: page.show_why(row))),
    *((f"viec-{kind.replace('_', '-')}", of_due(_marking(kind))) for kind in ("nhac_lai", "bo_qua", "ban_giao")),
    ("tim-toan-so", searched),
    ("bo-nhiem-dieu-dong", page("Bổ nhiệm, điều động")),
    ("sap-het-thoi-han", appointments("ending")),
    ("so-quyet-dinh", appointments("decisions")),
    ("biet-phai-giao-quyen", appointments("temporary")),
    ("de-xuat-bien-dong", appointments("proposals")),
    ("can-xem", appointments("remarks")),
    ("quyet-dinh-moi", movement),
    ("quyet-dinh-ban-nhap", movement_draft),
    ("quyet-dinh-moi-ra-soat", movement_cases),
    ("thong-bao-het-thoi-han", notices),
    ("in-quyet-dinh", decision("print")),
    ("sua-quyet-dinh", decision("correct")),
    ("huy-bo-quyet-dinh", decision("cancel")),
    ("nguoi-ky", dialog(_menu("signers"))),
    ("loi-van", dialog(_menu("wording"))),
    ("loi-van-bien-ban", _wording_of_minutes),
    ("so-so-van-ban", dialog(lambda desk: appointments_page(desk).papers.show_numbers())),
    ("so-lieu-muoi-nam", ten_years),
    ("so-lieu-bo-nhiem", dialog(lambda desk: appointments_page(desk).show_figures())),
    ("tra-cuu", page("Tra cứu")),
    ("tra-cuu-ket-qua", _calculated),
    ("ho-so", page("Hồ sơ")),
    ("ho-so-ca-nhan", _file("Thông tin chung", "Đặng Thị Lan Anh")),
    ("ho-so-cong-tac", _file("Quá trình công tác")),
    ("ho-so-bien-dong", _decided(row=False)),
    ("ho-so-dong-bien-dong", _decided(row=True)),
    ("ho-so-luong", _file("Lương")),
    ("ho-so-dang-doan", _file("Đảng, đoàn thể")),
    ("ho-so-khen-thuong", _file("Khen thưởng, kỷ luật")),
    ("ho-so-giay-to", _file("Giấy tờ")),
    ("ho-so-nguon", _file("Nguồn")),
    ("ho-so-dao-tao", _file("Đào tạo, bồi dưỡng")),
    ("ho-so-gia-dinh", _file("Lịch sử, gia đình")),
    ("ho-so-lich-su", _file("Lịch sử sửa")),
    ("sua-ngay-sinh", _birth_corrected),
    ("them-nguoi", dialog(lambda desk: desk.roster.new_requested.emit())),
    ("them-nguoi-go-do", _half_typed),
    ("nghi-huu", page("Nghỉ hưu")),
    ("nghi-huu-trong-nam", _retirement_tab("year")),
    ("nghi-huu-khuyet", _retirement_tab("vacant")),
    ("nghi-huu-chua-tinh", _retirement_tab("unknown")),
    ("nghi-huu-da-nghi", _retirement_tab("gone")),
    ("nghi-huu-vi-sao", _retirement_why),
    ("nghi-huu-tinh-gian", _retirement_case("tinh_gian", wished_on="01/06/2025", pay_basis="12000000")),
    (
        "nghi-huu-thoi-viec",
        _retirement_case(
            "thoi_viec", wished_on="01/12/2026", submitted_on="02/11/2026", pay_basis="10000000", insured_months="124"
        ),
    ),
    ("nghi-huu-thong-bao", _retirement(lambda page: page.letters("retirement_notice"))),
    ("nghi-huu-sua-ho-so", _retirement_corrected),
    ("nghi-huu-ho-so", _retirement(lambda page: page.open_case())),
    ("nghi-huu-thu-tinh", _retirement(lambda page: page.what_if())),
    ("ky-luat", page("Kỷ luật")),
    ("ky-luat-vu-viec", _discipline_case),
    ("ky-luat-da-ghi", _discipline_part("done")),
    ("ky-luat-hoi-dong", _discipline_part("council")),
    ("ky-luat-noi-dung", _discipline_part("facts")),
    ("ky-luat-sua-noi-dung", _discipline_part("facts", "edit_case")),
    ("ky-luat-sua-thanh-vien", _discipline_part("council", "edit_member")),
    ("ky-luat-sua-giay-to", _discipline_part("done", "edit_step")),
    ("ky-luat-khong-tinh", _discipline_part("spans", "add_span")),
    ("ky-luat-mo-vu-viec", dialog(lambda desk: _built(desk, "Kỷ luật").open_new())),
    ("ky-luat-so-lieu", dialog(lambda desk: _built(desk, "Kỷ luật").show_year())),
    ("ky-luat-bon-chieu", _discipline_year("cells")),
    ("ky-luat-bieu-do", _discipline_year("chart")),
    ("ky-luat-giay-to", dialog(lambda desk: _built(desk, "Kỷ luật").case.open_letters())),
    ("ky-luat-da-co", dialog(lambda desk: _built(desk, "Kỷ luật").record_past())),
    ("nhap-tu-excel", page("Nhập từ Excel")),
    ("nhap-ghep-cot", importing(0)),
    ("nhap-xem-truoc", importing(1)),
    ("gop-ho-so", merging),
    ("thiet-lap-co-quan", dialog(_menu("office"))),
    *((f"ngay-dau-{step + 1}", first_day(step)) for step in range(4)),
    ("bang-phim", dialog(lambda desk: desk.window._on_menu("keys") if desk.window else None)),  # noqa: SLF001 - the menu's own way
    ("lich-su", dialog(_menu("history"))),
    ("loc-danh-sach", dialog(lambda desk: desk.roster.shaping.open_builder())),
    ("sua-hang-loat", dialog(lambda desk: desk.roster.deeds.open_bulk())),
    ("bo-vao-thung-rac", dialog(lambda desk: desk.roster.deeds.open_remove())),
    ("so-lieu-quy-dinh", dialog(_menu("figures"))),
    ("thung-rac", dialog(_menu("bin"))),
    ("gui-len-cap-tren", dialog(_menu("upward"))),
    ("o-con-giu-o-nguon", _kept_cells),
    ("nhom-va-dem", dialog(lambda desk: desk.roster.shaping.open_counts())),
    ("luu-danh-sach", dialog(lambda desk: desk.roster.shaping.open_save())),
    ("xem-truoc-va-in", dialog(lambda desk: desk.roster.export("print"))),
    ("in", _print_dialog),
    ("to-chuc", _units("show_view", "posts")),
    ("to-chuc-bien-che", _units("show_view", "quota")),
    ("to-chuc-ten", _units("show_view", "names")),
    ("to-chuc-truoc-sau", _units("show_view", "compare")),
    ("to-chuc-so-do", _units("show_view", "chart")),
    *(
        (f"to-chuc-{what}", _units("open_dialog", what))
        for what in ("create", "rename", "move", "split", "merge", "dissolve", "quota", "position")
    ),
    ("sap-xep-sua-rieng", _units("open_rule", 3, "Sắp xếp")),
    *((f"sap-xep-{step + 1}", _units("show_step", step, "Sắp xếp")) for step in range(4)),
    ("nhap-ket-qua", importing(2)),  # last: it adds people
)
