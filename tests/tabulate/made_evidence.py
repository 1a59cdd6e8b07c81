"""Plain records → the columns of numbers from which tables and quotes are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np

from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.coding import STANCES, Coding
from interview_coder.model.results import Cluster
from interview_coder.model.review import COUNTED, REVIEWS
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant
from interview_coder.project.coding_table import CodingTable
from interview_coder.tabulate.counting import Evidence, Questions


def make_codebook(theme_of: Mapping[str, str], parent_of: Mapping[str, str] | None = None) -> Codebook:
    """Return a codebook of codes with their themes, in this order; some stand below another."""
    parent_of = parent_of or {}
    themes = [
        Theme(
            theme,
            theme,
            "",
            "#000000",
            tuple(
                Code(code, theme, code, "", parent=parent_of.get(code, ""))
                for code in theme_of
                if theme_of[code] == theme
            ),
        )
        for theme in dict.fromkeys(theme_of.values())
    ]
    return Codebook("Homes", "1", tuple(themes))


def make_evidence(
    codings: Sequence[Coding],
    *,
    codebook: Codebook,
    type_of: Mapping[str, str],
    speakers: Mapping[str, Set[str]],
    segments: Sequence[Segment],
    clusters: Sequence[tuple[Cluster, Sequence[str]]] = (),
    asked: Mapping[str, Set[str]] | None = None,
) -> Evidence:
    """Return what tables are made from.

    Parameters
    ----------
    codings : sequence of Coding
        Row n of the table is coding n.
    type_of : mapping of str to str
        Participant → stakeholder type.
    speakers : mapping of str to set of str
        Source → participants who speak in it.
    segments : sequence of Segment
        Of all sources, in their order.
    clusters : sequence of (Cluster, sequence of str)
        With the ids of their segments.
    asked : mapping of str to set of str, optional
        Source in which somebody asks → codes that are asked about.
    """
    sources, people, codes = list(speakers), list(type_of), [code.code_id for code in codebook.codes]
    own = {source: [one.segment_id for one in segments if one.source_id == source] for source in sources}
    rows = [
        (
            sources.index(one.source_id),
            codes.index(one.code_id),
            people.index(one.participant),
            own[one.source_id].index(one.segment_id),
            *(one.start, one.end, one.turn, STANCES.index(one.stance), len(one.evidence), REVIEWS.index(one.review)),
            *(0, 0, 0, 0),
        )
        for one in codings
    ]
    asked = asked or {}
    theme_of = {code.code_id: code.theme_id for code in codebook.codes}
    themes = [theme.theme_id for theme in codebook.themes]
    own_segments = [[one for one in segments if one.source_id == source] for source in sources]
    asked_of = [asked.get(source, set()) for source in sources]
    cluster_of = {name: place for place, (_, names) in enumerate(clusters) for name in names}
    return Evidence(
        codebook=codebook,
        source_ids=sources,
        participants=[Participant(name, kind) for name, kind in type_of.items()],
        speaking=np.array(
            [(place, people.index(name)) for place, names in enumerate(speakers.values()) for name in sorted(names)]
        ),
        n_segments=np.array([len(own[source]) for source in sources]),
        n_turns=np.array([len({one.turn for one in own_ones}) for own_ones in own_segments]),
        lengths=np.array([max((one.end for one in own_ones), default=0) for own_ones in own_segments]),
        codings=CodingTable.from_rows(rows),
        clusters=[cluster for cluster, _ in clusters],
        cluster_of=np.array([cluster_of.get(one.segment_id, -1) for one in segments], np.int32),
        questions=Questions(
            np.array([source in asked for source in sources]),
            np.array([[code in of_source for code in codes] for of_source in asked_of]),
            np.array([[theme in {theme_of[code] for code in of_source} for theme in themes] for of_source in asked_of]),
        ),
        reviews=np.zeros((len(codes), len(COUNTED)), np.int64),
    )
