"""The code lists of discipline with their Vietnamese names, for forms, history and papers."""

from collections.abc import Mapping
from datetime import date

from desktop_app.law.discipline import CATEGORIES, EXEMPTIONS, FORMS, GRAVITIES
from desktop_app.law.discipline_effects import CIVIL, GROUNDS, NEW_CBCC, PARTY_FORMS
from desktop_app.law.discipline_limits import EXEMPT, LEVELS, NOT_COUNTED

ROLES: Mapping[str, str] = {
    "CHAIR": "Chủ tịch Hội đồng",
    "USING_UNIT": "Uỷ viên (đơn vị trực tiếp sử dụng)",
    "UNION": "Uỷ viên (công đoàn hoặc đại diện viên chức)",
    "PERSONNEL": "Uỷ viên (bộ phận tổ chức cán bộ)",
    "CLERK": "Người ghi biên bản",
}

NO_REVIEW: Mapping[str, str] = {
    "CRIMINAL_ORDERED": "cấp có thẩm quyền chỉ đạo xử lý khi đang tố tụng hình sự",
    "REVIEWED_ADMITTED": "đã kiểm điểm, đã nhận trách nhiệm",
}
"""Why no review meeting is held, besides an act at the old unit: khoản 2 Điều 16 NĐ 172/2025/NĐ-CP."""


def roles_of(category: str, day: date) -> tuple[str, ...]:
    """Who sits in the council of a case: three of them for cán bộ, công chức under NĐ 172/2025, and the clerk."""
    new = category in CIVIL and day >= NEW_CBCC
    return tuple(role for role in ROLES if not (new and role == "UNION"))


STEPS: Mapping[str, str] = {
    "phat_hien": "Phát hiện hành vi vi phạm",
    "ket_luan": "Kết luận về hành vi vi phạm, việc phải xử lý kỷ luật",
    "thong_bao": "Thông báo về việc xem xét xử lý kỷ luật",
    "kiem_diem": "Họp kiểm điểm",
    "bao_cao": "Báo cáo kết quả họp kiểm điểm",
    "keo_dai": "Kéo dài thời hạn xử lý",
    "lap_hoi_dong": "Thành lập Hội đồng kỷ luật",
    "trieu_tap": "Triệu tập họp Hội đồng kỷ luật",
    "hop_hoi_dong": "Họp Hội đồng kỷ luật",
    "kien_nghi": "Kiến nghị, đề xuất hình thức kỷ luật",
    "quyet_dinh": "Quyết định kỷ luật",
    "cong_bo": "Công bố quyết định kỷ luật",
    "khong_vi_pham": "Kết luận không vi phạm, không xử lý kỷ luật",
    "dang_quyet_dinh": "Quyết định kỷ luật Đảng",
    "dang_cong_bo": "Công bố quyết định kỷ luật Đảng",
    "dang_huy": "Huỷ bỏ, xoá kỷ luật Đảng",
    "ban_an": "Bản án, quyết định của Toà án",
    "khieu_nai": "Khiếu nại, khởi kiện quyết định kỷ luật",
    "ket_qua_khieu_nai": "Kết quả giải quyết khiếu nại, khởi kiện",
    "huy_bo": "Huỷ bỏ, thu hồi quyết định kỷ luật",
    "dinh_chinh": "Công bố việc kỷ luật oan, sai",
    "dinh_chi": "Tạm đình chỉ công tác",
    "keo_dai_dinh_chi": "Kéo dài tạm đình chỉ công tác",
    "thoi_dinh_chi": "Chấm dứt tạm đình chỉ công tác",
}


def _capital(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {code: text[:1].upper() + text[1:] for code, text in texts.items()}


LISTS: Mapping[str, Mapping[str, str]] = {
    "discipline_category": _capital(CATEGORIES),
    "discipline_form": _capital(FORMS),
    "discipline_any_form": _capital({**PARTY_FORMS, **FORMS}),
    "discipline_ground": _capital(GROUNDS),
    "discipline_gravity": _capital(GRAVITIES),
    "discipline_level": _capital(LEVELS),
    "discipline_exempt": _capital(EXEMPT),
    "discipline_no_review": _capital(NO_REVIEW),
    "discipline_freed": _capital(EXEMPTIONS),
    "discipline_not_counted": _capital(NOT_COUNTED),
    "discipline_step": STEPS,
    "council_role": ROLES,
}
