"""What a denial, report, condition or doubt reaches.

The words before a hit are read from right to left. What stands further left holds what stands to the right of it, so
the outermost of a denial, a report and a condition decides: `they said it was not about cuts` is reported (others deny
it, not the speaker), `they never said it was about cuts` is denied. A would, then a perhaps, counts where none of these
is.
"""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.match import cues as c
from interview_coder.match.cues import merge
from interview_coder.match.reported import REPORT_NOUNS, REPORT_VERBS, find_subject, read_report_noun, read_report_verb
from interview_coder.model.coding import Stance

REACH = 7
"""Words from a denial or a doubt to the hit, at most."""
REPORT_REACH = 14
"""Words from a report or a condition to the hit, at most."""
LACK_REACH = 4
"""Words from `lack of` or `far from` to the hit, at most."""
REACH_OVER_REPORT = 4
"""Words from a denial to the subject of a report that it denies, at most: `I don't think people say`."""
LONGEST_ASIDE = 3

_BORDERS = c.BUT | c.BECAUSE | c.SO | c.AND | c.WHEN | c.AS_CLAUSE
_DENIALS = c.NOT | c.NO | c.FAIL | c.LACK | c.FAR | c.RATHER | c.REJECT
_MODALS = c.WOULD | c.COULD | c.MIGHT | c.SHOULD
_DOUBTS = c.HEDGE | c.MAYBE | c.MAY | c.DOUBT
_CLAUSE_BEGINS = c.THAT | c.WHAT | c.SUBJECT | c.IT | c.PREPOSITION | c.OBJECT


class Reading:
    """What was met so far on the way from a hit to the left, and what may still reach the hit.

    Parameters
    ----------
    cues : sequence of int
        What the words of the sentence can do.
    joined : sequence of bool
        Whether each of them stands next to the word before.
    first, last : int
        Where the hit begins and ends.
    """

    __slots__ = (
        "case_open",  # for conditions
        "clause_open",  # for denials and would
        "commas",
        "cues",
        "doubt",
        "doubt_open",
        "first",
        "joined",
        "last",
        "near",
        "report_open",
        "strong",
        "takes_back",  # a denial further left takes back a denial
        "thought_up",
    )

    def __init__(self, cues: Sequence[int], joined: Sequence[bool], first: int, last: int) -> None:
        self.cues, self.joined, self.first, self.last = cues, joined, first, last
        self.near = first - REACH
        self.clause_open = self.doubt_open = self.report_open = self.case_open = True
        self.takes_back = False
        self.commas = 0
        self.strong: tuple[Stance, int] | None = None
        self.thought_up: int | None = None
        self.doubt: int | None = None

    def read(self, floor: int) -> tuple[Stance, int | None]:
        """Read the words before the hit down to an index; return the stance and its cue."""
        cues, joined = self.cues, self.joined
        place = self.first - 1
        while place >= floor:
            if not joined[place + 1]:
                place = self._cross_mark(place)
                if place < floor:
                    break
            if cues[place] >= c.LOWEST_BORDER:
                self._read_word(place, cues[place])
            place -= 1
        if self.strong is not None:
            return self.strong
        if self.thought_up is not None:
            return "hypothetical", self.thought_up
        return ("said", None) if self.doubt is None else ("hedged", self.doubt)

    def _read_word(self, place: int, word: int) -> None:
        if word & _BORDERS:
            self._read_border(place, word)
        if word & (c.SUBJECT | c.IT):
            self._read_pronoun(place, word)
        if word < c.LOWEST_CUE:
            return
        if word & _DENIALS and self.clause_open and place >= self.near:
            self._read_denial(place, word)
        if word & (_DOUBTS | _MODALS) and self.strong is None and place >= self.near:
            self._read_doubt(place, word)
        if word & (c.IF | c.IMAGINE | c.WISH) and self.case_open and self.commas <= 1:
            self._read_condition(place, word)
        if word >= c.THINK and self.report_open:
            self._read_report(place, word)

    def _merge(self, start: int, end: int) -> int:
        """Return what the words from one place to before another can do, of those before the hit."""
        return merge(self.cues[max(start, 0) : min(end, self.first)])

    def _close_clause(self) -> None:
        self.clause_open = self.doubt_open = False

    def _cross_mark(self, place: int) -> int:
        """Go over a comma, dash or the like that stands after a word; return the word to be read next."""
        cues = self.cues
        # a comma after such a word is a stammer; one before `or` parts no clauses
        if cues[place] & c.FUNCTION or self._merge(self.first - 2, self.first) & c.OR:
            return place
        before_aside = self._skip_aside(place)
        if cues[before_aside] & (c.MAYBE if before_aside == place else c.MAYBE | c.HEDGE | c.NOT):
            self._read_word(before_aside, cues[before_aside])
        elif cues[place + 1] & (c.WHEN | c.SUBJECT) and not cues[place] & (c.TELL | c.SAY | c.THINK | c.OBJECT):
            self.report_open = False
        self.commas += 1
        self._close_clause()
        return before_aside

    def _skip_aside(self, place: int) -> int:
        """Return the word before an aside that ends at a place: `not, I think, toxic`."""
        if self.cues[place] & c.ASIDE_END:
            for start in range(place, max(place - LONGEST_ASIDE, 0), -1):
                if not self.joined[start]:
                    return start - 1 if self.cues[start] & (c.SELF | c.YOU | c.PREPOSITION) else place
        return place

    def _read_border(self, place: int, word: int) -> None:
        before = self.cues[place - 1] if place else 0
        after = self.cues[place + 1]
        if word & c.BUT and before & c.ANYTHING and self.clause_open:
            self.strong = "denied", place - 1
        if word & (c.SO | c.BECAUSE) and self.joined[place] and before & (c.NOT | c.NO | c.BE):
            return  # not so toxic, not because
        if word & c.BECAUSE and after & c.OF:
            return
        if word & c.AS_CLAUSE and not after & (c.SUBJECT | c.IT | c.OTHERS | c.OWN):
            return
        self._close_clause()
        if word & (c.BUT | c.BECAUSE | c.SO):
            self.report_open = self.case_open = False
        elif word & c.AND and after & (c.SELF | c.YOU | c.ENDORSED):
            self.report_open = False

    def _read_pronoun(self, place: int, word: int) -> None:
        """Close the clause at a pronoun that begins one, unless a word before it takes it in: `not think it is`."""
        if not self.clause_open or (word & c.IT and not self.cues[place + 1] & c.BE):
            return
        cues = self.cues
        joined = place > 0 and self.joined[place]
        before = cues[place - 1] if joined else 0
        holds = before & (c.SPEAKS | c.THAT | c.WHAT | c.PREPOSITION | c.ANYTHING | c.BECAUSE)
        holds = holds or (before & c.NO and not before & c.PLAIN_NO and not cues[place + 1] & c.BE)
        if not holds and not (joined and place > 1 and cues[place - 2] & c.NO and not before & c.FUNCTION):
            self.clause_open = False

    def _read_denial(self, place: int, word: int) -> None:
        if word & (c.NOT | c.NO):
            if not self._is_taken_back(place, word):
                self._deny(place)
        elif word & c.REJECT:
            self._read_rejection(place, word)
        elif word & c.RATHER:
            self._read_instead(place)
        elif word & c.FAIL:
            if self._merge(place + 1, place + 4) & c.TO:
                self._deny(place)
        elif self.first - place <= LACK_REACH and (word & c.LACK or self._is_far_from(place)):
            self._deny(place)

    def _deny(self, place: int) -> None:
        if self.strong is None or (self.strong[0] == "reported" and not self.takes_back):
            self.strong = "denied", place
        elif self.takes_back or (self.strong[0] == "denied" and self._is_double(place, self.strong[1])):
            self.strong = None
            self.takes_back = False

    def _is_double(self, place: int, inner: int) -> bool:
        """Whether two denials make a yes: `I don't think there is no plan`, `we can't manage without a plan`."""
        return bool(self.cues[inner] & c.WITHOUT or self._merge(place + 1, inner) & c.SPEAKS)

    def _is_taken_back(self, place: int, word: int) -> bool:
        """Whether a not or no denies nothing by what stands around it."""
        before = self.cues[place - 1] if place else 0
        after, second = self._merge(place + 1, place + 2), self._merge(place + 2, place + 3)
        ahead = after | second | self._merge(place + 3, place + 4)
        if after & c.ONLY or ahead & c.SPARED or (after & c.MORE and second & c.THAN):
            self._forget(place)
            self.clause_open = not ahead & c.SPARED
            return True
        if word & c.NOT and before & c.OR:
            return True  # whether or not
        if ahead & (c.SURE | c.KNOW) and self._is_unsure(place, word):
            return True
        if word & c.NOT and (after & c.ALL or (second & c.ALL and not after & c.PREPOSITION)):
            self._doubt(place)
            return True
        if before & c.COULD and self.cues[self.first - 1] & c.MORE and ahead & c.BE:
            self.clause_open = False  # could not be more
            return True
        if word & c.NO and place == 0 and after & c.OTHERS and second & c.BE:
            return True  # nothing everyone was kind
        if word & c.NT and after & (c.PRONOUN | c.IT) and (place == 1 or not self.joined[place - 1]):
            return True  # isn't it
        return bool(word & c.WITHOUT) and self._is_condition(place, after)

    def _is_unsure(self, place: int, word: int) -> bool:
        """Whether a not belongs to sure or know; if it is the speaker who is not, what was found is hedged."""
        cues = self.cues
        for at in range(place + 1, min(place + 4, self.first)):
            if cues[at] & c.KNOW:
                if merge(cues[max(place - 4, 0) : place]) & c.SELF:
                    self._doubt(place)
                return True
            if cues[at] & c.SURE and word & c.NOT and (cues[at + 1] & _CLAUSE_BEGINS or at == place + 1):
                self._doubt(place)
                return True
        return False

    def _is_condition(self, place: int, after: int) -> bool:
        """Whether a without denies nothing: `without saying`, `without her help we would have closed`."""
        if after & c.SAY:
            return True
        around = merge(self.cues[max(place - REACH, 0) : self.last + 1 + REPORT_REACH])
        if around & c.WOULD:
            self.strong = "hypothetical", place
        return bool(around & c.WOULD)

    def _read_rejection(self, place: int, word: int) -> None:
        if not (word & c.DENY or self._merge(place + 1, place + 4) & (c.THAT | c.SUBJECT | c.IT)):
            return
        subject = find_subject(self.cues, self.joined, place)
        if subject.cues & c.OTHERS and not word & c.MYTH:
            self._report(place, subject.place)
        elif self.strong is None or self.strong[0] == "reported":
            self.strong = "denied", place
        self.takes_back = True

    def _read_instead(self, place: int) -> None:
        """Deny what comes after rather than, unless something better is wanted in its place."""
        if not self._merge(place + 1, place + 2) & (c.THAN | c.OF):
            return
        wanted = self._merge(place - REPORT_REACH, place) & (c.NEED | _MODALS)
        if not wanted and not self._merge(place + 2, place + 3) & c.ONLY:
            self._deny(place)
        self._close_clause()

    def _is_far_from(self, place: int) -> bool:
        cues = self.cues
        of_a_place = merge(cues[place + 2 : place + 3]) & c.PLACE_MARK
        return bool(cues[place] & c.FAR and cues[place + 1] & c.FROM and not of_a_place)

    def _doubt(self, place: int) -> None:
        if self.doubt is None:
            self.doubt = place

    def _think_up(self, place: int) -> None:
        if self.thought_up is None:
            self.thought_up = place

    def _forget(self, place: int) -> None:
        """Take back what the words right after a denial did."""
        if self.doubt is not None and self.doubt <= place + 3:
            self.doubt = None
        if self.strong is not None and self.strong[1] <= place + 3:
            self.strong = None

    def _read_doubt(self, place: int, word: int) -> None:
        before = self.cues[place - 1] if place else 0
        if word & _MODALS:
            if self.clause_open:
                self._read_modal(place, word, before)
        elif not self.doubt_open or (word & c.MAY and (before & c.PREPOSITION or self.cues[place + 1] & c.NOT)):
            return  # in May, may not
        elif not word & c.DOUBT or not find_subject(self.cues, self.joined, place).cues & (c.OTHERS | c.YOU):
            self._doubt(place)

    def _read_modal(self, place: int, word: int, before: int) -> None:
        after = self.cues[place + 1]
        if after & c.NOT:
            return  # would not
        if word & c.WOULD:
            polite = before & (c.SELF | c.YOU | c.ONE) and (after | self.cues[min(place + 2, self.first)]) & c.POLITE
            if not polite and not after & c.WANT and (not word & c.SHORT or after & c.BARE):
                self._think_up(place)
        elif after & c.HAVE:
            self._think_up(place)
        elif word & c.MIGHT:
            self._doubt(place)
        elif word & c.COULD and not (after & (c.TO | c.PERCEIVE) or before & c.SELF_ALONE):
            self._think_up(place)

    def _read_condition(self, place: int, word: int) -> None:
        if word & c.IF:
            self._read_if(place)
        elif self.commas == 0:
            self._read_fancy(place, word)

    def _read_if(self, place: int) -> None:
        if (place and self.cues[place - 1] & c.AS) or self._is_phrase(place):
            return
        unsure = self._find_unsure(place) if self.commas == 0 else None
        if unsure is not None:
            self.strong = self.thought_up = None
            self.doubt = unsure
        elif self.strong is None or self.commas == 0:
            self.strong = "hypothetical", place
        self._close_clause()

    def _is_phrase(self, place: int) -> bool:
        """Whether an if begins no condition: `if anything`, `if you ask me`, `if you know what I mean`."""
        after, second, third = (self._merge(at, at + 1) for at in range(place + 1, place + 4))
        if not after & (c.SELF | c.YOU):
            return bool(after & c.NO_CASE)
        return bool((second | third) & c.POLITE_IF or (second & (c.KNOW | c.PERCEIVE) and third & c.WHAT))

    def _find_unsure(self, place: int) -> int | None:
        """Return the word that makes an if or whether a doubt of the speaker's: `I'm not sure if`."""
        cues = self.cues
        seen = 0
        for at in range(place - 1, max(place - 6, -1), -1):
            if not self.joined[at + 1]:
                return None
            seen |= cues[at]
            if cues[at] & c.HEDGE:
                return at
            if cues[at] & c.DOUBT or (cues[at] & c.NOT and seen & (c.SURE | c.KNOW)):
                by_speaker = merge(cues[max(at - 3, 0) : at]) & c.SELF
                return at if by_speaker or not seen & (c.DOUBT | c.KNOW) else None
        return None

    def _read_fancy(self, place: int, word: int) -> None:
        """Read imagine, suppose, wish and hope."""
        subject = find_subject(self.cues, self.joined, place)
        after = self.cues[place + 1]
        if word & c.WISH:
            wished = subject.cues & (c.SELF | c.SUBJECT) or place == 0 or (subject.passive and word & c.PARTICIPLE)
            if wished and not after & c.TO:
                self.strong = "hypothetical", place
        elif subject.passive or word & c.MEANT:
            if subject.passive and after & c.TO:
                self._think_up(place)
        elif subject.cues & c.SELF:
            self._doubt(place)
        elif not subject.cues & (c.OTHERS | c.YOU):
            self.strong = "hypothetical", place

    def _read_report(self, place: int, word: int) -> None:
        holder, subject = None, place
        if word & REPORT_VERBS:
            holder, subject = read_report_verb(self.cues, self.joined, self.first, place)
        if holder is None and word & REPORT_NOUNS and self.commas <= 1:
            holder, subject = read_report_noun(self.cues, self.joined, self.first, place), place
        if holder == "others" or (word & c.APPARENTLY and self.doubt_open):
            self._report(place, subject)
        elif holder == "speaker":
            self.report_open = False

    def _report(self, place: int, subject: int) -> None:
        """Take what was met so far as other people's; a denial of the report itself may still come."""
        self.takes_back = self.strong is not None and self.strong[0] == "denied"
        self.strong = "reported", place
        self.near = subject - REACH_OVER_REPORT
        self.clause_open = True
