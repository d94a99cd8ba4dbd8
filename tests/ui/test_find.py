from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.kit.find import Narrowing

WORDS = st.sampled_from(["hung", "hu", "h", "nguyen", "van", "006", "phong", "x"])


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=60),
    st.lists(st.lists(WORDS, max_size=3), max_size=6),
)
def test_narrowing_finds_what_a_plain_search_finds(texts: list[str], asked: list[list[str]]) -> None:
    narrowing = Narrowing(texts)
    for words in asked:
        plain = [place for place, text in enumerate(texts) if all(word in text for word in words)]
        first = narrowing.first(words, 5)
        assert list(range(len(texts)) if first is None else first)[:5] == plain[:5]
        found = narrowing.find(words)
        assert list(range(len(texts)) if found is None else found) == plain
