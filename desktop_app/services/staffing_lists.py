"""The code lists of decisions, movements, positions, retirement and the due list with their Vietnamese names."""

from collections.abc import Mapping

CAPACITIES: Mapping[str, str] = {
    "": "Người đứng đầu ký",
    "TM": "TM. (thay mặt tập thể)",
    "KT": "KT. (ký thay người đứng đầu)",
    "TL": "TL. (thừa lệnh)",
    "TUQ": "TUQ. (thừa uỷ quyền)",
    "Q": "Q. (quyền người đứng đầu)",
}
RETIREMENT_KINDS: Mapping[str, str] = {
    "nghi_huu": "Nghỉ hưu đúng tuổi",
    "nghi_truoc_tuoi": "Nghỉ hưu ở tuổi thấp hơn",
    "tinh_gian": "Tinh giản biên chế",
    "nd178": "Nghỉ theo Nghị định số 178/2024/NĐ-CP",
    "thoi_viec": "Thôi việc",
    "keo_dai": "Kéo dài thời gian công tác",
}
RETIREMENT_STEPS: Mapping[str, str] = {
    "thong_bao": "Thông báo nghỉ hưu",
    "quyet_dinh": "Quyết định nghỉ hưu",
    "ban_giao": "Bàn giao công việc, tài sản",
    "ho_so": "Giấy tờ đã gửi",
    "hoan": "Lùi thời điểm nghỉ hưu",
    "huy": "Huỷ hồ sơ",
    "tu_choi_lui": "Người lao động không lùi thời điểm nghỉ hưu",
}
LEAVING_REASONS: Mapping[str, str] = {
    "nguyen_vong": "Theo nguyện vọng cá nhân",
    "khong_dap_ung": "Không đáp ứng yêu cầu của vị trí việc làm",
    "khong_hoan_thanh": "Xếp loại không hoàn thành nhiệm vụ, không còn vị trí thấp hơn",
    "khac": "Lý do khác",
}
LISTS: Mapping[str, Mapping[str, str]] = {
    "decision_kind": {
        "quyet_dinh": "Quyết định",
        "nghi_quyet": "Nghị quyết",
        "thong_bao": "Thông báo",
        "cong_van": "Công văn",
        "hop_dong": "Hợp đồng",
        "ket_luan": "Kết luận",
        "bien_ban": "Biên bản",
        "khac": "Văn bản khác",
    },
    "decision_state": {"hieu_luc": "Còn hiệu lực", "huy_bo": "Đã huỷ bỏ", "thay_the": "Đã được thay thế"},
    "signing_capacity": CAPACITIES,
    "number_state": {"giu_cho": "Giữ chỗ", "da_dung": "Đã dùng", "huy": "Đã huỷ"},
    "acting_kind": {"giao_quyen": "Giao quyền", "phu_trach": "Phụ trách"},
    "job_position_kind": {
        "lanh_dao": "Lãnh đạo, quản lý",
        "nghiep_vu": "Chuyên môn, nghiệp vụ",
        "dung_chung": "Chuyên môn dùng chung",
        "ho_tro": "Hỗ trợ, phục vụ",
    },
    "due_mark": {"bo_qua": "Bỏ qua", "nhac_lai": "Nhắc lại sau", "ban_giao": "Bàn giao", "da_lam": "Đã làm"},
    "retirement_kind": RETIREMENT_KINDS,
    "retirement_step": RETIREMENT_STEPS,
    "retirement_paper": {
        "so_bhxh": "Sổ bảo hiểm xã hội",
        "to_khai": "Tờ khai, đơn đề nghị hưởng lương hưu",
        "quyet_dinh": "Quyết định nghỉ hưu",
        "bien_ban_ban_giao": "Biên bản bàn giao",
        "ho_so_ca_nhan": "Hồ sơ cá nhân",
        "khac": "Giấy tờ khác",
    },
    "retirement_early_case": {
        "HEAVY_OR_AREA_15Y": "Đủ 15 năm làm nghề nặng nhọc, độc hại hoặc ở vùng đặc biệt khó khăn",
        "CAPACITY_61_80": "Suy giảm khả năng lao động từ 61 % đến dưới 81 %",
        "CAPACITY_81_PLUS": "Suy giảm khả năng lao động từ 81 % trở lên",
        "SPECIAL_HEAVY_15Y_CAPACITY_61": "Đủ 15 năm làm nghề đặc biệt nặng nhọc, suy giảm từ 61 %",
        "HIV_OCCUPATIONAL": "Nhiễm HIV do tai nạn rủi ro nghề nghiệp",
        "COAL_UNDERGROUND_15Y": "Đủ 15 năm khai thác than trong hầm lò",
        "ND83_2022": "Kéo dài theo Nghị định số 83/2022/NĐ-CP",
        "ND50_2022": "Kéo dài theo Nghị định số 50/2022/NĐ-CP",
    },
    "retirement_postponement": {
        "TET_HOLIDAY": "Trùng ngày nghỉ Tết Nguyên đán",
        "FAMILY_DEATH_OR_MISSING": "Vợ, chồng, cha, mẹ, con từ trần hoặc bị Toà án tuyên bố mất tích",
        "DISASTER_FIRE_ENEMY": "Bản thân, gia đình bị thiệt hại do thiên tai, địch hoạ, hoả hoạn",
        "SERIOUS_ILLNESS_OR_ACCIDENT": "Bị bệnh nặng hoặc tai nạn",
        "LONG_TERM_DISEASE_LIST": "Đang điều trị bệnh cần chữa trị dài ngày",
    },
    "leaving_reason": LEAVING_REASONS,
    "early_exit_regime": {
        "ND108_2014": "Nghị định số 108/2014/NĐ-CP",
        "ND29_2023": "Nghị định số 29/2023/NĐ-CP",
        "ND154_2025": "Nghị định số 154/2025/NĐ-CP",
        "ND178_2024": "Nghị định số 178/2024/NĐ-CP",
        "THOI_VIEC_ND170_AMENDED": "Thôi việc theo Nghị định số 170/2025/NĐ-CP (sửa đổi)",
        "KHAC": "Chính sách khác",
    },
}
