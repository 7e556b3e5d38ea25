from __future__ import annotations

import pytest

from streams.incidents.words import RAREST, rarity, shared_rarity, shingles_of, words_of


def test_words_are_folded_without_possessives() -> None:
    assert words_of("The Mayor’s 1,200 troops (Kalumbe's)") == ["the", "mayor", "1,200", "troops", "kalumbe"]


@pytest.mark.parametrize(("common", "rare"), [("the", "police"), ("police", "mortar"), ("2024", "16"), ("16", "3500")])
def test_a_rare_word_says_more(common: str, rare: str) -> None:
    assert rarity(common) < rarity(rare)


def test_a_word_that_is_not_listed_is_rarest() -> None:
    assert rarity("kalumbe") == RAREST
    assert rarity("a") == 0


def test_shared_rarity_is_the_same_both_ways() -> None:
    one, other = {"kalumbe": 11, "miller": 9, "grain": 8}, {"kalumbe": 11, "grain": 8}
    assert shared_rarity(one, other) == shared_rarity(other, one) == 19


def test_copies_share_their_runs_of_words() -> None:
    words = words_of("Raiders burned the grain store of Kalumbe on Monday")
    assert len(shingles_of(words)) == 5
    assert shingles_of(words) <= shingles_of(["update", *words])
    assert not shingles_of(words[:4])
