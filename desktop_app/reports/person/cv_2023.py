"""Sơ yếu lý lịch cán bộ, công chức, viên chức (Thông tư 06/2023/TT-BNV): every item in its order."""

from collections.abc import Iterator

from desktop_app.document import (
    Beside,
    Block,
    Column,
    Field,
    FormLine,
    Gap,
    Paper,
    Paragraph,
    PhotoBox,
    Run,
    Signature,
    Signatures,
    Title,
)
from desktop_app.reports.person.facts import PERIOD, FileFacts, heading, line, month, note, prose, table, texts
from desktop_app.reports.person.kinds import CV_2023, paper_of
from desktop_app.services.person.file import FileRow

_SCHOOL = Column(("Tên cơ sở đào tạo",), width=26)
_CERTIFICATE = Column(("Chứng chỉ được cấp",), width=24)
LIVES = (
    "Quê quán, nghề nghiệp, chức danh, chức vụ, đơn vị công tác, học tập, nơi ở (trong, ngoài nước);"
    " thành viên các tổ chức chính trị - xã hội"
)
WORKED = "Đơn vị công tác (đảng, chính quyền, đoàn thể, tổ chức xã hội), kể cả thời gian được đào tạo, bồi dưỡng"
_FAMILY = (
    Column(("Mối quan hệ",), width=11),
    Column(("Họ và tên",), width=18),
    Column(("Năm sinh",), width=8, align="centre"),
    Column((LIVES,), width=44),
)


def cv_2023(facts: FileFacts) -> Paper:
    """The whole form with what the register holds; what it does not hold is left in dots."""
    blocks = (*_front(facts), *_career(facts), *_training(facts), *_history(facts), *_family(facts), *_end(facts))
    return Paper(
        f"{paper_of(CV_2023).name}: {facts.file.name}", blocks, size=13, small=11, before=4, watermark=facts.watermark,
        source=facts.witness, author=facts.office.name,
    )  # fmt: skip


def _front(facts: FileFacts) -> Iterator[Block]:
    yield line("", ("Cơ quan quản lý cán bộ, công chức, viên chức", facts.office.parent or facts.office.name))
    yield line("", ("Cơ quan, đơn vị sử dụng cán bộ, công chức, viên chức", facts.now("assignment", "unit")))
    yield line("", ("Số hiệu", facts.own("staff_number")), ("Mã số định danh", facts.own("personal_number")))
    yield Gap(6)
    name = FormLine((Field("Họ và tên khai sinh (viết chữ in hoa):", facts.file.name.upper(), bold=True),), "1)")
    yield Beside(
        (PhotoBox(facts.photo),),
        (
            Title(("SƠ YẾU LÝ LỊCH", "CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"), rule=False),
            name,
            line("", ("Giới tính", facts.own("sex"))),
            line("2)", ("Các tên gọi khác", facts.own("other_name"))),
            line("3)", ("Sinh ngày", facts.long("born"))),
            line("4)", ("Nơi sinh", facts.own("birth_place"))),
        ),
        0.29,
    )
    yield line("5)", ("Quê quán (xã, phường; huyện, quận; tỉnh, thành phố)", facts.own("home_town")))
    yield line("6)", ("Dân tộc", facts.own("ethnic")), ("7) Tôn giáo", facts.own("religion")))
    yield line(
        "8)", ("Số CCCD", facts.own("personal_number"), 1.1), ("Ngày cấp", facts.own("id_issued_on"), 0.9),
        ("SĐT liên hệ", facts.contact("phone"), 1),
    )  # fmt: skip
    yield line("9)", ("Số BHXH", facts.own("insurance_number")), ("Số thẻ BHYT", facts.own("health_insurance_number")))
    yield line("10)", ("Nơi ở hiện nay", facts.own("address")))
    yield line("11)", ("Thành phần gia đình xuất thân", facts.own("family_origin")))
    yield line("12)", ("Nghề nghiệp trước khi được tuyển dụng", facts.own("previous_job")))
    yield line("13)", ("Ngày được tuyển dụng lần đầu", facts.own("recruited_on")))
    yield line("", ("Cơ quan, tổ chức, đơn vị tuyển dụng", facts.own("recruited_by")))
    yield line("14)", ("Ngày vào cơ quan hiện đang công tác", facts.own("joined_office_on")))


def _career(facts: FileFacts) -> Iterator[Block]:
    yield line(
        "15)", ("Ngày vào Đảng Cộng sản Việt Nam", facts.now("party_membership", "joined_on"), 1.75),
        ("Ngày chính thức", facts.now("party_membership", "official_on"), 1.08),
    )  # fmt: skip
    first = facts.rows("organisation")[:1]
    joined = ", ".join(text for row in first for name in ("starts", "name", "post") if (text := row.texts[name]))
    yield line("16)", ("Ngày tham gia tổ chức chính trị - xã hội đầu tiên (ghi rõ tổ chức, chức vụ)", joined))
    yield line(
        "17)", ("Ngày nhập ngũ", facts.now("army_service", "starts")), ("Ngày xuất ngũ", facts.now("army_service", "ends")),
    )  # fmt: skip
    yield line("", ("Quân hàm, chức vụ cao nhất", facts.now("army_service", "highest_rank")))
    yield line("18)", ("Đối tượng chính sách", facts.own("policy_group", "wounded_class")))
    yield line("19)", ("Trình độ giáo dục phổ thông", facts.own("general_education")))
    yield line("20)", ("Trình độ chuyên môn cao nhất", facts.level("chuyen_mon", "major")))
    yield line("21)", ("Học hàm", facts.own("academic_title", "academic_title_since")))
    yield line("22)", ("Danh hiệu nhà nước phong tặng", "; ".join(facts.honours())))
    post = facts.file.part("assignment").current
    since = post.texts["post_since"] or post.texts["starts"] if post else ""
    yield line("23)", ("Chức vụ hiện tại", post.texts["post"] if post else ""))
    yield line("", ("Ngày bổ nhiệm, phê chuẩn", since))
    yield line("", ("Ngày bổ nhiệm lại, phê chuẩn nhiệm kỳ tiếp theo", _again(facts)))
    planned = "; ".join(row.texts["post"] for row in facts.rows("planning") if row.state != "past")
    yield line("24)", ("Được quy hoạch chức danh", planned))
    beside = [row for row in facts.rows("assignment") if row.state == "current" and not row.values["main"]]
    yield line("25)", ("Chức vụ kiêm nhiệm", "; ".join(row.texts["post"] for row in beside)))
    yield line("26)", ("Chức vụ Đảng hiện tại", facts.now("party_membership", "post")))
    yield line("27)", ("Chức vụ Đảng kiêm nhiệm", facts.now("party_membership", "concurrent_post")))
    yield line("28)", ("Công việc chính được giao", facts.own("main_work")))
    yield line(
        "29)", ("Sở trường công tác", facts.own("strength")), ("Công việc làm lâu nhất", facts.own("longest_work"))
    )
    yield from _pay(facts)
    yield line("31)", ("Tình trạng sức khỏe", facts.now("health_check", "state")))
    yield line(
        "", ("Chiều cao (cm)", facts.now("health_check", "height")), ("Cân nặng (kg)", facts.now("health_check", "weight")),
        ("Nhóm máu", facts.now("health_check", "blood_group")),
    )  # fmt: skip


def _pay(facts: FileFacts) -> Iterator[Block]:
    def step(*names: str) -> str:
        return facts.now("salary_step", *names)

    yield heading("30) Tiền lương")
    yield line("30.1)", ("Ngạch/chức danh nghề nghiệp", step("rank_name"), 1.6), ("Mã số", step("rank_code"), 0.8))
    yield line("", ("Ngày bổ nhiệm ngạch/chức danh nghề nghiệp", step("rank_since")))
    yield line("", ("Bậc lương", step("step")), ("Hệ số", step("coefficient")), ("Ngày hưởng", step("starts"), 1.3))
    yield line(
        "", ("Phần trăm hưởng (%)", step("percent_received")), ("PC thâm niên vượt khung (%)", step("beyond_percent"), 1.2),
    )  # fmt: skip
    yield line("", ("Ngày hưởng phụ cấp thâm niên vượt khung", step("beyond_since")))
    other = "; ".join(
        ", ".join(text for name in ("kind", "percent", "coefficient", "amount") if (text := row.texts[name]))
        for row in facts.rows("allowance")
        if row.state == "current"
    )
    beside = [row for row in facts.rows("assignment") if row.state == "current" and not row.values["main"]]
    more = "; ".join(row.texts["allowance"] for row in beside if row.texts["allowance"])
    yield line("30.2)", ("Phụ cấp chức vụ", facts.now("assignment", "allowance")), ("Phụ cấp kiêm nhiệm", more))
    yield line("", ("Phụ cấp khác", other))
    job = facts.now("assignment", "job_position")
    yield line("30.3)", ("Vị trí việc làm", job, 1.6), ("Mã số", facts.now("assignment", "job_position_code"), 0.8))
    paid = step("position_pay")
    yield line(
        "", ("Bậc lương", step("step") if paid else ""), ("Lương theo mức tiền (đồng)", paid, 1.4),
        ("Ngày hưởng", step("starts") if paid else ""),
    )  # fmt: skip
    yield line("", ("Phần trăm hưởng (%)", ""), ("PC thâm niên vượt khung (%)", "", 1.3), ("Ngày hưởng", "", 0.8))


def _again(facts: FileFacts) -> str:
    post = facts.file.part("assignment").current
    if post is None:
        return ""
    rows = [row for row in facts.rows("assignment") if row.texts["movement"].lower() == "bổ nhiệm lại"]
    same = [row for row in rows if row.texts["post"] == post.texts["post"]]
    return month(same[-1].values["starts"]) if same else ""


def _training(facts: FileFacts) -> Iterator[Block]:
    yield heading("32) Quá trình đào tạo, bồi dưỡng")
    yield heading("32.1) Chuyên môn (từ trung cấp trở lên, cả trong nước và nước ngoài)")
    columns: tuple[Column, ...] = (
        *PERIOD, _SCHOOL, Column(("Chuyên ngành đào tạo",), width=18), Column(("Hình thức đào tạo",), width=12),
        Column(("Văn bằng, trình độ",), width=14),
    )  # fmt: skip
    yield table(columns, texts(facts.rows("qualification", kind="chuyen_mon"), "school", "major", "mode", "level"))
    yield heading("32.2) Lý luận chính trị")
    columns = (*PERIOD, _SCHOOL, Column(("Hình thức đào tạo",), width=16), Column(("Văn bằng được cấp",), width=18))
    yield table(columns, texts(facts.rows("qualification", kind="ly_luan"), "school", "mode", "level"))
    for title, kind in (
        ("32.3) Bồi dưỡng quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ chuyên ngành", "quan_ly_nha_nuoc"),
        ("32.4) Bồi dưỡng kiến thức an ninh, quốc phòng", "quoc_phong"),
        ("32.5) Tin học", "tin_hoc"),
    ):
        yield heading(title)
        yield table((*PERIOD, _SCHOOL, _CERTIFICATE), texts(facts.rows("qualification", kind=kind), "school", "level"))
    yield heading("32.6) Ngoại ngữ, tiếng dân tộc")
    columns = (
        *PERIOD, _SCHOOL, Column(("Tên ngoại ngữ, tiếng dân tộc",), width=16), _CERTIFICATE, Column(("Điểm số",), width=9),
    )  # fmt: skip
    spoken = [*facts.rows("qualification", kind="ngoai_ngu"), *facts.rows("qualification", kind="tieng_dan_toc")]
    yield table(columns, texts(spoken, "school", "major", "level", "grade"))


def _history(facts: FileFacts) -> Iterator[Block]:
    yield heading("33) Tóm tắt quá trình công tác")
    columns: tuple[Column, ...] = (
        *PERIOD,
        Column((WORKED,), width=40),
        Column(("Chức danh, chức vụ",), width=24),
    )  # fmt: skip
    yield table(columns, list(facts.career()))
    yield heading("34) Đặc điểm lịch sử bản thân")
    yield heading("34.1) Khai rõ việc bị bắt, bị tù")
    yield note("(từ ngày tháng năm nào đến ngày tháng năm nào, ở đâu, đã khai báo cho ai, những vấn đề gì)")
    yield from prose(facts.own("arrest"))
    for title, what, record in (
        (
            "34.2) Bản thân có làm việc cho chế độ cũ",
            "Chức danh, chức vụ, đơn vị, địa điểm đã làm việc",
            "old_regime_work",
        ),
        (
            "34.3) Tham gia hoặc có quan hệ với các tổ chức chính trị, kinh tế, xã hội ở nước ngoài",
            "Tên tổ chức, địa chỉ trụ sở, công việc đã làm",
            "foreign_tie",
        ),
    ):
        yield heading(title)
        yield table((*PERIOD, Column((what,), width=60)), texts(facts.rows(record), "details"))
    yield heading("35) Khen thưởng, kỷ luật")
    yield heading("35.1) Thành tích thi đua, khen thưởng")
    columns = (
        Column(("Năm",), width=8, align="centre"), Column(("Xếp loại chuyên môn",), width=16),
        Column(("Xếp loại thi đua",), width=16), Column(("Hình thức khen thưởng",), width=30),
    )  # fmt: skip
    awards = [(str(row.values["awarded_on"] or "")[:4], "", "", row.texts["title"]) for row in facts.rows("award")]
    yield table(columns, awards)
    yield heading("35.2) Kỷ luật Đảng, hành chính")
    columns = (
        *PERIOD, Column(("Hình thức",), width=14), Column(("Hành vi vi phạm chính",), width=30),
        Column(("Cơ quan quyết định",), width=20),
    )  # fmt: skip
    yield table(
        columns, [(month(one.starts), month(one.ends), one.form, one.act, one.authority) for one in facts.punishments]
    )


def _family(facts: FileFacts) -> Iterator[Block]:
    yield heading("36) Quan hệ gia đình")
    for title, side in (
        ("36.1) Về bản thân: cha, mẹ, vợ hoặc chồng, các con, anh chị em ruột", "ban_than"),
        ("36.2) Cha, mẹ, anh chị em ruột (bên vợ hoặc chồng)", "vo_chong"),
    ):
        yield heading(title)
        rows = [row for row in facts.rows("family_member") if (row.values["side"] or "ban_than") == side]
        people = [
            (row.texts["relation"], row.texts["full_name"], str(row.values["born"] or "")[:4], _lives(row))
            for row in rows
        ]
        yield table(_FAMILY, people)
    yield heading("37) Hoàn cảnh kinh tế gia đình")
    yield heading("37.1) Quá trình lương của bản thân")
    steps = facts.rows("salary_step")
    columns: tuple[Column, ...] = (
        *PERIOD, Column(("Mã số",), width=14), Column(("Bậc lương",), width=9, align="centre"),
        Column(("Hệ số lương",), width=10, align="centre"), Column(("Tiền lương theo vị trí việc làm",), width=22, align="right"),
    )  # fmt: skip
    ends = [month(after.values["starts"]) for after in steps[1:]] + ["nay"]
    yield table(columns, [
        (month(row.values["starts"]), end, *(row.texts[name] for name in ("rank_code", "step", "coefficient", "position_pay")))
        for row, end in zip(steps, ends, strict=True)
    ] if steps else [])  # fmt: skip
    yield heading("37.2) Các loại phụ cấp khác")
    columns = (
        *PERIOD, Column(("Loại phụ cấp",), width=18), Column(("Phần trăm hưởng",), width=9, align="centre"),
        Column(("Hệ số",), width=8, align="centre"), Column(("Hình thức hưởng",), width=14),
        Column(("Giá trị (đồng)",), width=13, align="right"),
    )  # fmt: skip
    yield table(columns, texts(facts.rows("allowance"), "kind", "percent", "coefficient", "form", "amount"))
    yield heading("37.3) Nguồn thu nhập chính của gia đình hằng năm")
    now = facts.now
    yield line(
        "-", ("Tiền lương", now("household", "pay_income")), ("Các nguồn khác", now("household", "other_income"))
    )
    for text, name in (
        ("Nhà ở được cấp, được thuê (loại nhà, diện tích)", "given_house"),
        ("Nhà ở tự mua, tự xây (loại nhà, diện tích, giấy chứng nhận)", "own_house"),
        ("Đất ở được cấp (diện tích)", "given_land"),
        ("Đất ở tự mua (diện tích, giấy chứng nhận)", "own_land"),
        ("Đất sản xuất, kinh doanh", "farm_land"),
    ):
        yield line("-", (text, now("household", name)))


def _lives(row: FileRow) -> str:
    return ", ".join(one for one in (row.texts["details"], row.texts["country"]) if one)


def _end(facts: FileFacts) -> Iterator[Block]:
    yield heading("38) Nhận xét, đánh giá của cơ quan, tổ chức, đơn vị quản lý, sử dụng")
    yield from prose(facts.own("assessment"))
    yield Gap(6)
    place = f"{facts.office.place}, " if facts.office.place else "………………, "
    day = Paragraph((Run(f"{place}ngày …… tháng …… năm {facts.day.year}", italic=True),), "right", first_line=False)
    yield day
    sworn = "Tôi xin cam đoan những lời khai trên đây là đúng sự thật"
    yield Signatures((
        Signature(("Người khai",), f"{sworn}\n(Ký tên, ghi rõ họ tên)", facts.file.name),
        Signature((facts.office.signer_role.upper(),), "(Ký tên, đóng dấu)", facts.office.signer_name),
    ))  # fmt: skip
