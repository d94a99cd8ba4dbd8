"""Sơ yếu lý lịch cán bộ, công chức, mẫu 2C-BNV/2008 (Quyết định 02/2008/QĐ-BNV): every item in its order."""

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
    Table,
    Title,
)
from desktop_app.reports.person.facts import FileFacts, heading, line, month, note, prose, table
from desktop_app.reports.person.kinds import CV_2008, paper_of

LIVES = (
    "Quê quán, nghề nghiệp, chức danh, chức vụ, đơn vị công tác, học tập, nơi ở,"
    " thành viên các tổ chức chính trị - xã hội"
)
WORKED = (
    "Chức danh, chức vụ, đơn vị công tác (đảng, chính quyền, đoàn thể, tổ chức xã hội),"
    " kể cả thời gian được đào tạo, bồi dưỡng"
)
ACROSS = 8  # changes of pay side by side
_RELATIVES = (
    Column(("Mối quan hệ",), width=11), Column(("Họ và tên",), width=18),
    Column(("Năm sinh",), width=8, align="centre"),
    Column((LIVES,), width=44),
)  # fmt: skip


def cv_2008(facts: FileFacts) -> Paper:
    """The whole form with what the register holds; what it does not hold is left in dots."""
    return Paper(
        f"{paper_of(CV_2008).name}: {facts.file.name}", (*_front(facts), *_middle(facts), *_tables(facts), *_end(facts)), size=13,
        small=11, before=4, watermark=facts.watermark, source=facts.witness, author=facts.office.name,
    )  # fmt: skip


def _front(facts: FileFacts) -> Iterator[Block]:
    yield Paragraph((Run("Mẫu 2C-BNV/2008", bold=True),), "right", size=11, first_line=False)
    yield line("", ("Cơ quan, đơn vị có thẩm quyền quản lý CBCC", facts.office.parent or facts.office.name))
    yield line(
        "",
        ("Cơ quan, đơn vị sử dụng CBCC", facts.now("assignment", "unit"), 1.8),
        ("Số hiệu", facts.own("staff_number"), 0.8),
    )
    yield Gap(6)
    yield Beside(
        (PhotoBox(facts.photo),),
        (
            Title(("SƠ YẾU LÝ LỊCH CÁN BỘ, CÔNG CHỨC",), rule=False),
            FormLine((Field("Họ và tên khai sinh (viết chữ in hoa):", facts.file.name.upper(), bold=True),), "1)"),
            line("2)", ("Tên gọi khác", facts.own("other_name"))),
            line("3)", ("Sinh ngày", facts.long("born"), 1.6), ("Giới tính", facts.own("sex"))),
            line("4)", ("Nơi sinh", facts.own("birth_place"))),
            line("5)", ("Quê quán", facts.own("home_town"))),
        ),
        0.29,
    )
    yield line("6)", ("Dân tộc", facts.own("ethnic")), ("7) Tôn giáo", facts.own("religion")))
    yield line("8)", ("Nơi đăng ký hộ khẩu thường trú", facts.own("permanent_address")))
    yield line("9)", ("Nơi ở hiện nay", facts.own("address")))
    yield line("10)", ("Nghề nghiệp khi được tuyển dụng", facts.own("previous_job")))
    yield line(
        "11)",
        ("Ngày tuyển dụng", facts.own("recruited_on"), 0.8),
        ("Cơ quan tuyển dụng", facts.own("recruited_by"), 1.2),
    )
    yield line("12)", ("Chức vụ (chức danh) hiện tại", facts.now("assignment", "post")))
    yield line("13)", ("Công việc chính được giao", facts.own("main_work")))


def _middle(facts: FileFacts) -> Iterator[Block]:
    def step(*names: str) -> str:
        return facts.now("salary_step", *names)

    yield line("14)", ("Ngạch công chức (viên chức)", step("rank_name"), 1.6), ("Mã ngạch", step("rank_code"), 0.8))
    yield line("", ("Bậc lương", step("step")), ("Hệ số", step("coefficient")), ("Ngày hưởng", step("starts"), 1.3))
    other = "; ".join(row.texts["kind"] for row in facts.rows("allowance") if row.state == "current")
    yield line("", ("Phụ cấp chức vụ", facts.now("assignment", "allowance")), ("Phụ cấp khác", other))
    yield line("15.1)", ("Trình độ giáo dục phổ thông", facts.own("general_education")))
    yield line("15.2)", ("Trình độ chuyên môn cao nhất", facts.level("chuyen_mon", "major")))
    yield line(
        "15.3)",
        ("Lý luận chính trị", facts.level("ly_luan")),
        ("15.4) Quản lý nhà nước", facts.level("quan_ly_nha_nuoc")),
    )
    yield line("15.5)", ("Ngoại ngữ", facts.level("ngoai_ngu", "major")), ("15.6) Tin học", facts.level("tin_hoc")))
    yield line(
        "16)", ("Ngày vào Đảng Cộng sản Việt Nam", facts.now("party_membership", "joined_on"), 1.75),
        ("Ngày chính thức", facts.now("party_membership", "official_on"), 1.08),
    )  # fmt: skip
    joined = "; ".join(
        ", ".join(text for name in ("starts", "name", "post") if (text := row.texts[name]))
        for row in facts.rows("organisation")
    )
    yield line("17)", ("Ngày tham gia tổ chức chính trị - xã hội", joined))
    army = "army_service"
    yield line("18)", ("Ngày nhập ngũ", facts.now(army, "starts")), ("Ngày xuất ngũ", facts.now(army, "ends")))
    yield line("", ("Quân hàm cao nhất", facts.now(army, "highest_rank")))
    awards = [row.texts for row in facts.rows("award")]
    best = "; ".join(", ".join(text for text in (one["title"], one["awarded_on"]) if text) for one in awards)
    yield line("19)", ("Danh hiệu được phong tặng cao nhất", "; ".join(facts.honours()[:1])))
    yield line("20)", ("Sở trường công tác", facts.own("strength")))
    yield line("21)", ("Khen thưởng", best))
    punished = "; ".join(", ".join(text for text in (one.form, month(one.starts)) if text) for one in facts.punishments)
    yield line("22)", ("Kỷ luật", punished))
    health = "health_check"
    yield line("23)", ("Tình trạng sức khỏe", facts.now(health, "state")))
    yield line(
        "", ("Chiều cao (cm)", facts.now(health, "height")), ("Cân nặng (kg)", facts.now(health, "weight")),
        ("Nhóm máu", facts.now(health, "blood_group")),
    )  # fmt: skip
    yield line(
        "24)",
        ("Là thương binh hạng", facts.own("wounded_class")),
        ("Là con gia đình chính sách", facts.own("policy_group"), 1.5),
    )
    number = facts.own("old_id_number") or facts.own("personal_number")
    yield line("25)", ("Số chứng minh nhân dân, căn cước", number, 2.1), ("Ngày cấp", facts.own("id_issued_on")))
    yield line("", ("Nơi cấp", facts.own("id_issued_at")))
    yield line("26)", ("Số sổ BHXH", facts.own("insurance_number")))


def _tables(facts: FileFacts) -> Iterator[Block]:
    yield heading("27) Đào tạo, bồi dưỡng về chuyên môn, nghiệp vụ, lý luận chính trị, ngoại ngữ, tin học")
    columns: tuple[Column, ...] = (
        Column(("Tên trường",), width=22), Column(("Chuyên ngành đào tạo, bồi dưỡng",), width=18),
        Column(("Từ tháng, năm - đến tháng, năm",), width=14, align="centre"), Column(("Hình thức đào tạo",), width=12),
        Column(("Văn bằng, chứng chỉ, trình độ gì",), width=14),
    )  # fmt: skip
    yield table(columns, [
        (
            row.texts["school"], row.texts["major"], _period(month(row.values["starts"]), month(row.values["ends"])),
            row.texts["mode"], row.texts["level"],
        )
        for row in facts.rows("qualification")
    ])  # fmt: skip
    yield heading("28) Tóm tắt quá trình công tác")
    columns = (
        Column(("Từ tháng, năm đến tháng, năm",), width=16, align="centre"),
        Column((WORKED,), width=60),
    )  # fmt: skip
    yield table(columns, [
        (_period(starts, ends), ", ".join(text for text in (post, where) if text)) for starts, ends, where, post in facts.career()
    ])  # fmt: skip
    yield heading("29) Đặc điểm lịch sử bản thân")
    yield note(
        "- Khai rõ: bị bắt, bị tù (từ ngày tháng năm nào đến ngày tháng năm nào, ở đâu), đã khai báo cho ai, những vấn đề"
        " gì; bản thân có làm việc trong chế độ cũ (cơ quan, đơn vị nào, địa điểm, chức danh, chức vụ, thời gian làm việc):"
    )
    told = "; ".join(
        [text for text in (facts.own("arrest"),) if text] + [row.words for row in facts.rows("old_regime_work")]
    )
    yield from prose(told)
    yield note(
        "- Tham gia hoặc có quan hệ với các tổ chức chính trị, kinh tế, xã hội nào ở nước ngoài; có thân nhân ở nước ngoài:"
    )
    abroad = [row.words for row in facts.rows("foreign_tie")]
    abroad += [
        f"{row.texts['relation']} {row.texts['full_name']} ({row.texts['country']})"
        for row in facts.rows("family_member")
        if row.texts["country"]
    ]
    yield from prose("; ".join(abroad))
    yield heading("30) Quan hệ gia đình")
    for title, side in (
        ("a) Về bản thân: cha, mẹ, vợ (hoặc chồng), các con, anh chị em ruột", "ban_than"),
        ("b) Bên vợ (hoặc chồng): cha, mẹ, anh chị em ruột", "vo_chong"),
    ):
        yield heading(title)
        rows = [row for row in facts.rows("family_member") if (row.values["side"] or "ban_than") == side]
        yield table(_RELATIVES, [
            (row.texts["relation"], row.texts["full_name"], str(row.values["born"] or "")[:4], row.texts["details"]) for row in rows
        ])  # fmt: skip
    yield heading("31) Diễn biến quá trình lương của cán bộ, công chức")
    yield from _pay(facts)


def _period(starts: str, ends: str) -> str:
    return " - ".join(text for text in (starts, ends) if text)


def _pay(facts: FileFacts) -> Iterator[Table]:
    """Changes of pay stand side by side; after eight the table goes on below."""
    steps = facts.rows("salary_step")
    for first in range(0, max(len(steps), 1), ACROSS):
        part = steps[first : first + ACROSS]
        blank = [""] * (ACROSS - len(part))
        columns = (
            Column(("Tháng/năm",), width=14),
            *(Column((month(row.values["starts"]),), width=10, align="centre") for row in part),
        )
        columns += tuple(Column(("",), width=10) for _ in blank)
        ranks = [f"{row.texts['rank_code']}/{row.texts['step']}" for row in part]
        yield Table(columns, [
            ("Mã ngạch/bậc", *ranks, *blank),
            ("Hệ số lương", *(row.texts["coefficient"] for row in part), *blank),
        ])  # fmt: skip


def _end(facts: FileFacts) -> Iterator[Block]:
    yield heading("32) Nhận xét, đánh giá của cơ quan, đơn vị quản lý và sử dụng cán bộ, công chức")
    yield from prose(facts.own("assessment"))
    yield Gap(8)
    place = f"{facts.office.place}, " if facts.office.place else ""
    year = facts.day.year
    yield Signatures((
        Signature(
            ("Người khai",),
            "Tôi xin cam đoan những lời khai trên đây là đúng sự thật\n(Ký tên, ghi rõ họ tên)",
            facts.file.name,
        ),
        Signature(
            (facts.office.signer_role.upper(),),
            f"{place}ngày …… tháng …… năm {year}\n(Ký tên, đóng dấu)",
            facts.office.signer_name,
        ),
    ))  # fmt: skip
