"""How papers are signed, and what there is to choose from: the next number, who signs."""

from dataclasses import dataclass
from datetime import date

from desktop_app.services import numbers
from desktop_app.services.decisions import office_name
from desktop_app.services.signers import SignerRow, signers_on
from desktop_app.services.work import Work


@dataclass(frozen=True)
class Signed:
    """How papers are signed: the number of the first, the day, the signer; further papers take the next numbers."""

    number: str
    signed_on: date
    signer_name: str = ""
    signer_post: str = ""
    capacity: str = ""
    authority: str = ""
    overridden: str = ""
    overrider: str = ""


@dataclass(frozen=True)
class SigningOptions:
    """What the dialog of papers offers: the next number of a symbol, who signs."""

    number: str
    signers: tuple[SignerRow, ...]


def signing_options(work: Work, day: date, prefix: str) -> SigningOptions:
    """The next number after the last one of papers with a symbol beginning so (``TB``, ``QĐ``), and the signers of the day."""
    year = day.year
    known = [one for one in (*numbers.symbols(work, year), *numbers.symbols(work, year - 1)) if "-" in one]
    own = next((one for one in known if one.startswith(f"{prefix}-")), None)
    tail = known[0].partition("-")[2] if known else _short(office_name(work))
    symbol = own or f"{prefix}-{tail}"
    return SigningOptions(numbers.next_number(work, year, symbol).text, signers_on(work, day))


def _short(office: str) -> str:
    """``UBND`` of ``UBND xã An Bình``; else the first letters."""
    words = office.split()
    if words and words[0].isupper():
        return words[0]
    return "".join(word[0] for word in words[:4]).upper() or "CQ"
