"""The gazetteer as compiled: what it knows, how fast it opens, and that building it is safe."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import DependencyError, LexiconError, UsageError
from streams.coding.gazetteer import Gazetteer, build_gazetteer, gazetteer_folder, import_dump, open_gazetteer, sources
from streams.coding.gazetteer import build as build_module
from streams.coding.gazetteer.names import key_of, readable, spellings, usable


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "lat", "lon", "country", "admin1"),
    [
        ("Fuqaha", 27.84, 16.36, "LY", "Al Jufrah"),
        ("Nofaliya", 30.78, 17.83, "LY", "Sirte"),
        ("An Nawfaliyah", 30.78, 17.83, "LY", "Sirte"),
        ("Nawfaliya", 30.78, 17.83, "LY", "Sirte"),
        ("Ras Lanuf", 30.50, 18.57, "LY", "Al Wahat"),
        ("Mabruk", 29.9, 17.3, "LY", "Sirte"),
        ("Deir ez-Zor", 35.34, 40.14, "SY", "Deir ez-Zor"),
        ("Dayr az Zawr", 35.34, 40.14, "SY", "Deir ez-Zor"),
        ("Deir Ezzor", 35.34, 40.14, "SY", "Deir ez-Zor"),
        ("Kobani", 36.89, 38.35, "SY", "Aleppo"),
        ("Marjah", 31.52, 64.12, "AF", "Helmand"),
        ("Bakhmut", 48.59, 38.0, "UA", "Donetsk"),
        ("Mocimboa da Praia", -11.35, 40.35, "MZ", "Cabo Delgado"),
        ("Bogota", 4.61, -74.08, "CO", "Bogota D.C."),
    ],
)
def test_names_in_several_spellings_lead_to_one_point(
    gazetteer: Gazetteer, name: str, lat: float, lon: float, country: str, admin1: str
) -> None:
    best = gazetteer.find(name)[0]
    assert best.country == country
    assert abs(best.lat - lat) < 0.2
    assert abs(best.lon - lon) < 0.2
    assert gazetteer.region_name(best.region) == admin1


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Libya", "country", "LY"),
        ("U.S.", "country", "US"),
        ("Al Jufrah", "admin1", "LY"),
        ("Wardak", "admin1", "AF"),
        ("Rapides Parish", "admin2", "US"),
        ("Donbas", "area", "UA"),
        ("Gulf of Aden", "water", ""),
        ("Gaza Strip", "admin1", "PS"),
        ("Rafah crossing", "facility", "EG"),
        ("Soviet Union", "country", "RU"),
    ],
)
def test_each_sort_of_feature_is_there(gazetteer: Gazetteer, name: str, feature: str, country: str) -> None:
    best = gazetteer.find(name)[0]
    assert (best.feature, best.country) == (feature, country)


def test_a_name_found_as_prefix_ends_where_a_word_ends(gazetteer: Gazetteer) -> None:
    names = [key for key, _ in gazetteer.prefixes("san salvador city hall ")]
    assert "san salvador " in names
    assert not any("san salvador city hall ".removeprefix(name)[:1].isspace() for name in names)
    assert gazetteer.prefixes("parisian ") == [] or all(
        key == "parisian " for key, _ in gazetteer.prefixes("parisian ")
    )


def test_a_made_up_spelling_ranks_below_a_written_one(gazetteer: Gazetteer) -> None:
    for name in ("Misrata", "Zawiya", "Raqqa"):
        kinds = [candidate.kind for candidate in gazetteer.find(name)]
        assert kinds
        assert 2 not in kinds or kinds[0] != 2


def test_demonyms_are_known_and_are_no_places_of_their_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.demonym("libyan") == "LY"
    assert all(candidate.country != "LY" for candidate in gazetteer.find("Libyan"))


def test_ids_of_places_are_distinct(gazetteer: Gazetteer) -> None:
    ids = {gazetteer.place_id(place) for place in range(0, 12_000)}
    assert len(ids) == 12_000


def test_opening_is_a_matter_of_milliseconds(gazetteer: Gazetteer) -> None:
    open_gazetteer()
    began = time.perf_counter()
    open_gazetteer()
    assert time.perf_counter() - began < 0.5  # 5 ms on an idle machine; tests share theirs


@given(st.text(alphabet="abcXYZéü'’- .7", max_size=40))
def test_keys_are_words_each_with_a_blank(name: str) -> None:
    key = key_of(name)
    if key is not None:
        assert key.endswith(" ")
        assert "  " not in key
        assert key_of(key) == key


@given(st.text(alphabet="abdeghiklmnoqrstuwyz ", min_size=3, max_size=24))
def test_spellings_are_new_and_are_keys(text: str) -> None:
    key = key_of(text)
    if key is not None:
        made = list(spellings(key))
        assert key not in made
        assert len(made) == len(set(made))


def test_codes_and_foreign_transliterations_are_not_names() -> None:
    assert not usable("SRX")
    assert not usable("su er te")
    assert not usable("Сирт")
    assert usable("Gasr Zaafran")
    assert usable("al-Hasakah")
    assert readable("Kandahār", "AF") == "Kandahar"
    assert readable("Bogotá", "CO") == "Bogotá"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder in which a build has three places to compile, besides the user's."""
    entry = sources.Entry

    def read(user_files: list[Path]) -> list[sources.Entry]:
        shipped = [
            entry("geonames:1", ["Sirte", "Surt"], 31.2, 16.6, "LY", "76", "city", 100_000, 5.0),
            entry("geonames:2", ["Paris"], 48.9, 2.3, "FR", "11", "city", 2_000_000, 6.3),
            entry("geonames:3", ["Paris"], 33.7, -95.6, "US", "TX", "town", 25_000, 4.4),
        ]
        return [*shipped, *(e for path in user_files for e in sources._read_user_file(path))]

    monkeypatch.setattr(build_module, "read_entries", read)
    return tmp_path


def test_builds_at_once_both_succeed_and_leave_one_folder(small: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: build_gazetteer(small), range(4)))
    assert len(folders) == 1
    assert [path for path in small.iterdir() if path.name.startswith(".")] == []
    assert open_gazetteer(small).find("Paris")[0].country == "FR"


def test_a_damaged_cache_says_what_to_delete(small: Path) -> None:
    folder = build_gazetteer(small)
    (folder / "names.marisa").write_bytes(b"not a trie")
    with pytest.raises(DependencyError, match="delete the folder"):
        open_gazetteer(small)


def test_a_cache_that_cannot_be_written_names_the_option(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(DependencyError, match="SITREP_CACHE"):
        build_gazetteer(blocked)


def _dump_line(number: int, name: str, code: str, population: int = 0, alternates: str = "") -> str:
    fields = [
        str(number),
        name,
        name,
        alternates,
        "31.5",
        "16.5",
        "P",
        code,
        "LY",
        "",
        "76",
        "",
        "",
        "",
        str(population),
    ]
    return "\t".join([*fields, "", "", "Africa/Tripoli", "2020-01-01"])


def test_a_dump_is_merged_into_the_next_build(small: Path, tmp_path: Path) -> None:
    before = gazetteer_folder(small)
    dump = tmp_path / "LY.txt"
    lines = [_dump_line(10, "Qabr Hudayfah", "PPL", 40, "Gabr Hudeifa,QBR"), _dump_line(11, "A pipe", "PIPO")]
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert import_dump(dump, small) == 1
    assert gazetteer_folder(small) != before
    found = open_gazetteer(small).find("Gabr Hudeifa")
    assert [(c.country, c.region, c.feature) for c in found] == [("LY", "LY.76", "village")]


def test_a_file_that_is_no_dump_is_named_with_its_line(tmp_path: Path) -> None:
    dump = tmp_path / "LY.txt"
    dump.write_text(_dump_line(10, "X", "PPL") + "\nnot a dump\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"LY\.txt:2"):
        import_dump(dump, tmp_path)
    with pytest.raises(UsageError, match="no GeoNames dump"):
        import_dump(tmp_path / "absent.txt", tmp_path)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("X\tLY\tNowhere\tvillage\t30\t17\t\t", "no region 'Nowhere'"),
        ("X\tLY\tSirte\thamlet\t30\t17\t\t", "no such feature"),
        ("X\tLY\tSirte\tvillage\t300\t17\t\t", "no point on Earth"),
        ("X\tLY\tSirte\tvillage\tnorth\t17\t\t", "are numbers"),
    ],
)
def test_a_wrong_line_of_the_curated_places_is_named(
    row: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = sources.read_regions()
    header = "\t".join(sources.CURATED_COLUMNS)
    (tmp_path / "curated_test.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(sources, "PLACES", tmp_path)
    with pytest.raises(LexiconError, match=problem):
        list(sources._read_curated(regions))
