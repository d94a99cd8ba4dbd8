"""Vietnamese names, words and numbers: one spelling, one search key, one order. Standard library only."""

import unicodedata
from functools import lru_cache

# A word's letters decide first, over the whole syllable; its tones only break ties (the order of Vietnamese dictionaries).
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x41 + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LOOK_ALIKES = str.maketrans(
    {
        "ð": "đ",
        "Ð": "Đ",
        "Ɖ": "Đ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
    }
)


def nfc(text: str) -> str:
    """The text composed, with look-alike letters and invisible characters put right, and storable as UTF-8."""
    if text.isascii():
        return text
    made = unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES))
    try:
        made.encode("utf-8")
    except UnicodeEncodeError:  # half a pair, as in a file's name that is not UTF-8
        return made.encode("utf-8", "replace").decode("utf-8")
    return made


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].translate({0x0111: "d", 0x0110: "D"})


# One table for the whole Latin range makes folding a single pass; 775 against 305 ms for 100,000 names.
_FOLD = {
    code: _plain(chr(code)).lower()
    for code in [*range(0xC0, 0x250), *range(0x1EA0, 0x1F00)]
    if unicodedata.category(chr(code)).startswith("L")
} | dict.fromkeys(range(0x0300, 0x0370))


def fold(text: str) -> str:
    """The search key: small letters without tones, hats and bars, single spaces."""
    return " ".join(text.lower().translate(_FOLD).split())


@lru_cache(maxsize=65536)
def word_sort_key(word: str) -> str:
    """A key that orders one word the Vietnamese way: letters over the whole syllable, then tones."""
    ranked = [_ranked(letter) for letter in unicodedata.normalize("NFC", word.lower())]
    return "".join([rank for rank, _ in ranked]) + "/" + "".join([tone for _, tone in ranked]).rstrip("0")


@lru_cache(maxsize=4096)
def _ranked(letter: str) -> tuple[str, str]:
    """The place of a letter in the alphabet, and its tone."""
    base, tone = letter, "0"
    for mark in unicodedata.normalize("NFD", letter)[1:]:
        if mark in _TONES:
            tone = _TONES[mark]
    if tone != "0":
        marks = [mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES]
        base = unicodedata.normalize("NFC", "".join(marks))
    return _LETTER_RANK.get(base, "0" + base), tone


def text_sort_key(text: str) -> str:
    """A key that orders any Vietnamese text word by word, as in a dictionary."""
    return " ".join(word_sort_key(word) for word in text.split())


def name_sort_key(full_name: str) -> str:
    """A key that orders people by given name, then family name, then middle names."""
    words = full_name.split()
    if not words:
        return ""
    ordered = [words[-1], *words[:-1]]
    return " ".join(word_sort_key(word) for word in ordered)


def dotted(number: int) -> str:
    """A whole number with dots between its thousands, as Vietnamese writes it: ``1.008``."""
    return f"{number:,}".replace(",", ".")
