"""The invented incidents of the samples, each told by two to five reports, against the answer key beside them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from schemas.article import parse_article
from schemas.coded import CodedArticle
from streams.coding.coder import load_coder
from streams.incidents.link import link
from streams.incidents.main_event import incident_ids_of, prominence_of
from streams.samples import render_samples

KEY = Path(__file__).parents[1] / "samples_expected.jsonl"


@pytest.fixture(scope="module")
def coded() -> list[CodedArticle]:
    coder = load_coder()
    return [coder.code(parse_article(raw)) for raw in render_samples(date(2026, 11, 22))]


def b_cubed(truth: Mapping[str, str], guess: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall, over articles, of the group that each was put in."""
    by_truth, by_guess = defaultdict(set), defaultdict(set)
    for one in truth:
        by_truth[truth[one]].add(one)
        by_guess[guess[one]].add(one)
    right = {one: len(by_truth[truth[one]] & by_guess[guess[one]]) for one in truth}
    precision = sum(right[one] / len(by_guess[guess[one]]) for one in truth) / len(truth)
    return precision, sum(right[one] / len(by_truth[truth[one]]) for one in truth) / len(truth)


def test_articles_are_grouped_by_the_incident_they_are_about(coded: list[CodedArticle]) -> None:
    truth: dict[str, str] = {}
    for line in KEY.read_bytes().splitlines():
        row = json.loads(line)
        told = [one["incident"] for one in row["events"] if one.get("incident") and not one["optional"]]
        truth[row["article_id"]] = told[0] if told else row["article_id"]
    incidents = link(coded)
    reports = Counter(incidents.values())
    guess = {}
    for one in coded:  # a later version of an article comes later
        ids = incident_ids_of([prominence_of(event) for event in one.events], incidents, reports)
        guess[one.article_id] = ids[0] if ids else one.article_id
    precision, recall = b_cubed(truth, guess)
    assert precision > 0.96
    assert recall > 0.93
    assert 2 * precision * recall / (precision + recall) >= 0.95


def test_batches_do_not_matter(coded: list[CodedArticle]) -> None:
    assert link(reversed(coded)) == link(coded + coded[::7])
