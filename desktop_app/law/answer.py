"""What a rule answers: the value, the provision, the arithmetic in short sentences, and what is not settled."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Verdict = Literal["dat", "khong_dat", "chua_du_du_lieu", "chua_co_quy_dinh", "khong_ap_dung"]
VERDICTS: dict[Verdict, str] = {
    "dat": "đạt",
    "khong_dat": "không đạt",
    "chua_du_du_lieu": "chưa đủ dữ liệu",
    "chua_co_quy_dinh": "chưa có quy định",
    "khong_ap_dung": "không áp dụng",
}


@dataclass(frozen=True)
class Answer(Generic[T]):
    """One answer of the law, for the screen's "Vì sao?", the refusal, the letter's "Căn cứ" and the command line.

    ``value`` is ``None`` where the rule gives none; ``verdict`` is ``None`` where nothing is judged. ``hard`` says whether
    "không đạt" refuses the deed or only warns; an answer that is not ``confirmed`` is never hard.
    """

    value: T | None
    verdict: Verdict | None
    basis: tuple[str, ...] = ()  # provisions, as a paper cites them
    steps: tuple[str, ...] = ()  # the arithmetic, a short sentence each
    warnings: tuple[str, ...] = ()
    confirmed: bool = True
    unsettled: tuple[str, ...] = ()  # names of the parts of the value whose rule is not confirmed or not known
    missing: tuple[str, ...] = ()  # labels of the facts that are wanted, with "chua_du_du_lieu"
    hard: bool = False

    def __post_init__(self) -> None:
        """Refuse a hard answer that rests on an unconfirmed rule with ``ValueError``."""
        if self.hard and not self.confirmed:
            raise ValueError("an unconfirmed rule warns, it never refuses")

    @property
    def refuses(self) -> bool:
        """Whether the deed may go on only by an overriding decision with a reason."""
        return self.hard and self.verdict == "khong_dat"


def lacking(*facts: str, basis: tuple[str, ...] = ()) -> Answer[T]:
    """The answer where facts are missing; names each."""
    steps = (f"Chưa đủ dữ liệu: thiếu {', '.join(facts)}.",)
    return Answer(None, "chua_du_du_lieu", basis, steps, missing=facts)


def unregulated(what: str) -> Answer[T]:
    """The answer where no row holds for this topic, category and day."""
    return Answer(None, "chua_co_quy_dinh", steps=(f"Chưa có quy định: {what}.",), confirmed=False)
