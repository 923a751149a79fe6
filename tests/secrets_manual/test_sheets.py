"""What is published of counts never gives away one to four customers."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from secrets_manual.rules.sheets import FEWEST, REST, Band, band_of, parts_of, trend_of

FEW = set(range(1, FEWEST))
SEGMENTS = ("a", "b", "c", "d", "e", "f")
counts_of = st.dictionaries(st.sampled_from(SEGMENTS), st.integers(0, 23), max_size=6)
Published = tuple[Band | None, tuple[tuple[str, Band], ...]]


def published(counts: Mapping[str, int]) -> Published:
    """Give all that a reader learns of one cut: the whole, and each part."""
    whole = band_of(sum(counts.values()))
    if whole is None:
        return None, ()
    return whole, tuple((part.segment, part.band) for part in parts_of(counts))


@given(counts_of)
def test_no_cell_below_five_is_shown_and_nothing_is_left_over(counts: dict[str, int]) -> None:
    whole, parts = published(counts)
    if whole is None or not parts:
        return
    named = {segment: band for segment, band in parts if segment != REST}
    rest = sum(count for segment, count in counts.items() if segment not in named)
    assert all(counts[segment] >= FEWEST for segment in named)
    assert all(band.low <= counts[segment] <= band.high for segment, band in named.items())
    assert dict(parts).get(REST) == (band_of(rest) if len(named) < len(counts) else None)


def test_whoever_knows_the_rules_and_tries_every_world_cannot_tell_one_to_four() -> None:
    most = 29
    worlds: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for world in itertools.product(range(most + 1), repeat=3):
        if sum(world) <= most:
            worlds[published(dict(zip(SEGMENTS, world, strict=False)))].append(world)
    assert any(parts for _whole, parts in worlds)
    for seen, possible in worlds.items():
        for size in range(1, 4):
            for chosen in itertools.combinations(range(3), size):
                could_be = {sum(world[place] for place in chosen) for world in possible}
                assert not could_be <= FEW, (seen, chosen)


def _unions(parts: Published) -> Iterable[tuple[int, int]]:
    """Give what can be concluded of every union of parts, as its least and most."""
    whole, bands = parts[0], [band for _segment, band in parts[1]]
    assert whole is not None
    low, high = sum(band.low for band in bands), sum(band.high for band in bands)
    yield max(whole.low, low), min(whole.high, high)
    for size in range(1, len(bands)):
        for chosen in itertools.combinations(bands, size):
            least, most = sum(band.low for band in chosen), sum(band.high for band in chosen)
            yield max(least, whole.low - (high - most)), min(most, whole.high - (low - least))


@settings(max_examples=300)
@given(st.lists(counts_of, min_size=1, max_size=4))
def test_whatever_is_added_up_stays_five_values_wide_and_so_differences_nine(
    cuts: list[dict[str, int]],
) -> None:
    """Two figures each five values wide differ by none or by more than four, for all one knows.

    So neither the whole minus cells, nor two nights or quarters, nor a theme and its kind taken
    from each other, can give one to four. Several cuts of the same customers bind each other
    only through their whole, and no cut makes that narrower.
    """
    size = max(sum(counts.values()) for counts in cuts)
    for counts in cuts:
        # Each cut parts the same customers: what a cut leaves out is a segment of its own.
        sheet = published(counts | {"g": size - sum(counts.values())})
        if sheet[0] is None or not sheet[1]:
            continue
        concluded = list(_unions(sheet))
        assert concluded[0] == (sheet[0].low, sheet[0].high)
        for least, most in concluded:
            assert least >= FEWEST
            assert most - least >= FEWEST - 1


def test_a_small_segment_takes_the_smallest_of_the_others_along() -> None:
    parts = parts_of({"hospital": 21, "clinic": 6, "practice": 2})
    assert [(part.segment, part.band) for part in parts] == [
        ("hospital", Band(20, 24)),
        (REST, Band(5, 9)),
    ]
    assert parts_of({"hospital": 21, "practice": 2}) == []
    assert parts_of({"one": 3, "two": 4}) == []


def test_a_trend_needs_both_quarters() -> None:
    assert trend_of(parts_of({"now": 12, "before": 6, "earlier": 9}), "now", "before") == "more"
    assert trend_of(parts_of({"now": 6, "before": 12, "earlier": 9}), "now", "before") == "fewer"
    assert trend_of(parts_of({"now": 6, "before": 9, "earlier": 9}), "now", "before") == "same"
    assert trend_of(parts_of({"now": 3, "before": 12, "earlier": 9}), "now", "before") == ""
