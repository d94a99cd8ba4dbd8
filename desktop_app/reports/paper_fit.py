"""A paper that runs over by a few lines set closer, within what Nghị định 30/2020 allows, so that it stands on one page."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.document import PageBreak, Paper
from desktop_app.reports.pdf_fit import MM, PAGES

SINGLE = 1.15
"""Single spacing of Times New Roman, of the size: the decree wants single to one and a half."""
SMALLEST = 13.0
"""The decree wants letters of 13 or 14."""
_WORTH = 1.2  # pages: what is longer than this goes on to a second page as it is


def on_one_page(paper: Paper) -> Paper:
    """The paper set as open as still fits one page; as it came where it fits already or never will."""
    room = PAGES["A4"][1] - (paper.margins.top + paper.margins.bottom) * MM
    if any(isinstance(block, PageBreak) for block in paper.blocks):
        return paper
    height = height_of(paper)
    if not room < height <= room * _WORTH:
        return paper
    return next((one for one in _closer(paper) if height_of(one) <= room), paper)


def _closer(paper: Paper) -> Iterator[Paper]:
    yield replace(paper, leading=min(paper.leading, SINGLE))
    if paper.size > SMALLEST:
        yield replace(paper, size=SMALLEST)
        yield replace(paper, size=SMALLEST, leading=min(paper.leading, SINGLE))


def height_of(paper: Paper) -> float:
    """How much of one endless page it takes, in points."""
    from desktop_app.reports.paper_flow import Flow
    from desktop_app.reports.pdf_faces import load

    load()
    width = PAGES["A4"][0] - (paper.margins.left + paper.margins.right) * MM
    flow = Flow(paper, width)
    height = 0.0
    for block in paper.blocks:
        for one in flow.make(block):
            gap = one.getSpaceBefore() if height else 0.0
            height += gap + one.wrap(width, 1_000_000)[1]
    return height
