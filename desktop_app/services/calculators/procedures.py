"""The calculators of procedures around posts: appointing, secondment, leaving a post, suspension, recruitment, mergers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from desktop_app.errors import InvalidInput
from desktop_app.law.acting import secondment
from desktop_app.law.answer import Answer
from desktop_app.law.appointment_procedure import Vote, procedure_limits, vote
from desktop_app.law.leaving_posts import LEAVING, comeback, leaving_steps, suspension
from desktop_app.law.recruitment import TRAINING, probation_end, recruitment_days
from desktop_app.law.reorganisation import CASES, term_after
from desktop_app.services.calculators.calculator import (
    CATEGORY_CHOICES,
    LAW,
    Calculator,
    Choices,
    Input,
    Outcome,
    Result,
)

_VOTES = (
    ("pass", "đủ phiếu"),
    ("shortlist", "được đưa vào bước sau"),
    ("fail", "không đủ phiếu"),
    ("head_decides", "người đứng đầu quyết định"),
    ("no_quorum", "chưa đủ người họp"),
)
_CATEGORY = Input("category", "Loại", "choice", CATEGORY_CHOICES, required=True)


def _choices(words: Mapping[str, str]) -> Choices:
    return tuple((code, f"{said[0].upper()}{said[1:]}") for code, said in words.items())


def _outcome(answer: Answer[Any], *names: str) -> Outcome:
    """The fields of a value, each ``None`` and unsettled where the law gives none."""
    values = asdict(answer.value) if answer.value is not None else dict.fromkeys(names)
    return Outcome({name: values[name] for name in names}, answer)


def _procedure(values: Mapping[str, Any]) -> Outcome:
    law, agreed = values[LAW], values["agreed"]
    if agreed is not None and agreed < values["proposed"]:
        raise InvalidInput("Ngày thống nhất ở trước ngày đề nghị.", "agreed")
    answer = procedure_limits(values["category"], values["proposed"], agreed, law.days, law.appointments)
    return _outcome(answer, "principle", "finish")


def _vote(values: Mapping[str, Any]) -> Outcome:
    summoned, present, chosen = (values[name] for name in ("summoned", "present", "chosen"))
    if not chosen <= present <= summoned or not summoned:
        raise InvalidInput("Số phiếu không quá số có mặt, số có mặt không quá số triệu tập.", "chosen")
    counted = Vote(summoned, present, chosen, values["reappointment"], values["other-name"])
    answer = vote(values["category"], values["on"], counted, values[LAW].appointments)
    return Outcome({"outcome": answer.value}, answer)


def _secondment(values: Mapping[str, Any]) -> Outcome:
    if values["ends"] is not None and values["ends"] < values["starts"]:
        raise InvalidInput("Ngày kết thúc ở trước ngày bắt đầu.", "ends")
    answer = secondment(
        values["category"], values["starts"], values["ends"], urgent_task_unfinished=values["urgent"],
        pack=values[LAW].movements,
    )  # fmt: skip
    return _outcome(answer, "last_day", "extendable")


def _leaving(values: Mapping[str, Any]) -> Outcome:
    law, category, asked = values[LAW], values["category"], values["asked"]
    steps = leaving_steps(category, asked, values["proposed"], law.days, law.movements)
    back = comeback(category, values["way"], values["left"] or asked, values["years-left"], law.movements)
    found = _outcome(steps, "proposal", "decision", "decision_extended")
    answer: Answer[Any] = Answer(
        back.value,
        back.verdict,
        tuple(dict.fromkeys((*steps.basis, *back.basis))),
        (*steps.steps, *back.steps),
        (*steps.warnings, *back.warnings),
        steps.confirmed and back.confirmed,
        hard=back.hard,
    )
    return Outcome({**found.values, "come_back": back.value}, answer)


def _suspension(values: Mapping[str, Any]) -> Outcome:
    law = values[LAW]
    answer = suspension(values["category"], values["start"], law.days, law.movements)
    return _outcome(answer, "last_day", "extended_last_day", "pay_percent")


def _recruitment(values: Mapping[str, Any]) -> Outcome:
    law = values[LAW]
    answer = recruitment_days(
        values["category"], values["results"], values["filed"], values["decided"], law.days, law.recruitment
    )
    return _outcome(answer, "file", "decision", "report")


def _probation(values: Mapping[str, Any]) -> Outcome:
    answer = probation_end(values["category"], values["training"], values["start"], pack=values[LAW].recruitment)
    return Outcome({"ends": answer.value}, answer)


def _term_after(values: Mapping[str, Any]) -> Outcome:
    answer = term_after(
        values["category"], values["case"], values["decided"], values["old-start"], values["old-end"],
        months=values["term-years"] * 12, pack=values[LAW].movements,
    )  # fmt: skip
    return _outcome(answer, "starts", "ends", "procedure")


CALCULATORS = (
    Calculator(
        "appointment-procedure",
        "Quy trình bổ nhiệm",
        "Hạn thống nhất chủ trương và hạn hoàn thành quy trình bổ nhiệm.",
        (
            _CATEGORY,
            Input("proposed", "Ngày đề nghị", "day", required=True),
            Input("agreed", "Ngày thống nhất chủ trương", "day", hint="để trống nếu chưa có"),
        ),
        (
            Result("principle", "Thống nhất chủ trương chậm nhất", "day"),
            Result("finish", "Hoàn thành quy trình chậm nhất", "day"),
        ),
        _procedure,
    ),
    Calculator(
        "appointment-vote",
        "Kiểm phiếu bổ nhiệm",
        "Kết quả lấy phiếu ở một bước của quy trình, tính trên số người được triệu tập.",
        (
            _CATEGORY,
            Input("on", "Ngày họp", "day", required=True),
            Input("summoned", "Số người được triệu tập", "whole", required=True),
            Input("present", "Số người có mặt", "whole", required=True),
            Input("chosen", "Số phiếu đồng ý", "whole", required=True),
            Input("reappointment", "Bổ nhiệm lại", "flag"),
            Input("other-name", "Khác người được giới thiệu ở bước trước", "flag"),
        ),
        (Result("outcome", "Kết quả", "choice", _VOTES),),
        _vote,
    ),
    Calculator(
        "secondment",
        "Biệt phái",
        "Ngày cuối của thời hạn biệt phái và có được kéo dài hay không.",
        (
            _CATEGORY,
            Input("starts", "Biệt phái từ ngày", "day", required=True),
            Input("ends", "Đến ngày", "day", hint="theo quyết định"),
            Input("urgent", "Nhiệm vụ cấp bách chưa xong", "flag"),
        ),
        (Result("last_day", "Chậm nhất đến ngày", "day"), Result("extendable", "Được kéo dài", "flag")),
        _secondment,
    ),
    Calculator(
        "leaving-post",
        "Thôi giữ chức vụ, từ chức",
        "Hạn đề xuất, hạn quyết định và ngày sớm nhất được bổ nhiệm chức vụ trở lại.",
        (
            _CATEGORY,
            Input("way", "Hình thức", "choice", _choices(LEAVING), required=True),
            Input("asked", "Ngày có đơn, có căn cứ", "day", required=True),
            Input("proposed", "Ngày đề xuất", "day", hint="để trống nếu chưa có"),
            Input("left", "Ngày thôi chức vụ", "day", hint="để trống là ngày có đơn"),
            Input("years-left", "Số năm công tác còn lại", "whole"),
        ),
        (
            Result("proposal", "Đề xuất chậm nhất", "day"),
            Result("decision", "Quyết định chậm nhất", "day"),
            Result("decision_extended", "Quyết định chậm nhất, việc phức tạp", "day"),
            Result("come_back", "Được bổ nhiệm trở lại từ", "day"),
        ),
        _leaving,
    ),
    Calculator(
        "suspension",
        "Tạm đình chỉ công tác",
        "Ngày cuối của thời gian tạm đình chỉ và của lần gia hạn.",
        (_CATEGORY, Input("start", "Tạm đình chỉ từ ngày", "day", required=True)),
        (
            Result("last_day", "Đến hết ngày", "day"),
            Result("extended_last_day", "Gia hạn đến hết ngày", "day"),
            Result("pay_percent", "Lương trong thời gian đó (%)", "whole"),
        ),
        _suspension,
    ),
    Calculator(
        "recruitment",
        "Thời hạn tuyển dụng",
        "Hạn hoàn thiện hồ sơ, ra quyết định và đến nhận việc sau khi có kết quả.",
        (
            _CATEGORY,
            Input("results", "Ngày báo kết quả", "day", required=True),
            Input("filed", "Ngày đủ hồ sơ", "day", hint="để trống nếu chưa có"),
            Input("decided", "Ngày quyết định", "day", hint="để trống nếu chưa có"),
        ),
        (
            Result("file", "Hoàn thiện hồ sơ chậm nhất", "day"),
            Result("decision", "Ra quyết định chậm nhất", "day"),
            Result("report", "Đến nhận việc chậm nhất", "day"),
        ),
        _recruitment,
    ),
    Calculator(
        "probation",
        "Tập sự",
        "Ngày hết tập sự theo quy định của từng thời kỳ.",
        (
            _CATEGORY,
            Input("training", "Trình độ", "choice", _choices(TRAINING), required=True),
            Input("start", "Tập sự từ ngày", "day", required=True),
        ),
        (Result("ends", "Hết tập sự", "day"),),
        _probation,
    ),
    Calculator(
        "merger-term",
        "Thời hạn khi sắp xếp tổ chức",
        "Thời hạn giữ chức vụ tính theo quyết định mới hay giữ thời hạn cũ.",
        (
            _CATEGORY,
            Input("case", "Trường hợp", "choice", _choices(CASES), required=True),
            Input("decided", "Ngày quyết định mới có hiệu lực", "day", required=True),
            Input("old-start", "Giữ chức vụ cũ từ ngày", "day", required=True),
            Input("old-end", "Hết thời hạn cũ", "day", hint="để trống thì tính từ ngày giữ"),
            Input("term-years", "Thời hạn giữ chức vụ (năm)", "whole", default=5, most=10),
        ),
        (
            Result("starts", "Thời hạn tính từ", "day"),
            Result("ends", "Đến ngày", "day"),
            Result("procedure", "Phải làm quy trình", "flag"),
        ),
        _term_after,
    ),
)
