"""A loaded package: its tables and joins as frames, what they mean, one row with all about it, and how to cite it."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from coded_article.errors import UnknownNameError
from coded_article.joins import JOINS
from coded_article.model.citation_formats import STYLES
from coded_article.model.profile import OPTIONAL, SCHEMAS
from coded_article.model.schema import Descriptor, Field, Rows, Table
from coded_article.package.card import Card, card
from coded_article.package.listing import as_html, as_text
from coded_article.package.meaning import Meaning, meaning_of_join, meaning_of_table

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pandera.pandas as pa
    import polars as pl

# tables whose rows have no id of their own
_WITHOUT_IDS = ("records", "codes", "involvements", "codings")


class _Frame:
    """A table as an attribute of a package; each time it gives a frame of its own."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, package: "Package | None", owner: type) -> "pd.DataFrame":
        return package[self._name] if package else self  # type: ignore[return-value] # of the class, for documentation


class Tables(Mapping[str, "pd.DataFrame"]):
    """The frames of a package by table name; shown, it is a list of the tables with their rows and titles."""

    def __init__(self, package: "Package") -> None:
        """List the tables of ``package``."""
        self._package = package

    def __getitem__(self, name: str) -> "pd.DataFrame":
        return self._package[name]

    def __contains__(self, name: object) -> bool:
        return name in self._package._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._package._rows)

    def __len__(self) -> int:
        return len(self._package._rows)

    def __repr__(self) -> str:
        """Return a line for each table."""
        return as_text(self._listed())

    def _repr_html_(self) -> str:
        return as_html(self._listed())

    def _listed(self) -> list[tuple[str, str, str]]:
        return [(name, f"{len(rows.cells):,}", rows.table.title) for name, rows in self._package._rows.items()]


class Package:
    """A package as loaded. Its tables are attributes and items, ``package.events`` and ``package["events"]``.

    A frame has the dtypes ``string``, ``Int64`` and ``datetime64[s]``; its ``attrs`` hold title, description and what
    each column means. Whatever a package gives is a copy: changing it changes nothing here. Two packages are equal if
    they have the same descriptor and the same rows.
    """

    sources = _Frame()
    passages = _Frame()
    actors = _Frame()
    events = _Frame()
    statements = _Frame()
    recommendations = _Frame()
    involvements = _Frame()
    relations = _Frame()
    evidence = _Frame()
    mentions = _Frame()
    external_checks = _Frame()
    records = _Frame()
    codes = _Frame()
    units = _Frame()
    codings = _Frame()

    def __init__(self, descriptor: Descriptor, rows: Mapping[str, Rows]) -> None:
        """Keep the text of the tables; frames are made when they are asked for."""
        self._descriptor = descriptor
        self._rows = dict(rows)
        self._made: dict[str, pd.DataFrame] = {}

    @property
    def name(self) -> str:
        """The name of the package."""
        return self._descriptor.name

    @property
    def version(self) -> str:
        """The version of the data."""
        return self._descriptor.version

    @property
    def metadata(self) -> dict[str, Any]:
        """The descriptor, as ``datapackage.json`` has it."""
        return deepcopy(dict(self._descriptor.raw))

    @property
    def tables(self) -> Tables:
        """The frames by table name: those of every package, then those that this one has as well."""
        return Tables(self)

    def __getitem__(self, table: str) -> "pd.DataFrame":
        """Return a table as a frame; ``units`` and ``codings`` have no rows where the package publishes none.

        Raises:
            UnknownNameError: there is no such table.
        """
        from coded_article.check.frames import frame_of

        return self._kept(table, lambda: frame_of(self.rows(table)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Package):
            return NotImplemented
        own, others = ({name: rows.cells for name, rows in package._rows.items()} for package in (self, other))
        return self._descriptor.raw == other._descriptor.raw and own == others

    def __hash__(self) -> int:
        return hash((self.name, self.version))

    def __repr__(self) -> str:
        """Return name and version, and a line for each table."""
        return f"{self.name} {self.version}\n{self.tables}"

    def _repr_html_(self) -> str:
        return as_html([], f"{self.metadata.get('title', self.name)}, {self.version}") + self.tables._repr_html_()

    def rows(self, table: str) -> Rows:
        """Return the rows of a table as text, with their schema.

        Raises:
            UnknownNameError: there is no such table.
        """
        if table in self._rows:
            return self._rows[table]
        if table not in OPTIONAL:
            raise UnknownNameError(self._unknown(table, "table", [*self._rows]))
        fields = (
            Field(
                field["name"], field["title"], field["description"], field["type"], field["example"],
                field["constraints"], field.get("vocabulary"),
            )
            for field in SCHEMAS[table]["fields"]
        )  # fmt: skip
        title, description = SCHEMAS[table]["title"], SCHEMAS[table]["description"]
        return Rows(Table(table, "", "", title, description, tuple(fields), (), (), None, None))

    # --- joins

    def timeline(self) -> "pd.DataFrame":
        """Who did what, and when? All events: the dated in time, then the undated in the article's order.

        The columns of ``events`` with ``participants`` (each with the role), the telling ones first, and
        ``ordinal``, the number of the first passage that the event rests on. Filter ``status`` for what took place, by
        the article: it has planned and counterfactual events too, as in
        ``timeline().query("status == 'occurred'")``.
        """
        return self._join("timeline")

    def named_statements(self) -> "pd.DataFrame":
        """Who says what of whom? All statements with names: ``speaker``, ``target``, and ``addressees``.

        Addressees are joined by "; ". The author's own claims have the ``voice`` ``author``, those of others
        ``attributed``. Of these some were never uttered: what the author ascribes to somebody, such as a wish, has the
        ``quotation_type`` ``ascribed``. ``named_statements().groupby("speaker").size()`` counts who speaks.
        """
        return self._join("named_statements")

    def named_involvements(self) -> "pd.DataFrame":
        """Who takes part in what? All involvements with ``label``, the words of the record, and ``actor``, the name.

        ``named_involvements().query("role == 'excluded'")`` shows who is left out of what.
        """
        return self._join("named_involvements")

    def named_relations(self) -> "pd.DataFrame":
        """What leads to what, responds to it, or speaks against it? All relations with the words of both ends.

        ``subject`` and ``object`` are labels of events, propositions of statements or actions of recommendations.
        ``named_relations().query("predicate == 'criticises'")`` shows who faults what.
        """
        return self._join("named_relations")

    def playbook(self) -> "pd.DataFrame":
        """What was recommended, and what was done? The tree of advice from the top.

        One row for each recommendation and conduct that it criticises: ``depth`` (0 for the root), the columns of
        ``recommendations`` that say what is advised and whether it was followed, then ``conduct_id``, ``conduct``,
        ``conduct_status``, ``conduct_polarity`` (negative: what ``conduct`` names was not done) and ``conduct_basis``
        of the criticism, missing where it criticises none, ``criticism``, what statements say against the conduct,
        joined by "; ", ``called_for_id`` and ``called_for``, the counterfactual event that would have carried it out,
        and ``grounds``, why the author advises it, joined by "; ". Then, with nothing in the columns of advice, the
        conduct that statements alone criticise. ``playbook().query("followed == 'no'")`` shows the
        advice that was not followed.
        """
        return self._join("playbook")

    def contacts(self) -> "pd.DataFrame":
        """In which order was whom to be contacted, and in which order were they?

        ``side`` says which order a row is of: ``advised`` (the steps that the article advises), ``before`` (other
        advice, to come before the step in this place), ``reported`` (the conduct that the steps criticise, and what
        follows it), ``missing`` (of those whom the steps name, the ones of whose contact the article reports nothing).
        ``place`` counts from 1; contacts in one place have no order among them. ``contact`` are the words of the
        record, ``who`` the names, joined by "; ", and ``without`` those left out. Cells are text, as in the CSV and the
        database, so that all forms of the package have the same; ``named_involvements()`` has a row for each name. A
        package whose advice has no steps has no rows.
        """
        return self._join("contacts")

    def grounds(self) -> "pd.DataFrame":
        """On what grounds does the author advise or claim it? One row for each ground of a conclusion.

        ``relation_id``; ``conclusion_id``, ``conclusion_kind`` (``recommendation``, ``claim`` of the author or
        ``statement`` of another) and ``conclusion``, its words; the same of the ground, which may be an ``event`` too;
        ``owner_id`` and ``owner``, whose ground it is: who states it, and of an event the author, who reports it; then
        how the two are tied, ``basis`` and ``cue``, and ``passage_id``. None of a package of profile 1.0.
        ``grounds().groupby("owner").size()`` counts whose grounds they are.
        """
        return self._join("grounds")

    def network(self) -> "pd.DataFrame":
        """Who acts on, addresses, excludes or judges whom? An edge list: a row for each record, kind and pair.

        ``source_actor_id`` and ``source``, ``target_actor_id`` and ``target``, ``kind``, ``record_id``,
        ``status``, ``polarity`` and ``valence``. An event leads from its initiators to everybody else in it,
        with the role of the other as kind; participants without an initiator are joined in pairs, kind
        ``participant``. A statement leads from its speaker and co-speakers to its targets, kind
        ``evaluates``, and to addressees that its speech act has not. Edges of non-acts have the polarity
        ``negative``: the act did not take place, an exclusion did. ``network().query("kind == 'evaluates'")`` shows
        who judges whom.
        """
        return self._join("network")

    def located(self) -> "pd.DataFrame":
        """Where in the article does each record rest? One row for each span of evidence.

        ``record_id`` and ``label``, its words, ``part``, ``passage_id``, ``section``, ``paragraph``, and ``first`` and
        ``last``, the positions in the canonical text (0-based, end-exclusive, in code points).
        ``located().query("paragraph == 1")`` shows what the first paragraph holds.
        """
        return self._join("located")

    # --- meanings

    def describe(self, name: str | None = None) -> "pd.DataFrame":
        """Return what a table or a join holds: a row for each column, with title, type and meaning.

        And with vocabulary, constraints, an example, and the number of cells that are ``filled``. Without a name: a row
        for each table and join.

        Raises:
            UnknownNameError: there is no such table or join.
        """
        import pandas as pd

        if name is not None:
            return self.meaning(name).described(self._frame(name))
        shown = [
            {"name": one, "kind": kind, "rows": len(self._frame(one)), **self.meaning(one).told}
            for kind, names in (("table", self._rows), ("join", JOINS))
            for one in names
        ]
        return pd.DataFrame(shown).set_index("name")

    def codes_of(self, name: str, column: str) -> "pd.DataFrame":
        """Return the codes of a column of a table or a join: label, definition, and how many cells have each.

        Raises:
            UnknownNameError: there is no such table, join or column, or the column has no codes.
        """
        vocabulary = self._column(name, column).vocabulary
        if vocabulary is None:
            msg = f"{name}.{column} has no codes; describe({name!r}) says what it holds"
            raise UnknownNameError(msg)
        codes = self.codes
        codes = codes[codes["vocabulary"].eq(vocabulary)].set_index("code")[["label", "definition"]]
        counts = self._frame(name)[column].value_counts()
        return codes.assign(count=[int(counts.get(code, 0)) for code in codes.index])

    def labelled(self, name: str) -> "pd.DataFrame":
        """Return a table or a join with labels in place of codes, and names or words in place of ids of other rows.

        The id of a row itself stays. A vocabulary that has an order, such as ``basis``, becomes an ordered
        categorical.

        Raises:
            UnknownNameError: there is no such table or join.
        """
        return self.meaning(name).labelled(self._frame(name), self._labels(), self._words())

    def search(self, words: str) -> "pd.DataFrame":
        """Return the cells in which all these words stand, as parts of words and whatever their case.

        ``record_id``, ``table``, ``column`` and ``text``. Looked at are the tables whose rows have an id, in columns of
        free text.
        """
        import pandas as pd

        wanted = words.casefold().split()
        found = [
            (cells[0], name, field.name, cells[place])
            for name, rows in self._rows.items()
            if name not in _WITHOUT_IDS
            for place, field in enumerate(rows.table.fields)
            if field.type == "string" and not field.vocabulary and "pattern" not in field.constraints
            for cells in rows.cells
            if wanted and all(word in cells[place].casefold() for word in wanted)
        ]
        return pd.DataFrame(sorted(found), columns=["record_id", "table", "column", "text"], dtype="string")

    def row(self, row: str) -> Card:
        """Return all that the package says of one row, for a terminal or a notebook to show.

        Raises:
            UnknownNameError: no row of this version has that id.
        """
        for name, rows in self._rows.items():
            if name not in _WITHOUT_IDS and any(cells[0] == row for cells in rows.cells):
                return card(self, name, row, self.meaning(name), self._labels(), self._words())
        raise UnknownNameError(self._absent(row))

    def cite(self, row: str | None = None, style: str = "text") -> str:
        """Return how to cite the package, or the row with the id ``row`` of it.

        ``style`` is ``text``, one line, or ``bibtex``, ``ris`` or ``csl`` (CSL JSON) for reference managers.

        Raises:
            UnknownNameError: no row of this version has that id, or there is no such style.
        """
        if row is not None:
            keys = (cells[0] for name, rows in self._rows.items() if name not in _WITHOUT_IDS for cells in rows.cells)
            if row not in keys or self._retired(row):
                raise UnknownNameError(self._absent(row))
        if style not in STYLES:
            raise UnknownNameError(self._unknown(style, "style", [*STYLES]))
        return STYLES[style](self._descriptor.raw, row)

    # --- other forms

    def duckdb(self) -> "duckdb.DuckDBPyConnection":
        """Return a new DuckDB connection, in memory: typed tables, the joins as views, and comments on all columns."""
        from coded_article.package.database import commented, connected

        return commented(self, connected(self))

    def polars(self, name: str) -> "pl.DataFrame":
        """Return a table or a join as a polars frame, with the types ``String``, ``Int64`` and ``Date``.

        Raises:
            RefusedError: polars is not installed.
            UnknownNameError: there is no such table or join.
        """
        from coded_article.package.database import as_polars

        return as_polars(self, name)

    def schema(self, table: str, *, coerce: bool = False, strict: bool = True) -> "pa.DataFrameSchema":
        """Return the pandera schema of a table, with the codes of this package, to check a frame of your own.

        With ``coerce`` the columns are converted first, such as dates that were read as text; without ``strict`` the
        frame may have further columns, and its columns in any order.

        Raises:
            UnknownNameError: there is no such table.
        """
        from coded_article.check.table import dataframe_schema

        return dataframe_schema(self.rows(table).table, coerce=coerce, strict=strict)

    # --- what the methods share

    def _join(self, name: str) -> "pd.DataFrame":
        from coded_article.package.database import joined

        return self._kept(name, lambda: joined(self, name))

    def _kept(self, name: str, make: Callable[[], "pd.DataFrame"]) -> "pd.DataFrame":
        """Return a copy of a frame that is made once."""
        if name not in self._made:
            frame = make()
            frame.attrs.update(self.meaning(name).attrs)
            self._made[name] = frame
        return self._made[name].copy()

    def _frame(self, name: str) -> "pd.DataFrame":
        return self._join(name) if name in JOINS else self[name]

    def meaning(self, name: str) -> Meaning:
        """Return what a table or a join means, column by column."""
        return meaning_of_join(self, name) if name in JOINS else meaning_of_table(self.rows(name).table)

    def _column(self, name: str, column: str) -> Field:
        fields = {field.name: field for field in self.meaning(name).fields}
        if column not in fields:
            raise UnknownNameError(self._unknown(column, f"column of {name}", [*fields]))
        return fields[column]

    def _labels(self) -> dict[tuple[str, str], str]:
        """Return the label of each code, by vocabulary and code."""
        places = [self.rows("codes").table.columns.index(name) for name in ("vocabulary", "code", "label")]
        return {
            (vocabulary, code): label
            for vocabulary, code, label in ([cells[place] for place in places] for cells in self.rows("codes").cells)
        }

    def _words(self) -> dict[str, str]:
        """Return the words of each actor, event, statement, recommendation and source, by id."""
        words = {"actors": "name", "events": "label", "statements": "proposition", "recommendations": "action"}
        return {
            cells[0]: cells[rows.table.columns.index(column)]
            for name, column in {**words, "sources": "title"}.items()
            for rows in [self.rows(name)]
            for cells in rows.cells
        }

    def _retired(self, row: str) -> str:
        rows = self.rows("records")
        return next((cells[rows.table.columns.index("retired_in")] for cells in rows.cells if cells[0] == row), "")

    def _absent(self, row: str) -> str:
        if self._retired(row):
            return f"{row} was retired in {self._retired(row)}; cite the version before"
        return f"{self.name} {self.version} has no row {row!r}"

    @staticmethod
    def _unknown(name: str, what: str, known: list[str]) -> str:
        return f"no {what} {name!r}; there are {', '.join(known)}"
