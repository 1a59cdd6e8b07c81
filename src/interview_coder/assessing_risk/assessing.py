"""A study, and its key where there is one → what is left to recognise people by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.anonymise.naming import fold_name
from interview_coder.anonymise.replacing import SOURCE_BRACKET, Replacement
from interview_coder.assessing_risk.few_alike import find_few_alike
from interview_coder.assessing_risk.names_left import find_names_left
from interview_coder.assessing_risk.telling_talk import count_together, find_telling_talk
from interview_coder.keeping.study_key import StudyKey
from interview_coder.model.risk import Masked, RiskReport
from interview_coder.model.source import Participant, Source
from interview_coder.project.pseudonymised_mark import read_mark
from interview_coder.project.study_folder import StudyFolder

A_PERSON = "a person's word"


def assess_risk(
    study: StudyFolder, sources: Iterable[Source], participants: Sequence[Participant], k: int, key: StudyKey | None
) -> RiskReport:
    """Tell what was masked and what is left in a study.

    Parameters
    ----------
    study : StudyFolder
    sources : iterable of Source
        Of its corpus.
    participants : sequence of Participant
    k : int
        Fewer participants than these are few.
    key : StudyKey, optional
        Without it nothing can be told of names that are left.
    """
    read = list(sources)
    telling = tuple(one for source in read for one in find_telling_talk(source))
    mark = read_mark(study)
    return RiskReport(
        masked=tuple(_count_masked(key)) if key is not None else (),
        n_kept=None if key is None else sum(one.answer == "keep" for one in key.decisions.values()),
        n_undecided=None if mark is None else mark.n_undecided,
        k=k,
        n_participants=len(participants),
        few_alike=tuple(find_few_alike(participants, k)),
        telling=telling,
        names_left=None if key is None else tuple(find_names_left(study.root, key.named.values())),
        together=tuple(count_together(read, telling)),
    )


def _count_masked(key: StudyKey) -> Iterator[Masked]:
    by_kind: dict[str, list[Replacement]] = defaultdict(list)
    for document in key.documents.values():
        for one in document.log:
            if one.entity_id != SOURCE_BRACKET:
                by_kind[one.kind].append(one)
    for kind, log in sorted(by_kind.items()):
        decided = (A_PERSON if fold_name(one.original) in key.decisions else one.witness for one in log)
        strings = {fold_name(one.original) for one in log}
        yield Masked(kind, len(log), len(strings), dict(sorted(Counter(decided).items())))
