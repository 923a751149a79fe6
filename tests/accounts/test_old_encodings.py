"""Old encodings of short lists of names: whose letters come out says which one it was."""

from pathlib import Path

import pytest

from accounts.formats import read_rows
from accounts.formats.alphabets import codec_by_letters

LISTS = {
    "cp1252": ["Jürgen Groß", "André Lefèvre", "José Núñez", "Søren Ørsted", "João Simões",
               "Åsa Öberg", "Zoë Ríos, François Benoît", "Þóra Guðrúnardóttir"],
    "cp1250": ["Łukasz Wiśniewski", "Jiří Dvořák", "Zdeňka Růžičková", "Ľubomír Šťastný",
               "Győző Szűcs, Örs Kövér", "Ştefan Brăila", "Đorđe Kovačević"],
    "cp1254": ["Çağrı Yılmaz", "Ayşe Gündoğdu", "İbrahim Işık"],
    "cp1251": ["Пётр Щербаков", "Юлія Їжакевич", "Ђорђе Његош"],
    "koi8_u": ["Мария Кузнецова, Игорь Журавлёв"],
    "iso8859_5": ["Мария Кузнецова, Игорь Журавлёв"],
    "cp1253": ["Γιώργος Παπαδόπουλος, Μαρία Καζαντζή"],
    "cp1255": ["נועה לוי, יוסף כהן"],
    "cp1256": ["محمد الحسن, فاطمة يوسف"],
    "mac_roman": ["Clément Lefèvre, Gaëlle Benoît", "Jürgen Weiß, Jörg Schäfer"],
    "cp852": ["Győző Szűcs, Béla Kövér, Ágnes Fülöp"],
    "cp932": ["佐藤 葵", "カタカナ株式会社 陽翔"],
    "gb18030": ["王梓涵, 李沐宸, 张语汐"],
    "big5": ["陳怡君, 林志明, 黃淑芬"],
    "euc_kr": ["김서연, 이도윤, 박지우"],
}  # fmt: skip


@pytest.mark.parametrize("codec", LISTS)
def test_a_handful_of_names_tells_its_encoding(codec: str, tmp_path: Path) -> None:
    for names in LISTS[codec]:
        written = f"Name,Email\r\n{names.replace(', ', chr(10))}\r\n".encode(codec)
        assert codec_by_letters(written) == codec, names
    file = tmp_path / "names.csv"
    file.write_bytes("\n".join(["Name", *LISTS[codec][0].split(", ")]).encode(codec))
    read = [next(iter(row.values.values())) for row in read_rows(file)]  # type: ignore[union-attr]
    assert read == LISTS[codec][0].split(", ")
