"""Old Vietnamese encodings: TCVN3 (ABC) and VNI-Windows, told apart by font or content, decided per column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.text import nfc
from desktop_app.services.catalogs import read_rows

_TONED = "̣̀̉̃́"
_ONSETS = [
    "ngh",
    "ng",
    "nh",
    "ch",
    "gh",
    "gi",
    "kh",
    "ph",
    "qu",
    "th",
    "tr",
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "v",
    "x",
]
_OPEN = [
    "a",
    "ă",
    "â",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "ai",
    "ao",
    "au",
    "ay",
    "âu",
    "ây",
    "eo",
    "êu",
    "ia",
    "iu",
    "iêu",
    "oi",
    "oai",
    "oao",
    "oay",
    "oeo",
    "ôi",
    "ơi",
    "ua",
    "ui",
    "uya",
    "uyu",
    "uây",
    "uôi",
    "ưa",
    "ưi",
    "ưu",
    "ươi",
    "ươu",
    "yêu",
    "ya",
    "oa",
    "oe",
    "uê",
    "uy",
    "uơ",
]
_CLOSED = [
    "a",
    "ă",
    "â",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "iê",
    "yê",
    "oa",
    "oă",
    "oe",
    "oo",
    "uâ",
    "uê",
    "uô",
    "uơ",
    "uy",
    "uyê",
    "ươ",
]
_CODAS = ["ch", "ng", "nh", "c", "m", "n", "p", "t"]


def _any(parts: list[str]) -> str:
    return "|".join(sorted(parts, key=len, reverse=True))


_SYLLABLE = re.compile(f"(?:{_any(_ONSETS)})?(?:(?:{_any(_CLOSED)})(?:{_any(_CODAS)})|(?:{_any(_OPEN)}))\\Z")
_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]+", re.UNICODE)
_CLEAR = 0.25
_ENOUGH = 0.7


@dataclass(frozen=True)
class Guess:
    """How a column is written: ``unicode``, ``tcvn3`` or ``vni``; why; and up to ten samples before and after."""

    encoding: str
    reason: str
    samples: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    table: dict[int, str] = {}
    for row in read_rows("legacy_encodings.csv"):
        seen, letter = row["tcvn3_seen_as_cp1252"], row["char"]
        if len(seen) == 1 and (ord(seen) not in table or letter.islower()):
            table[ord(seen)] = letter
        byte = row["tcvn3_byte_hex"]
        if len(byte) == 2:  # noqa: PLR2004 - one byte; the soft hyphen of ư does not show in the other column
            table.setdefault(int(byte, 16), letter)
            if letter.islower():
                table[int(byte, 16)] = letter
    return table


@lru_cache(maxsize=1)
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {}
    for row in read_rows("legacy_encodings.csv"):
        seen = row["vni_win_seen_as_cp1252"]
        if seen and seen != row["char"]:
            table[seen] = row["char"]
    keys = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, keys))), table


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Unicode from TCVN3 read as Windows-1252; a word whose plain letters are capitals becomes capital throughout."""
    decoded = text.translate(_tcvn3())
    if capitals:
        return nfc(decoded.upper())
    return nfc(re.sub(r"[^\W\d_]+", _capital_word, decoded))


def _capital_word(match: re.Match[str]) -> str:
    word = match[0]
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word


def from_vni(text: str) -> str:
    """Unicode from VNI-Windows read as Windows-1252; two-letter codes are taken before one-letter codes."""
    pattern, table = _vni()
    return nfc(pattern.sub(lambda match: table[match[0]], text))


def decode(text: str, encoding: str) -> str:
    """The text in Unicode."""
    if encoding == "tcvn3":
        return from_tcvn3(text)
    return from_vni(text) if encoding == "vni" else text


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese: onset, vowels, ending, at most one tone, capitals only where they belong."""
    import unicodedata

    if not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()) or len(word) == 1):
        return False
    spread = unicodedata.normalize("NFD", word.lower())
    if sum(mark in _TONED for mark in spread) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letter for letter in spread if letter not in _TONED))
    return bool(_SYLLABLE.match(bare))


def _score(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def detect(values: Iterable[str], fonts: frozenset[str] = frozenset()) -> Guess:
    """Decide how a column is written, over all its values; only words beyond ASCII bear witness."""
    texts = [text for text in dict.fromkeys(values) if not text.isascii()][:400]
    if not texts:
        return Guess("unicode", "chỉ có chữ không dấu")
    scores = {}
    for encoding in ("unicode", "tcvn3", "vni"):
        # a letter that Vietnamese does not have is a word of its own and never a syllable
        words = [
            word for text in texts for token in decode(nfc(text), encoding).split() for word in _WORD.findall(token)
        ]
        scores[encoding] = _score(words)
    by_font = next((name for name in fonts if name.startswith((".Vn", "VNI-"))), "")
    order = ("vni", "tcvn3") if by_font.startswith("VNI-") else ("tcvn3", "vni")
    best = max(order, key=scores.__getitem__)
    margin = 0.0 if by_font else _CLEAR
    if scores[best] < _ENOUGH or scores[best] - scores["unicode"] <= margin:
        return Guess("unicode", "đọc được như chữ Unicode")
    reason = f"{scores[best]:.0%} từ thành tiếng Việt sau khi chuyển" + (f", phông {by_font}" if by_font else "")
    return Guess(best, reason, tuple((text, decode(text, best)) for text in texts[:10]))


def likelier(modern: str, western: str) -> str:
    """Which of two readings of one file's bytes is Vietnamese: code page 1258, or an old encoding shown as Western."""
    guess = detect(western.split())
    if guess.encoding == "unicode":
        return modern
    words = [word for token in modern.split() if not token.isascii() for word in _WORD.findall(nfc(token))][:2000]
    old = [
        word
        for token in western.split()
        if not token.isascii()
        for word in _WORD.findall(decode(nfc(token), guess.encoding))
    ][:2000]
    return western if _score(old) > _score(words) else modern
