"""Write `docs/codebook.md` from the records, the vocabulary and the rules; with `--check`, fail when it is stale.

python -m streams.codebook           write the page
python -m streams.codebook --check   compare; exit 1 and say so when it is stale

Whatever can be computed is: the tables of numbers and days are what the coder makes of the words in them.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import msgspec

from streams.codebook_words import DATE_PRECISION, FIELDS, LISTS, PLACE_PRECISION, SUB_EVENTS, WEAPONS
from streams.coding import casualties_sum, classify, numbers
from streams.coding.actions import SUB_EVENT_TYPES, load_actions
from streams.coding.dates import find_dates
from streams.coding.document import read_document
from streams.coding.events import confidence, merge, settings, tolls
from streams.coding.lexicon import LEXICON, read_table
from streams.coding.numbers import find_numbers
from streams.coding.triggers_rules import load_rules

__all__ = ["PAGE", "main", "render_page"]

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
WRITTEN = datetime(2024, 3, 6, 9, tzinfo=UTC)
NUMBERS = (
    "12", "twenty-three", "1,200", "half a dozen", "a couple of", "at least 14", "more than ten", "more than 300",
    "50 or more", "up to 30", "as many as 50", "fewer than 50", "about 50", "nearly 50", "10 to 12",
    "between 10 and 12", "several", "a few", "dozens of", "scores of", "hundreds of", "thousands of",
)  # fmt: skip
DAYS = (
    "on Monday", "on Wednesday", "last Wednesday", "yesterday", "on Monday night", "three days ago", "on 28 February",
    "on December 30", "on 3 March 2024", "between 1 and 3 March", "at the weekend", "last week", "last month",
    "in February", "in late August", "in early 2023", "last year", "in 2019",
)  # fmt: skip
WEIGHTS = {
    "start": "to begin with",
    "trigger": "times the weight of the word in triggers.tsv, 0 to 1",
    "place": "a place is told",
    "fine_place": "which is finer than a country",
    "day": "a day is told",
    "perpetrator": "somebody did it",
    "target": "somebody or something suffered it",
    "count": "somebody was harmed, or it is said that nobody was",
    "telling": "each sentence that tells it again, up to four",
    "verb": "the word is a verb",
    "not_occurred": "its status is not `occurred`",
    "passing": "told in passing: late in the text, once, without day or count",
}
TYPES = {
    "date": "day",
    "datetime": "instant",
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "true or false",
    "None": "null",
}


def render_page() -> str:
    """The whole page."""
    parts = [
        "# Codebook",
        "<!-- Made from schemas/, streams/coding/ and streams/lexicon/ by `make docs`. -->",
        "What the coder returns for an article, and by which rules. The example of each rule fires it, a test says so. "
        "`tests/golden` holds more sentences, each with the reason why a careful reader would code it so; what the "
        "coder still gets wrong is marked there.",
        "## Records",
        *(_record(record) for record in FIELDS),
        "## Closed lists",
        "### Event types",
        _table(
            ("event type", "sub-event type", "meaning"),
            [(SUB_EVENT_TYPES[s], s, SUB_EVENTS[s]) for s in SUB_EVENT_TYPES],
        ),
        _of_module(classify),
        "### Actions",
        "ACLED and PLOVER are where the action belongs by itself; who did it to whom and with what may change them. "
        "An outcome says what becomes of the people it is done to, so that the verb's object is counted.",
        _actions(),
        "### Kinds of weapons",
        _list(WEAPONS),
        *(f"### {_heading(name)}\n\n{_list(values)}" for name, values in LISTS.items()),
        "## Status and attribution",
        "Words around the trigger decide, by where they stand; each line of the files names its scope "
        "(`streams/coding/status.py`). Where none stands, an event occurred, and its perpetrator is told as fact.",
        _cues("status.tsv", "Status"),
        _cues("attribution.tsv", "Attribution"),
        "## Counts",
        "A count is an interval. Null is not reported; zero is reported as none.",
        _of_module(numbers),
        _table(("words", "low", "best", "high", "method"), [_number(words) for words in NUMBERS]),
        "### Several counts of one event",
        _of_module(casualties_sum),
        _of_module(tolls),
        "## Days",
        inspect.cleandoc(inspect.getdoc(sys.modules["streams.coding.dates"]) or ""),
        "Precision is UCDP's date_prec: " + _in_words(DATE_PRECISION),
        f"As an article published on {WRITTEN:%A, %-d %B %Y} has them:",
        _table(("words", "first day", "last day", "precision"), [_day(words) for words in DAYS]),
        "## Places",
        "A name is resolved by its country's context, by what it lies in, by how far it is from the article's other "
        "places, and by how well known it is. What cannot be resolved is kept with null coordinates. Precision is "
        "UCDP's where_prec: " + _in_words(PLACE_PRECISION),
        _of_module(settings),
        "## One event or two",
        _of_module(merge),
        "## Confidence",
        "The sum of these log-odds, as a probability. They were fitted to verdicts on labelled articles: "
        "`python benchmarks/bench_reliability.py` prints how many of the events given 0.8 hold.",
        _table(("weight", "where"), [(f"{w:+.2f}", WEIGHTS[n]) for n, w in confidence._WEIGHTS.items()]),
        "## Rules",
        "The rule of an event is the word class of its trigger and the action that it tells. The words themselves are "
        "lines of `streams/lexicon/events/triggers.tsv`.",
        _table(
            ("rule", "fires on", "example"), [(f"`{r.name}`", r.description, r.example) for r in load_rules().values()]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _list(values: dict[str, str]) -> str:
    return "\n".join(f"- `{value}`: {meaning}" for value, meaning in values.items())


def _heading(name: str) -> str:
    """`CountMethod` as "Count method"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _in_words(values: dict[int, str]) -> str:
    return "; ".join(f"{value} {meaning}" for value, meaning in values.items()) + "."


def _of_module(module: ModuleType) -> str:
    return inspect.cleandoc(module.__doc__ or "")


def _record(record: type[msgspec.Struct]) -> str:
    base = record.__bases__[0]
    also = f" Has the fields of {base.__name__} too." if base in FIELDS else ""
    types = {
        name: kind for one in reversed(record.__mro__) for name, kind in vars(one).get("__annotations__", {}).items()
    }
    rows = [(f"`{name}`", _type(types[name]), meaning) for name, meaning in FIELDS[record].items()]
    text = re.sub(r"\s+", " ", inspect.getdoc(record) or "")
    return f"### {record.__name__}\n\n{text}{also}\n\n" + _table(("field", "type", "meaning"), rows)


def _type(annotation: str) -> str:
    """An annotation in words, closed lists and records linked."""
    if several := re.fullmatch(r"tuple\[(.+), \.\.\.\]", annotation):
        return "list of " + _type(several[1])
    return " or ".join(map(_one_type, annotation.split(" | ")))


def _one_type(name: str) -> str:
    if name in LISTS:
        return f"[{_heading(name).lower()}](#{_heading(name).lower().replace(' ', '-')})"
    if name in {record.__name__ for record in FIELDS}:
        return f"[{name}](#{name.lower()})"
    return {"Field": '"text" or "title"', "EventType": "[event type](#event-types)"}.get(name, TYPES.get(name, name))


def _actions() -> str:
    rows = [
        (
            f"`{a.name}`",
            a.definition,
            a.sub_event_type,
            a.plover.category + (f" / {a.plover.mode}" if a.plover.mode else ""),
            a.outcome or "",
        )
        for a in load_actions().values()
    ]
    return _table(("action", "definition", "ACLED", "PLOVER", "outcome"), rows)


def _cues(file: str, name: str) -> str:
    """How many phrases there are for each value, and the first of them."""
    phrases: dict[str, list[str]] = {value: [] for value in LISTS[name]}
    for row in read_table(LEXICON / "events" / file, ("words", "meaning", "scope")):
        if row.values["meaning"] in phrases:  # "none" only keeps a longer phrase from being read as a shorter one
            phrases[row.values["meaning"]].append(row.values["words"])
    rows = [
        (f"`{v}`", str(len(p)), ", ".join(dict.fromkeys(p[:: max(1, len(p) // 6)]))) for v, p in phrases.items() if p
    ]
    return _table((name.lower(), "phrases", f"such as ([{file}](../streams/lexicon/events/{file}))"), rows)


def _number(words: str) -> tuple[str, ...]:
    (number,) = find_numbers(read_document(f"Rebels killed {words} soldiers."))
    shown = ["open" if value is None else f"{value:,}" for value in (number.low, number.best, number.high)]
    return (words, *shown, f"`{number.method}`")


def _day(words: str) -> tuple[str, ...]:
    (when,) = find_dates(read_document(f"Rebels killed a soldier {words}."), WRITTEN)
    return (words, str(when.first_day), str(when.last_day), str(when.precision))


def _check() -> Iterator[str]:
    if not PAGE.exists() or PAGE.read_text("utf-8") != render_page():
        yield f"stale: {PAGE.name}; run `make docs`"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        problems = list(_check())
        sys.stderr.writelines(problem + "\n" for problem in problems)
        return 1 if problems else 0
    PAGE.write_text(render_page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
