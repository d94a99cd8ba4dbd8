"""The list in groups: headings with their counts among the people, whatever search narrows it to."""

from array import array
from collections.abc import Sequence

from db.text import dotted
from desktop_app.ui.kit.table import Heading


def with_headings(
    places: Sequence[int] | None, groups: Sequence[int], titles: Sequence[str]
) -> tuple[Sequence[int], list[Heading]]:
    """Places of people (``None``: all) with a heading before each group; the n-th heading stands at place ``-1 - n``.

    ``groups`` gives the group of each place, people of one group being side by side.
    """
    shown: array[int] = array("i")
    headings: list[Heading] = []
    now, start = -1, 0
    for place in range(len(groups)) if places is None else places:
        if groups[place] != now:
            _count(headings, len(shown) - start)
            now = groups[place]
            headings.append(Heading(titles[now]))
            shown.append(-len(headings))
            start = len(shown)
        shown.append(place)
    _count(headings, len(shown) - start)
    return shown, headings


def _count(headings: list[Heading], people: int) -> None:
    if headings:
        said = dotted(people)
        headings[-1] = Heading(headings[-1].text, f"{said} người")
