"""The papers of retirement by name, for those who only want to name them."""

from collections.abc import Mapping

NOTICE, DECISION, INSURANCE, REPORT, LEAVING = (
    "retirement_notice", "retirement_decision", "retirement_insurance", "retirement_report", "leaving",
)  # fmt: skip
KINDS: Mapping[str, str] = {
    NOTICE: "Thông báo nghỉ hưu",
    DECISION: "Quyết định nghỉ hưu",
    INSURANCE: "Công văn đề nghị giải quyết chế độ hưu trí",
    REPORT: "Báo cáo cấp trên về người nghỉ hưu là lãnh đạo",
    LEAVING: "Quyết định thôi việc",
}
