"""English words that hold sentences together and tell nothing of what is talked about."""

from __future__ import annotations

import re
from functools import lru_cache

from interview_coder.language.content_words import may_tell_content

_OF_SENTENCES = """
a about above across after afterwards again against ago ahead all almost alone along already also although
altogether always am among amongst an and another any anybody anyhow anyone anything anyway anywhere apart are aren
around as aside at away back be became because become becomes becoming been before behind being below beside
besides between beyond both but by ca can cannot could couldn definitely despite did didn do does doesn doing don
done down during each either else elsewhere enough erm especially etc even ever every everybody everyone everything
everywhere except few first for former from further furthermore had hadn has hasn have haven having he hence her
here hers herself him himself his hmm how however i if in indeed instead into is isn it its itself just keep last
later latter least less lot lots mainly many may maybe me meanwhile mhm might mine mmm more moreover most mostly
much must my myself namely near nearly neither never nevertheless no nobody none nor not nothing now nowhere
obviously of off often on once only onto or other others otherwise ought our ours ourselves out outside over own
particularly per perhaps possibly pretty probably put quite rather same second seem seemed seems several shall she
should shouldn simply since so some somebody somehow someone something sometimes somewhere soon still such sure
than that the their theirs them themselves then there therefore these they this those though through throughout
thus to together too toward towards under unless until unto up upon us usually very was wasn we were weren what
whatever when whenever where whereas wherever whether which whichever while who whoever whole whom whose why will
with within without won would wouldn yet you your yours yourself yourselves
"""
FUNCTION_WORDS = frozenset(_OF_SENTENCES.split())
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?<=[^\W\d_])['’][^\W\d_]+")


def list_content_words(text: str) -> list[str]:
    """Return the words of a text that tell what is talked about, casefolded, in their order.

    A word is letters and nothing else; what follows an apostrophe (*council's*, *don't*) is none of it. Left out are
    words of one or two letters, `FUNCTION_WORDS`, and the words of all talk. Nothing is looked up, so that a text
    costs little.

    Examples
    --------
    >>> list_content_words("Well, the council’s RENT went up twice: we don't know why.")
    ['council', 'rent', 'went', 'twice']
    """
    return [word for word in _WORD.findall(_ENDING.sub("", text).casefold()) if _tells_content(word)]


@lru_cache(maxsize=100_000)
def _tells_content(word: str) -> bool:
    return may_tell_content(word, FUNCTION_WORDS)
