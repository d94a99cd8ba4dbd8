"""The words of the command line: argparse that speaks Vietnamese."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any

USAGE = 2
_HELP = {"show this help message and exit": "hiện hướng dẫn này"}
_SAID = (
    (r"argument (.+?): (.+)", r"tham số \1: \2"),
    (r"the following arguments are required: (.+)", r"thiếu tham số \1"),
    (r"one of the arguments (.+) is required", r"cần một trong các tham số \1"),
    (r"unrecognized arguments: (.+)", r"không có tham số \1"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 có thể là \2: hãy ghi đủ"),
    (r"invalid choice: (.+) \(choose from (.+)\)", r"không có \1; chọn trong \2"),
    (r"invalid \S+ value: (.+)", r"giá trị \1 không đúng"),
    (r"expected one argument", "cần một giá trị"),
    (r"expected at least one argument", "cần ít nhất một giá trị"),
    (r"not allowed with argument (.+)", r"không dùng cùng \1"),
    (r"ignored explicit argument (.+)", r"không nhận giá trị \1"),
)


def vietnamese(message: str) -> str:
    """What argparse says of a wrong command, in Vietnamese."""
    for english, said in _SAID:
        message = re.sub(english, said, message)
    return message


class _Help(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section({"options": "Tham số", "positional arguments": "Lệnh"}.get(heading or "", heading))

    def add_argument(self, action: argparse.Action) -> None:
        action.help = _HELP.get(action.help or "", action.help)
        super().add_argument(action)


class Parser(argparse.ArgumentParser):
    """Tells a wrong command on standard error and ends with code 2."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"formatter_class": _Help, **more})

    def error(self, message: str) -> Any:
        """Say what is wrong, and how the command is used."""
        sys.stderr.write(f"Dùng sai lệnh: {vietnamese(message)}\n{self.format_usage().strip()}\n")
        raise SystemExit(USAGE)
