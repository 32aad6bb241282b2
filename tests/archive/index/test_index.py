import pytest

from onrecord.archive.index import Index, IndexFault
from onrecord.archive.index.words import split

TEXTS = [
    "The harbour council of Belmora voted to widen the northern pier before winter.",
    "Cafe\u0301 owners in Zirma asked for a soft\u00adhyphen rule. 𝔘nder protest!",
    "全国人民代表大会通过了新的法律。",
    "",
    "word " * 500,
]


def test_offsets_are_code_points_on_both_planes(tmp_path):
    index = Index(tmp_path)
    assert index.add(enumerate(TEXTS)) == 5
    found = []
    for segment in index.segments:
        for d, number in enumerate(segment.columns.number):
            start, length = segment.places(d)
            found += [(int(number), TEXTS[number][a : a + n]) for a, n in zip(start, length, strict=True)]
    assert (0, "Belmora") in found
    assert (1, "Cafe\u0301") in found or (1, "Cafe") in found
    assert (1, "soft\u00adhyphen") in found
    assert (1, "𝔘nder") in found
    assert (2, "全国") in found
    assert (2, "国人") in found


def test_marks_and_ligatures_make_no_difference():
    words = split(["Cafe\u0301 Café soft\u00adhyphen softhyphen ﬁne fine שָׁלוֹם שלום"]).word.tolist()
    assert words[0::2] == words[1::2]


def test_removed_texts_go_and_a_merge_gives_the_same_bytes_whatever_the_order(tmp_path):
    one, two = Index(tmp_path / "one"), Index(tmp_path / "two")
    one.add(enumerate(TEXTS))
    for number in (4, 2, 0, 3, 1):
        two.add([(number, TEXTS[number])])
    for index in (one, two):
        index.remove([3])
        assert set(index.numbers()) == {0, 1, 2, 4}
        index.merge()
        assert set(index.numbers()) == {0, 1, 2, 4}
    names = [[segment.path.read_bytes() for segment in index.segments] for index in (one, two)]
    assert names[0] == names[1]


def test_a_flipped_byte_is_named_and_a_cut_file_cannot_be_opened(tmp_path):
    index = Index(tmp_path)
    index.add(enumerate(TEXTS))
    assert index.verify() == []
    path = index.segments[0].path
    data = bytearray(path.read_bytes())
    data[-200] ^= 255
    path.write_bytes(bytes(data))
    assert any(path.name in line for line in Index(tmp_path).verify())
    path.write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(IndexFault, match="rebuild"):
        _ = Index(tmp_path).segments
