"""A study in Python: open its folder, run it, and have its results as records and as pandas frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.cache import Cache
from interview_coder.project.study_folder import StudyFolder

if TYPE_CHECKING:
    from interview_coder.codebook_testing import ExampleReport
    from interview_coder.ingest.participants_csv import NewRow
    from interview_coder.model.codebook import Codebook
    from interview_coder.model.comparison import CodebookComparison
    from interview_coder.model.concordance import Concordance
    from interview_coder.model.explanation import Explanation
    from interview_coder.model.methods import Methods
    from interview_coder.model.results import Quote, QuoteInContext, Table
    from interview_coder.model.review import Use
    from interview_coder.model.source import Source
    from interview_coder.model.suggestions import Suggestions, TakenFrom
    from interview_coder.model.verification import Verification
    from interview_coder.project.settings import Settings, TeamSettings
    from interview_coder.retrieving import Context, Order, Within
    from interview_coder.reviewing.desk import Desk
    from interview_coder.sharing.exchanging import Exchanged
    from interview_coder.study_inputs import StudyInputs
    from interview_coder.study_run import Run
    from interview_coder.survey import Survey

# each method imports what it needs: a run that finds nothing changed would else take four times as long


@dataclass(frozen=True, slots=True)
class Study:
    """A folder with a codebook and a corpus.

    Examples
    --------
    >>> from interview_coder import Study
    >>> run = Study.open(EXAMPLE_STUDY).run()
    >>> run.frame("theme_matrix")[["stakeholder_type", "theme", "participants", "participants_total"]]
      stakeholder_type  theme  participants  participants_total
    0           tenant   cost             1                   2
    1           tenant  trust             1                   2
    >>> coding = run.codings[0]
    >>> source = run.sources[0]
    >>> source.text[coding.start : coding.end]
    'Well, the rent went up twice in one year.'
    """

    folder: StudyFolder

    @classmethod
    def open(cls, path: str | Path = ".") -> Study:
        """Open the study in a folder.

        Parameters
        ----------
        path : str or Path, default="."
            The folder that holds ``codebook.yml`` and ``corpus/``.

        Raises
        ------
        InputError
            When there is no such folder.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise InputError(
                Problem(
                    "there is no such folder", Place(str(path)), "name the folder that holds codebook.yml and corpus/"
                )
            )
        return cls(StudyFolder(folder))

    def read(
        self,
        *,
        allow_unknown: bool = False,
        keep_going: bool = False,
        lists_suffice: bool = False,
        follow: Follow = follow_without_showing,
    ) -> StudyInputs:
        """Read and check codebook, settings, roster and transcripts; see `interview_coder.study_inputs.read_study`."""
        from interview_coder.study_inputs import read_study

        cache = Cache.of_study(self.folder.root)
        try:
            return read_study(
                self.folder,
                cache,
                allow_unknown=allow_unknown,
                keep_going=keep_going,
                lists_suffice=lists_suffice,
                follow=follow,
            )
        finally:
            cache.release()

    def survey(
        self,
        *,
        allow_unknown: bool = True,
        follow: Follow = follow_without_showing,
    ) -> Survey:
        """Read the corpus source by source, holding one at a time, and say what was understood.

        Parameters
        ----------
        allow_unknown : bool, default=True
            Speakers whom ``participants.csv`` does not name are no problem.
        follow : callable, optional
            Shows progress.

        Returns
        -------
        Survey
            With the problems of every file; the codebook is not needed for it.
        """
        from interview_coder.survey import survey_corpus

        return survey_corpus(self.folder, allow_unknown=allow_unknown, follow=follow)

    def check(
        self, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
    ) -> tuple[Codebook | None, Survey]:
        """Read everything that a run would read, holding one source at a time.

        Returns
        -------
        codebook : Codebook or None
            None where it has problems.
        survey : Survey
            Of the corpus; its problems are those of every file of the study.
        """
        from interview_coder.survey import check_study

        return check_study(self.folder, allow_unknown=allow_unknown, follow=follow)

    def read_source(self, name: str, *, follow: Follow = follow_without_showing) -> Source:
        """Read one source of the corpus.

        Parameters
        ----------
        name : str
            The source's id, or its file.

        Raises
        ------
        InputError
            When there is no such source, or it cannot be read.
        """
        from interview_coder.survey import read_one_source

        return read_one_source(self.folder, name, follow=follow)

    def compare_codebooks(
        self,
        before: str,
        after: str | None = None,
        *,
        on_corpus: bool = True,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> CodebookComparison:
        """Tell what changed between two versions of the codebook; see `interview_coder.codebook_comparing`."""
        from interview_coder.codebook_comparing import compare_versions, read_versions

        earlier, later = read_versions(self.folder, before, after)
        inputs = self.read(allow_unknown=allow_unknown, follow=follow) if on_corpus else None
        return compare_versions(earlier, later, inputs, follow=follow)

    def suggest(
        self,
        code_id: str,
        *,
        taken_from: TakenFrom = "codings",
        limit: int | None = 20,
        least_count: int | None = None,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Suggestions:
        """Offer words for the rules of a code; see `interview_coder.suggesting.suggest_phrases`."""
        from interview_coder.suggesting import suggest_phrases

        inputs = self.read(allow_unknown=allow_unknown, follow=follow)
        return suggest_phrases(
            code_id, inputs, taken_from=taken_from, limit=limit, least_count=least_count, follow=follow
        )

    def find_in_context(
        self,
        rule: str,
        *,
        width: int = 40,
        limit: int | None = None,
        stakeholder: str | None = None,
        everybody: bool = False,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Concordance:
        """Find every place of a word or rule, with the words around it; see `interview_coder.concordance`."""
        from interview_coder.concordance import find_in_context

        inputs = self.read(allow_unknown=allow_unknown, lists_suffice=True, follow=follow)
        return find_in_context(
            inputs, rule, width=width, limit=limit, stakeholder=stakeholder, everybody=everybody, follow=follow
        )

    def explain(
        self,
        where: str,
        *,
        most_near: int = 10,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Explanation:
        """Tell why a passage is coded as it is, and which rules came near; see `interview_coder.explaining`."""
        from interview_coder.explaining import explain_passage

        return explain_passage(self.read(allow_unknown=allow_unknown, follow=follow), where, most_near=most_near)

    def verify(
        self, draft: str | Path, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
    ) -> Verification:
        """Look up every quotation of a report in the sources; see `interview_coder.verifying.verify_report`.

        Raises
        ------
        InputError
            When the study or the report cannot be read.
        """
        from interview_coder.verifying import read_report, verify_report

        path = Path(draft)
        try:
            raw = path.read_bytes()
        except OSError as error:
            message = f"the report cannot be read: {error.strerror}"
            raise InputError(Problem(message, Place(str(draft)), "name a file that is there")) from error
        report = read_report(raw, file=path.name)
        return verify_report(self.read(allow_unknown=allow_unknown, follow=follow), report, follow=follow)

    def quotes(
        self,
        *,
        theme: Collection[str] = (),
        code: Collection[str] = (),
        stakeholder: Collection[str] = (),
        source: Collection[str] = (),
        participant: Collection[str] = (),
        stance: Collection[str] = (),
        coder: Collection[str] = (),
        review: Collection[str] = (),
        where: Mapping[str, str | Collection[str]] | None = None,
        text: Collection[str] = (),
        having: str = "",
        within: Within = "turn",
        context: Context = "none",
        order: Order = "rank",
        limit: int | None = None,
        follow: Follow = follow_without_showing,
    ) -> tuple[QuoteInContext, ...]:
        """Find quotes in ``outputs/`` as the last run left it; `read_manifest` tells whether that is current.

        What is not given narrows nothing; all that is given must hold.

        Parameters
        ----------
        theme, code, stakeholder, source, participant, stance, coder, review : str or collection of str, optional
            Ids or names, any of which will do. A code stands for those below it too.
        where : mapping of str to str or collection of str, optional
            Attribute of participants (a column of ``participants.csv``) → values, any of which will do.
        text : str or collection of str, optional
            Words that must all stand in the quote, wherever, whatever their capitals.
        having : str, optional
            Codes and themes joined by AND, OR and NOT, with brackets: ``cost AND NOT (trust OR debt)``.
        within : {"turn", "participant"}, default="turn"
            Where `having` must hold: in the turn that a quote is from, or in all that its participant says.
        context : {"none", "sentence", "turn", "question"}, default="none"
            What is shown with a quote: nothing, the sentences before and after it, its turn, or its turn and what was
            said before that.
        order : {"rank", "position", "typicality"}, default="rank"
            By theme and stakeholder type, in the order in which they were picked; by place in the sources; by theme
            and stakeholder type, those first whose words are most like those of the others
            (`interview_coder.tabulate.typicality`).
        limit : int, optional
            At most so many of each theme and stakeholder type: those that come first by rank, or by typicality.
        follow : callable, optional
            Shows progress.

        Returns
        -------
        tuple of QuoteInContext
            Each exactly as it stands in its source.

        Raises
        ------
        InputError
            With every name that is not known; where nothing was run; and where a file of ``outputs/`` was changed so
            that a quote is not the words of its source.

        Examples
        --------
        >>> study = Study.open(EXAMPLE_STUDY)
        >>> _ = study.run().write()
        >>> [found] = study.quotes(theme="trust", context="question")
        >>> found.quote.text, found.quote.attribution
        ('They promised a repair, and nobody came.', 'tenant representative')
        """
        from interview_coder.retrieving import QuoteQuery, find_quotes

        names = {"theme": theme, "code": code, "stakeholder": stakeholder, "source": source, "coder": coder}
        names |= {"participant": participant, "stance": stance, "review": review, "text": text}
        query = QuoteQuery(
            **{name: _as_names(some) for name, some in names.items()},
            where={name: _as_names(some) for name, some in (where or {}).items()},
            having=having,
            within=within,
        )

        def read_inputs() -> StudyInputs:
            return self.read(allow_unknown=True, keep_going=True, lists_suffice=True, follow=follow)

        return find_quotes(self.folder, query, context=context, order=order, limit=limit, read_inputs=read_inputs)

    def edit_quote(
        self,
        quote_id: str,
        *,
        omit: str | Collection[str] = (),
        clarify: Mapping[str, str] | None = None,
        reset: bool = False,
        coder: str | None = None,
    ) -> Quote:
        """Leave words out of a quote, or explain words in it, and keep that in ``decisions/``.

        The quote's own words stay as they are: the edited wording stands beside them, in ``edited``, from the next run
        on. It is shown no longer when the words change.

        Parameters
        ----------
        quote_id : str
            Its id in ``outputs/``, or how that begins.
        omit : str or collection of str, optional
            Words of the quote that are shown as ``[…]``.
        clarify : mapping of str to str, optional
            Words of the quote → what is shown in their place, in brackets: ``{"it": "[the plan]"}``.
        reset : bool, default=False
            Take earlier edits of the quote back.
        coder : str, optional
            Who decides; by default the name by which the user is logged in.

        Returns
        -------
        Quote
            With its edited wording.

        Raises
        ------
        InputError
            When there is no such quote, its words are not those of its source, or words to be changed stand there not
            at all, more than once, or within what is changed already.

        Examples
        --------
        >>> study = Study.open(EXAMPLE_STUDY)
        >>> _ = study.run().write()
        >>> [found] = study.quotes(theme="trust")
        >>> study.edit_quote(found.quote.quote_id, clarify={"They": "[The council]"}, coder="anna").edited
        '[The council] promised a repair, and nobody came.'
        """
        from interview_coder.retrieving import edit_quote

        return edit_quote(self.folder, quote_id, omit=_as_names(omit), clarify=clarify or {}, reset=reset, coder=coder)

    def test_codebook(self, codes: Collection[str] | None = None) -> ExampleReport:
        """Try the rules on the examples of their codes; see `interview_coder.codebook_testing`."""
        from interview_coder.codebook_testing import try_examples_of_study

        return try_examples_of_study(self.folder, codes=codes)

    def complete_participants(
        self, *, write: bool = True, follow: Follow = follow_without_showing
    ) -> tuple[list[NewRow], tuple[Problem, ...]]:
        """Add a row to ``corpus/participants.csv`` for everybody who speaks and has none.

        Parameters
        ----------
        write : bool, default=True
            Write the file; else only say what would be added.

        Returns
        -------
        rows : list of NewRow
            What was added. What stands in the file stays as it is.
        problems : tuple of Problem
            Of the transcripts that could not be read, and whose speakers are therefore missing.
        """
        from interview_coder.ingest.participants_csv import FILE as ROSTER_FILE
        from interview_coder.ingest.participants_csv import add_rows
        from interview_coder.survey import list_new_participants

        rows, reader = list_new_participants(self.folder, follow=follow)
        if rows and write:
            raw = self.folder.read_optional(ROSTER_FILE)
            self.folder.write_file(ROSTER_FILE, add_rows(raw, rows, encoding=reader.settings.encoding or ""))
        return rows, tuple(reader.problems)

    def run(
        self,
        *,
        codings: Use | None = None,
        allow_unknown: bool = False,
        keep_going: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Run:
        """Read, code, cluster and tabulate the study. Nothing is written until `Run.write`.

        Parameters
        ----------
        codings : {"all", "reviewed", "machine"}, optional
            Which codings count: all that nobody rejected, only those that somebody vouches for, or those of the rules
            alone. By default what ``study.yml`` says.
        allow_unknown : bool, default=False
            Count speakers whom ``participants.csv`` does not name as of unknown stakeholder type.
        keep_going : bool, default=False
            Leave out files that have problems; `Run.left_out` names them.
        follow : callable, optional
            Shows progress: takes a sequence and a label, gives its items.

        Raises
        ------
        InputError
            With every problem of every file.
        """
        from interview_coder.pipeline import FirstStations, run_stations
        from interview_coder.study_inputs import read_study
        from interview_coder.study_run import Run

        cache = Cache.of_study(self.folder.root)
        try:
            scratch = cache.make_scratch()
            first = FirstStations(self.folder.outputs, scratch.folder)
            inputs = read_study(
                self.folder,
                cache,
                allow_unknown=allow_unknown,
                keep_going=keep_going,
                open_stations=first.open,
                follow=follow,
            )
            if codings is not None:
                inputs = inputs.count_codings(codings)
            results, files, framework = run_stations(inputs, first, follow=follow)
        finally:
            cache.release()
        return Run(inputs, results, files, framework, scratch)

    def share(self) -> Exchanged:
        """Exchange what people decided with the team's server that ``study.yml`` names; see `interview_coder.sharing`.

        Raises
        ------
        InputError
            When no server is named, it does not answer, or a coder has other lines here than there.
        """
        team = self.check_sharing()
        from interview_coder.sharing.exchanging import exchange
        from interview_coder.sharing.postgres import connect

        with connect(team.server, team.name) as server:
            return exchange(self.folder, server)

    def check_sharing(self) -> TeamSettings:
        """Return where decisions are exchanged.

        Raises
        ------
        InputError
            When no server is named, or what is needed for it is not installed.
        """
        from importlib.util import find_spec

        team = self.read_settings().team
        if team is None:
            fix = "name it: team: {server: postgresql://user@host/database, name: my-study}"
            raise InputError(Problem("no server of a team is named", Place("study.yml"), fix))
        if find_spec("psycopg") is None:
            fix = 'install it: pip install "interview-coder[team]"'
            raise InputError(Problem("sharing needs the extra [team]", Place("study.yml"), fix))
        return team

    def open_desk(self, coder: str | None = None, *, follow: Follow = follow_without_showing) -> Desk:
        """Open the study for a coder to review what its rules suggest; see `interview_coder.reviewing.desk.Desk`.

        Parameters
        ----------
        coder : str, optional
            Who decides; by default the name by which the user is logged in.
        follow : callable, optional
            Shows progress.
        """
        from interview_coder.project.coder_names import choose_coder
        from interview_coder.reviewing.desk import Desk

        return Desk.open(self.folder, choose_coder(coder), follow=follow)

    def read_manifest(self) -> dict[str, Any] | None:
        """Return what ``outputs/run.json`` says, if ``outputs/`` is current; else None.

        It is current if this version made it from the files as they are now, and it stands as it was made.
        """
        from interview_coder.current_outputs import find_current_manifest

        return find_current_manifest(self.folder, Cache(self.folder.root / CACHE_FOLDER))

    def read_settings(self) -> Settings:
        """Return what ``study.yml`` says, or the defaults.

        Raises
        ------
        InputError
            With every problem of the file.
        """
        from interview_coder.project.settings import read_settings

        return read_settings(self.folder.read_optional("study.yml"))

    def read_records(self, name: str) -> list[dict[str, Any]]:
        """Return the records of one JSONL file of ``outputs/``, such as ``codings``."""
        from interview_coder.current_outputs import read_lines

        return list(read_lines(self.folder.outputs / f"{name}.jsonl"))

    def read_table(self, name: str) -> Table:
        """Return one table of ``outputs/``, such as ``theme_matrix``; counts are whole numbers again."""
        from interview_coder.current_outputs import read_table

        return read_table(self.folder, name)

    def read_methods(self) -> Methods:
        """Return how the study was made, in words for a report, as ``outputs/`` says it."""
        from interview_coder.current_outputs import read_methods

        return read_methods(self.folder)


def _as_names(some: Collection[str]) -> tuple[str, ...]:
    """Return names, of which one may stand alone."""
    return (some,) if isinstance(some, str) and some else tuple(some)
