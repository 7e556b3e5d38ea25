"""What the README says can be typed works: its article, its SQL, its commands and its links."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from schemas.article import parse_article
from streams.ask import ask
from streams.cli import COMMANDS
from streams.warehouse.lake import locate, open_lake
from streams.warehouse.writer import Batch, Writer
from tests.builders import build_pair

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("warehouse")
    with open_lake(locate(folder)) as lake:
        Writer(lake).write(Batch([build_pair("a1")]))
    return str(folder)


def test_the_article_of_the_readme_is_one() -> None:
    (body,) = re.findall(r"-d '(\{.*?\})'", README, re.DOTALL)
    assert parse_article(body).published_at is not None
    assert set(json.loads(body)) < {"text", "article_id", "title", "url", "source", "published_at", "language"}


@pytest.mark.parametrize("sql", re.findall(r'sitrep sql "([^"]+)"', README))
def test_the_sql_of_the_readme_runs(sql: str, warehouse: str) -> None:
    with ask(warehouse, sql) as rows:
        assert rows.read_all().num_rows > 0


def test_the_plain_duckdb_query_runs(warehouse: str) -> None:
    (sql,) = re.findall(r"USE lake;\s+(SELECT .*?)\"", README, re.DOTALL)
    with ask(warehouse, sql) as rows:
        assert rows.read_all().num_rows > 0


def test_the_commands_exist() -> None:
    for page in PAGES:
        for name in re.findall(r"(?:^|`)sitrep ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert name in COMMANDS, f"{page.name} names `sitrep {name}`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make ([a-z]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
