"""What the columns of a table or a join mean, and their codes and ids in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coded_article.joins import join
from coded_article.model.profile import ORDERED
from coded_article.model.schema import Field, Table

if TYPE_CHECKING:
    import pandas as pd

    from coded_article.package.package import Package


@dataclass(frozen=True)
class Meaning:
    """Title and description of a table or a join, its columns, and which of them hold ids of other rows."""

    title: str
    description: str
    fields: tuple[Field, ...]
    links: frozenset[str]

    @property
    def told(self) -> dict[str, str]:
        """Title and description."""
        return {"title": self.title, "description": self.description}

    @property
    def attrs(self) -> dict[str, Any]:
        """What ``attrs`` of a frame hold: title, description and, by column, what is known of it."""
        columns = {
            field.name: {
                "title": field.title,
                "description": field.description,
                **({"vocabulary": field.vocabulary} if field.vocabulary else {}),
                **({"constraints": dict(field.constraints)} if field.constraints else {}),
            }
            for field in self.fields
        }
        return {**self.told, "columns": columns}

    def described(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Return a row for each column of ``frame``."""
        import pandas as pd

        shown = {
            field.name: {
                "title": field.title,
                "type": field.type,
                "description": field.description,
                "vocabulary": field.vocabulary,
                "constraints": constraints(field),
                "example": field.example,
                "filled": int(frame[field.name].notna().sum()),
            }
            for field in self.fields
        }
        return pd.DataFrame.from_dict(shown, orient="index").rename_axis("column")

    def labelled(
        self, frame: "pd.DataFrame", labels: Mapping[tuple[str, str], str], words: Mapping[str, str]
    ) -> "pd.DataFrame":
        """Return ``frame`` with labels in place of codes, and words in place of ids of other rows."""
        import pandas as pd

        for field in self.fields:
            if field.name in self.links:
                frame[field.name] = frame[field.name].map(lambda key: words.get(key, key)).astype("string")
            elif field.vocabulary:
                vocabulary = field.vocabulary
                said = frame[field.name].map(
                    lambda code, vocabulary=vocabulary: labels.get((vocabulary, code), code), na_action="ignore"
                )
                order = [labels.get((vocabulary, code), code) for code in ORDERED.get(vocabulary, ())]
                in_order = bool(order) and len({*order}) == len(order) and said.dropna().isin(order).all()
                frame[field.name] = said.astype(pd.CategoricalDtype(order, ordered=True) if in_order else "string")
        return frame


def constraints(field: Field) -> str:
    """Return the constraints of a column in one line; its codes, which have their own list, are left out."""
    named = ((name, value) for name, value in field.constraints.items() if name != "enum" and value is not False)
    return ", ".join(name if value is True else f"{name} {value}" for name, value in named)


def meaning_of_table(table: Table) -> Meaning:
    """Return what a table means."""
    links = {key.fields[0] for key in table.foreign_keys}
    own = {*table.primary_key} if len(table.primary_key) == 1 else set()
    return Meaning(table.title, table.description, table.fields, frozenset(links - own))


def meaning_of_join(package: "Package", name: str) -> Meaning:
    """Return what a join means; a column that is taken from a table means what it does there."""
    made = join(name)
    fields: list[Field] = []
    links: set[str] = set()
    for column in made.columns:
        title = column.name.replace("_", " ").capitalize()
        field = Field(column.name, title, column.meaning, column.type, "", {}, None)
        if column.source:
            table = package.rows(column.source[0]).table
            taken = {own.name: own for own in table.fields}.get(column.source[1])  # a later profile may have it alone
            field = replace(taken, name=column.name, constraints={}) if taken else field
            links |= {column.name} if column.source[1] in meaning_of_table(table).links else set()
        fields.append(field)
    return Meaning(made.question, made.description, tuple(fields), frozenset(links))
