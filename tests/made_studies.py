"""Small studies, made of a few choices, and what is needed to compare what runs of them write."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from interview_coder import InputError, Study
from interview_coder.project.cache import FOLDER as CACHE

SENTENCES = (
    "The rent went up twice and nobody in the whole tower was ever asked.",
    "They said the lift would be mended before winter, and it was not.",
    "Perhaps the council means well, but I do not believe the letting agent.",
    "My neighbour owes two months and the bailiff stood at her door.",
    "If they mended the damp walls, I would stay in this street.",
    "We need a strategy for repairs, not another glossy leaflet.",
    "The boiler broke, the window leaks and the stair is dark.",
    "I trust the warden; she listens and rings back the same day.",
    "Heating costs doubled, so we sit in one room in the evening.",
    "It was never about money, it was about who gets to decide.",
    "Co-operation? They don’t ring back, they don’t answer letters.",
    "Honestly the landlord's promise – a new kitchen – came to nothing.",
)
QUESTIONS = ("What of the rent?", "And repairs?", "Whom do you trust?", "Who decided that?", "And the warden?")
SPEAKERS = ("P01", "P02", "P03", "Dana")

RULES = (
    "rent",
    "(owe | bailiff)",
    "@landlord NEAR/8 never",
    "mend* ONLY hypothetical",
    "(trust | believe) UNLESS denied",
    "rent BY tenant",
    "(lift | boiler | window) ASKED repair*",
    "nobody THEN/turn ask",
    "cost* EXCEPT heating costs",
    "strategy WITHOUT leaflet",
)
LISTS = (
    "{landlord: [landlord, letting agent, council]}",
    "{landlord: [landlord, warden], owner: ['@landlord', tower]}",
)
GUIDES = ("[decide]", "[repair, '@landlord']", "[trust]")
ROSTERS = (
    None,
    "participant,stakeholder_type\nP01,tenant\nP02,tenant\nP03,landlord\nDana,agent\n",
    "participant,stakeholder_type\nP01,landlord\nP02,tenant\nP03,landlord\nDana,tenant\n",
    "participant,stakeholder_type,source\nP01,tenant,\nP02,tenant,\nP03,landlord,\nDana,agent,a\nDana,tenant,\n",
)
SETTINGS = (
    None,
    "language_model: blank\n",
    "language_model: blank\nsegment: sentence\n",
    "language_model: blank\nclusters: 3\nseed: 7\n",
    "language_model: blank\nclusters: 'off'\nquotes_per_cell: 1\n",
    "title: The tower\nabout: All of it is made up.\n",
)


def seeded(seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311  (nothing is kept secret here)


def make_transcript(random: Random, n_turns: int) -> str:
    turns = []
    for _ in range(n_turns):
        if random.random() < 0.3:
            turns.append(f"INTERVIEWER: {random.choice(QUESTIONS)}")
        said = " ".join(random.sample(SENTENCES, random.randint(1, 3)))
        turns.append(f"{random.choice(SPEAKERS)}: {said}")
    return "\n\n".join(turns) + "\n"


def make_codebook(
    rules: Sequence[Sequence[str]], *, lists: str = LISTS[0], note: str = "", guide: str = GUIDES[0]
) -> str:
    """Return a codebook with a code for each list of rules, in two themes; the second code stands below the first."""
    codes = []
    for number, of_code in enumerate(rules):
        listed = ", ".join(f"'{rule}'" for rule in of_code)
        codes.append(f"{{id: code_{number}, definition: '{note}', match: [{listed}]}}")
    first, second = codes[0], codes[1] if len(codes) > 1 else ""
    nested = first[:-1] + (f", codes: [{second}]}}" if second else "}")
    lines = [
        f"title: Homes{note}",
        f"lists: {lists}",
        "themes:",
        "  - id: cost",
        f"    topic_guide: {guide}",
        f"    codes: [{nested}]",
    ]
    if len(codes) > 2:
        lines += ["  - id: trust", f"    codes: [{', '.join(codes[2:])}]"]
    return "\n".join(lines) + "\n"


def write_study(
    root: Path,
    files: Mapping[str, str | bytes],
    codebook: str,
    roster: str | None = ROSTERS[1],
    settings: str | None = SETTINGS[1],
) -> Study:
    texts: dict[str, str | bytes | None] = {"codebook.yml": codebook, "study.yml": settings}
    texts |= {"corpus/participants.csv": roster} | {f"corpus/{name}": text for name, text in files.items()}
    (root / "corpus").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Study.open(root)


def a_small_study(root: Path, *, n_sources: int = 4, seed: int = 1) -> Study:
    random = seeded(seed)
    files = {f"s{number}.txt": make_transcript(random, 6) for number in range(n_sources)}
    return write_study(root, files, make_codebook([["rent"], ["(owe | bailiff)"], ["(trust | believe)"]]))


def files_below(folder: Path, *, but: Iterable[str] = (CACHE,)) -> dict[str, bytes]:
    """Return the content of every file below a folder, those of some folders in it left out."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if name.parts[0] not in set(but)}


Told = dict[str, bytes] | str
"""What a run wrote, or why it could not."""
_known: dict[str, Told] = {}


def fresh_outputs(study: Study) -> Told:
    """Return what a run in a new folder writes of the same files, or what it says is wrong with them."""
    inputs = files_below(study.folder.root, but=(CACHE, "outputs"))
    key = sha256(repr(sorted(inputs.items())).encode()).hexdigest()
    if key not in _known:
        with TemporaryDirectory() as name:
            root = Path(name) / "study"
            ignored = shutil.ignore_patterns(CACHE, "outputs")
            shutil.copytree(study.folder.root, root, ignore=ignored)
            _known[key] = run_as_the_command_does(Study.open(root))
    return _known[key]


def run_as_the_command_does(study: Study) -> Told:
    """Run a study, if its outputs are not current; return what then stands in its outputs."""
    try:
        if study.read_manifest() is None:
            study.run().write()
    except InputError as error:
        return str(error)
    return files_below(study.folder.outputs)
