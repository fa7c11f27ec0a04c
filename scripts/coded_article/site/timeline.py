"""The events of an article in time, as far as it dates them, and in its own order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.rows import Row, once, rows
from coded_article.site.titles import Mark, Title, Titles

_MOST = 80


@dataclass(frozen=True)
class Tick:
    """A mark on the axis, at ``x`` per cent of the whole width."""

    x: float
    label: str


@dataclass(frozen=True)
class Panel:
    """A stretch of time without a long gap, from ``x`` over ``width`` per cent of the whole."""

    x: float
    width: float
    first: date
    last: date
    ticks: tuple[Tick, ...]

    def at(self, day: date) -> float:
        """Return where the start of ``day`` is, in per cent of the whole width."""
        return round(self.x + self.width * (day - self.first).days / ((self.last - self.first).days + 1), 2)


@dataclass(frozen=True)
class Moment:
    """An event in the timeline; ``x`` and ``width`` are per cent, None for an undated one."""

    title: Title
    marks: tuple[Mark, ...]
    when: str
    basis: str
    point: bool
    x: float | None
    width: float
    ordinal: int | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Timeline:
    """The dated events in time, and the undated in the article's order."""

    panels: tuple[Panel, ...]
    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]

    @property
    def drawn(self) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
        """Return the dated and the undated events that are drawn: no more than anybody can read."""
        return self.dated[:_MOST], self.undated[: max(_MOST - len(self.dated), 0)]

    @property
    def left_out_note(self) -> str:
        """Return in words what is not drawn; empty if all is."""
        rest = len(self.dated) + len(self.undated) - sum(map(len, self.drawn))
        return f"{counted(rest, 'event')} more: no more than {_MOST} are drawn." if rest else ""


@once
def timeline(package: Package) -> Timeline:
    """Return the events of the package in panels of time; a gap longer than half a year parts two panels."""
    events, titles = rows(package.timeline()), Titles(package)
    dated = [row for row in events if row["date_earliest"]]
    panels = _panels(dated)
    moments = []
    for row in events:
        first, last = row["date_earliest"], row["date_latest"] or row["date_earliest"]
        panel = next((candidate for candidate in panels if first and candidate.first <= first <= candidate.last), None)
        x = panel.at(first) if panel else None
        width = round(panel.at(last + timedelta(days=1)) - panel.at(first), 2) if panel else 0
        moments.append(
            Moment(
                titles[row["event_id"]],
                titles.marks(row["event_id"]),
                when(row),
                row["date_basis"],
                first is not None and first == last,
                x,
                width,
                row["ordinal"],
                first,
                last,
            )
        )
    return Timeline(
        panels,
        tuple(moment for moment in moments if moment.x is not None),
        tuple(moment for moment in moments if moment.x is None),
    )


def when(row: Row) -> str:
    """Return the date of a record for readers: a day, the two ends of an interval, a year; empty for none."""
    first, last = row["date_earliest"], row["date_latest"]
    if first is None:
        return ""
    if row["date_precision"] == "year" and first.year == last.year:
        return str(first.year)
    if row["date_precision"] == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    same = first.month == last.month
    return f"{first.day} to {day(last)}" if same else f"{first.day} {first:%b} to {day(last)}"


def day(calendar_day: date) -> str:
    """Return a day as readers write it, such as 12 Feb 2025."""
    return f"{calendar_day.day} {calendar_day:%b} {calendar_day.year}"


_GAP = timedelta(days=183)
_LEAST_SHARE = 0.16


def _panels(dated: Sequence[Row]) -> tuple[Panel, ...]:
    stretches: list[list[Any]] = []  # first day, last day, events
    for row in sorted(dated, key=lambda row: row["date_earliest"]):
        first, last = row["date_earliest"], row["date_latest"] or row["date_earliest"]
        if stretches and first - stretches[-1][1] <= _GAP:
            stretches[-1][1] = max(stretches[-1][1], last)
            stretches[-1][2] += 1
        else:
            stretches.append([first, last, 1])
    total = sum(number for *_, number in stretches)
    shares = [max(number / total, _LEAST_SHARE) for *_, number in stretches]
    gap = 4.0 if len(stretches) > 1 else 0.0
    room = 100 - gap * (len(stretches) - 1)
    panels = []
    x = 0.0
    for (first, last, _), share in zip(stretches, shares, strict=True):
        width = room * share / sum(shares)
        bare = Panel(x, width, first, last, ())
        panels.append(Panel(x, width, first, last, tuple(_ticks(bare, max(2, int(width / 22))))))
        x += width + gap
    return tuple(panels)


def _ticks(panel: Panel, most: int) -> Iterator[Tick]:
    """Yield up to ``most`` marks, at days, firsts of months or firsts of years."""
    days = (panel.last - panel.first).days + 1
    if days > 350:
        every = -(-max(panel.last.year - panel.first.year, 1) // most)
        for year in range(panel.first.year, panel.last.year + 1, every):
            yield Tick(panel.at(max(date(year, 1, 1), panel.first)), str(year))
    elif days > 60:
        every = -(-days // (31 * most))
        months = range(panel.first.year * 12 + panel.first.month, panel.last.year * 12 + panel.last.month, every)
        for month in months:
            first = date(month // 12, month % 12 + 1, 1)
            yield Tick(panel.at(first), f"{first:%b} {first.year}")
    else:
        every = next(interval for interval in (1, 2, 7, 14, 28) if days / interval <= most or interval == 28)
        for number in range(0, days, every):
            tick_day = panel.first + timedelta(days=number)
            yield Tick(panel.at(tick_day), day(tick_day) if number == 0 else f"{tick_day.day} {tick_day:%b}")
