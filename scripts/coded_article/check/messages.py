"""What there is to say: the problems of a report, those with one cause put together.

A file that a spreadsheet has saved, a row whose cells are shifted, an id that is gone: each gives many problems, and
people need one line with what to do. The problems themselves stay as they are, for those who count them.
"""

from dataclasses import dataclass, replace
from pathlib import PurePath

from coded_article.check.causes import CAUSES
from coded_article.check.report import Report
from coded_article.console import visible
from coded_article.model.problems import Problem

_SHOWN = 600


@dataclass(frozen=True)
class Message:
    """One thing to say: the problems with one cause, the first of which is the place; ``text`` is safe to print.

    ``whole`` says that it is of the file, and not of the first cell alone.
    """

    problems: tuple[Problem, ...]
    text: str
    whole: bool = False

    @property
    def first(self) -> Problem:
        """The problem at whose place it is said."""
        return self.problems[0]

    @property
    def said(self) -> str:
        """The text as a sentence of its own."""
        return f"{self.text[0].upper()}{self.text[1:]}"

    @property
    def kind(self) -> tuple[str, str, str]:
        """The code, file and column: messages of one kind repeat each other."""
        return self.first.code, self.first.path, self.first.column

    def place(self, folder: PurePath) -> str:
        """Return where it is, as seen from ``folder``: of the whole file without a line."""
        return visible((folder / self.first.path).as_posix(), _SHOWN) if self.whole else self.first.place(folder)


def messages(report: Report) -> list[Message]:
    """Return what there is to say of the problems that were kept, in their order.

    That a file has changed since the last build is said only where nothing else is wrong: correcting that changes it
    again.
    """
    found: list[Message] = []
    left = dict.fromkeys(report.problems)
    for cause in CAUSES:
        for joined in cause(report, list(left)):
            if joined.problems[0] in left:
                some = tuple(item for item in dict.fromkeys(joined.problems) if item in left)
                found.append(Message(some, joined.text, joined.whole))
                for item in some:
                    del left[item]
    changed = [item for item in left if item.code == "file-hash"]
    found += [Message((item,), item.explanation) for item in left if item.code != "file-hash"]
    found.sort(key=lambda message: message.first)
    place = next((number for number, message in enumerate(found) if message.first.is_error), None)
    if changed and place is not None:
        found[place] = replace(found[place], problems=(*found[place].problems, *changed))
        return found
    return sorted([*found, *(Message((item,), item.explanation) for item in changed)], key=lambda one: one.first)
