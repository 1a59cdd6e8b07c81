"""Running titles and page numbers of printed pages, and what nobody sees: rows that are no text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from interview_coder.ingest.printed_page import CLEARLY_MORE, Page, name_pages, usual_distance
from interview_coder.model.source import LeftOut

_OF = r"(?:/|of|von|de|sur|di|van|av|из|\|)"
_WORD_PAGE = r"(?:page|pages|pg|p|seite|s|página|pagina|pág|pag|strona|sida|side|стр)\.?"
_PAGE_NUMBER = re.compile(
    rf"[\W_]*(?P<word>{_WORD_PAGE}\s*)?(?P<number>\d{{1,5}})\s*(?P<total>{_OF}\s*\d+)?[\W_]*", re.IGNORECASE
)
_PLACED_NUMBER = re.compile(
    rf"^[\W_]*(\d{{1,9}})\b|\b{_WORD_PAGE}\s*(\d{{1,9}})|(\d{{1,9}})\s*{_OF}\s*\d+[\W_]*$|(\d{{1,9}})[\W_]*$",
    re.IGNORECASE,
)
"""Where a running title has its page number: at the beginning, after "page", before "of 9", at the end."""
_ROMAN = re.compile(r"\W*([ivxl]{1,7}|[IVXL]{1,7})\W*")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")

_EDGE_SHARE = 0.18  # of the page's height: no running title stands further in
_EDGE_ROWS = 4
_MARGIN_SHARE = 0.09
_OUTER_SHARE = 0.035  # printers leave no room for speech there
_SAME_HEIGHT = 3.0  # points
_TWICE_LENGTH = 30  # letters: nobody says so much again in the same words


@dataclass(frozen=True, slots=True, eq=False)  # each is another row: to compare all fields takes long
class _Title:
    """A row near the top or bottom edge of a page, that may be a running title or hold the page's number.

    Parameters
    ----------
    page : int
        Number of the page.
    place : int
        Of the row, on its page.
    text : str
    key : str
        What is the same on other pages: the words, without numbers.
    shifts : frozenset of int
        How far each number that may be the page's lies from the count of pages.
    from_edge : float
        In points.
    share : float
        The same, as a share of the page's height.
    stands_apart : bool
        Whether there is more room than between lines to what stands further in.
    """

    page: int
    place: int
    text: str
    key: str
    shifts: frozenset[int]
    from_edge: float
    share: float
    stands_apart: bool

    @property
    def is_number(self) -> bool:
        """Whether nothing else stands in it than a number of a page."""
        return bool(_PAGE_NUMBER.fullmatch(self.text) or _ROMAN.fullmatch(self.text))

    @property
    def is_surely_its_number(self) -> bool:
        """Whether it is this page's number by itself: ``Page 3 of 9``, ``- 3 -``, or 3 in the outer margin."""
        found = _PAGE_NUMBER.fullmatch(self.text) if 0 in self.shifts and self.stands_apart else None
        if not found or int(found["number"]) != self.page:
            return False
        is_spelled = len((found["word"] or "").strip(" .")) > 3 or found["total"]
        return bool(is_spelled) or self.share < _MARGIN_SHARE


def leave_out_furniture(pages: Sequence[Page]) -> list[LeftOut]:
    """Take headers, footers and page numbers out of the pages, and what is printed where nobody sees it.

    Parameters
    ----------
    pages : sequence of Page
        Without line numbers in the margin; their rows are changed.

    Returns
    -------
    list of LeftOut
        What was taken out; also kinds of which there was nothing.
    """
    return [_leave_out_unseen(pages), *_leave_out_titles(pages), _leave_out_repeats(pages)]


def _leave_out_unseen(pages: Sequence[Page]) -> LeftOut:
    """Take out what lies wholly above or below its page."""
    n_gone, where = 0, []
    for page in pages:
        gone = {n for n, row in enumerate(page.rows) if not -_SAME_HEIGHT <= row.y <= page.height + _SAME_HEIGHT}
        n_gone += len(gone)
        where += [page.number] if gone else []
        page.drop(gone)
    return LeftOut("lines beyond the edge of the page", n_gone, name_pages(where))


def _leave_out_repeats(pages: Sequence[Page]) -> LeftOut:
    """Take out the second of two lines that browsers make of one: cut by the end of a page, it is put on both."""
    where = []
    for before, page in pairwise(page for page in pages if page.rows):
        last, first = before.rows[-1], page.rows[0]
        is_cut = first.y < _OUTER_SHARE * page.height or last.y > (1 - _OUTER_SHARE) * before.height
        if is_cut and first.text == last.text and len(first.text) > _TWICE_LENGTH and len(page.rows) > 1:
            page.drop({0})
            where.append(page.number)
    return LeftOut("lines printed again on the next page", len(where), name_pages(where))


def _leave_out_titles(pages: Sequence[Page]) -> list[LeftOut]:
    usual = usual_distance(pages)
    apart = max(CLEARLY_MORE * usual, 1.15 * _paragraph_distance(pages, usual))
    left_out, numbers = [], []
    for edge in ("header", "footer"):
        gone = _find_running([title for page in pages for title in _titles_at(edge, page, apart)], len(pages))
        by_page = defaultdict(set)
        for title in gone:
            by_page[title.page].add(title.place)
        for page in pages:
            page.drop(by_page[page.number])
        numbers += [title.page for title in gone if title.is_number]
        others = [title.page for title in gone if not title.is_number]
        left_out.append(LeftOut(f"lines of page {edge}s", len(others), name_pages(others)))
    return [*left_out, LeftOut("page numbers", len(numbers), name_pages(numbers))]


def _paragraph_distance(pages: Sequence[Page], usual: float) -> float:
    """Return the usual distance where a paragraph begins anew; 0 where none does. Edges of pages are not looked at."""
    steps: list[float] = []
    for page in pages:
        top, bottom = _MARGIN_SHARE * page.height, (1 - _MARGIN_SHARE) * page.height
        rows = [row for row in page.rows if top < row.y < bottom]
        steps += [after.y - before.y for before, after in pairwise(rows)]
    wide = [step for step in steps if CLEARLY_MORE * usual < step < 4 * usual]
    return median(wide) if len(wide) > 2 else 0.0


def _titles_at(edge: Literal["header", "footer"], page: Page, apart: float) -> list[_Title]:
    """Return the outermost rows of a page, the innermost first."""
    from_edge = [row.y if edge == "header" else page.height - row.y for row in page.rows]
    levels: list[list[int]] = []
    for place in sorted(range(len(from_edge)), key=from_edge.__getitem__):
        if levels and from_edge[place] - from_edge[levels[-1][0]] < 2:
            levels[-1].append(place)
        elif len(levels) > _EDGE_ROWS:
            break
        else:
            levels.append([place])
    titles = []
    for n, level in enumerate(levels[:_EDGE_ROWS]):
        further_in = from_edge[levels[n + 1][0]] if n + 1 < len(levels) else 0.0  # nothing to stand apart from
        for place in level:
            share = from_edge[place] / page.height
            if share < _EDGE_SHARE:
                is_apart = further_in - from_edge[place] > apart or share < _OUTER_SHARE
                titles.append(_title_of(page, place, from_edge[place], stands_apart=is_apart))
    return titles[::-1]


def _title_of(page: Page, place: int, from_edge: float, *, stands_apart: bool) -> _Title:
    text = page.rows[place].text
    roman = _ROMAN.fullmatch(text)
    has_digits = _DIGIT.search(text) is not None
    key = ("" if roman else " ".join(_WORD.findall(text))) or ("#" if roman or has_digits else text)
    numbers = [int(found[found.lastindex or 0]) for found in _PLACED_NUMBER.finditer(text)] if has_digits else []
    if roman:
        numbers = [_roman_value(roman[1])]
    if text.rstrip().endswith(":"):
        numbers = []  # P1: is a speaker
    shifts = frozenset(number - page.number for number in numbers)
    return _Title(page.number, place, text, key, shifts, from_edge, from_edge / page.height, stands_apart)


def _find_running(titles: Sequence[_Title], n_pages: int) -> list[_Title]:
    """Return those that are running titles or page numbers: by their number, or as they come back page for page."""
    by_key: dict[str, list[_Title]] = defaultdict(list)
    for title in titles:
        by_key[title.key].append(title)
    kinds = [same for some in by_key.values() for same in _at_one_height(some)]
    coming_back = {title for same in kinds if len(same) > 1 for title in same}
    is_apart = _apart_with_others(coming_back, titles)
    gone = {title for title in titles if title.is_surely_its_number}
    for same in kinds:
        gone |= set(_rising(same, is_apart))
        if _comes_back(same, is_apart, n_pages) and _n_pages_beside(same, titles, is_apart) <= 1:
            gone |= set(same)
    return sorted(gone, key=lambda title: (title.page, title.place))


def _at_one_height(titles: Sequence[_Title]) -> list[list[_Title]]:
    """Part titles where their distance from the edge changes; of each page one is taken."""
    parts: list[list[_Title]] = []
    for title in sorted(titles, key=lambda one: one.from_edge):
        if parts and title.from_edge - parts[-1][0].from_edge < _SAME_HEIGHT:
            parts[-1].append(title)
        else:
            parts.append([title])
    return [sorted({title.page: title for title in part}.values(), key=lambda one: one.page) for part in parts]


def _apart_with_others(coming_back: set[_Title], titles: Sequence[_Title]) -> dict[_Title, bool]:
    """Return whether titles that come back stand apart, be it together with the title that stands further in."""
    is_apart: dict[_Title, bool] = {}
    further_in: _Title | None = None
    for title in titles:  # the innermost of a page comes first
        if title in coming_back or title.is_surely_its_number:
            is_behind = further_in is not None and further_in.page == title.page and is_apart.get(further_in, False)
            is_apart[title] = title.stands_apart or is_behind
        further_in = title
    return is_apart


def _rising(titles: Sequence[_Title], is_apart: dict[_Title, bool]) -> list[_Title]:
    """Return the titles that count pages, and stand apart from speech that happens to count as well."""
    if not any(title.shifts for title in titles):
        return []
    shifts = Counter(shift for title in titles for shift in title.shifts)
    shared = {shift for shift, n in shifts.items() if n >= min(3, len(titles))}
    rising = [title for title in titles if title.shifts & shared]
    n_apart = sum(is_apart.get(title, False) for title in rising)
    if len(titles) == 2:
        return rising if n_apart == 2 else []
    return rising if len(rising) >= 0.8 * len(titles) and n_apart > 0.5 * len(rising) else []


def _comes_back(same: Sequence[_Title], is_apart: dict[_Title, bool], n_pages: int) -> bool:
    """Whether one text stands at one height, apart from the rest, on most pages or most odd or most even ones."""
    if sum(is_apart.get(title, False) for title in same) < 0.8 * len(same):
        return False
    if n_pages == 2:
        return len(same) == 2 and max(title.share for title in same) < 0.075
    n_odd = sum(title.page % 2 for title in same)
    halves = (n_odd / max(1, (n_pages + 1) // 2), (len(same) - n_odd) / max(1, n_pages // 2))
    return len(same) > 2 and (len(same) >= n_pages / 2 or max(halves) >= 0.8)


def _n_pages_beside(same: Sequence[_Title], titles: Sequence[_Title], is_apart: dict[_Title, bool]) -> int:
    """Count the pages that have something else as near to the edge, which does not come back: speech stands there."""
    height = median(title.from_edge for title in same) + _SAME_HEIGHT
    others = {title.page for title in titles if title.from_edge <= height and title not in is_apart}
    return len(others - {title.page for title in same})


def _roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral.

    Examples
    --------
    >>> _roman_value("xiv")
    14
    """
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in numeral.lower()]
    return sum(-value if value < after else value for value, after in pairwise([*values, 0]))
