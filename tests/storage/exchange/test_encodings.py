"""Bytes of the encodings that writers' old files have become the right letters."""

import pytest

from studio.storage.exchange.encodings import OFFERED, decode

ENGLISH = "“I don’t know,” she said — and the café’s door closed."
GERMAN = "Über die Brücke ging ein großer Mann, der müßig war und schöne Lieder hörte."
CHINESE = "他站在门口，看着外面的雨。“你来了，”她说，“我等了你很久。”他没有说话，只是把伞放在了地上。" * 3
RUSSIAN = "Он стоял у двери и смотрел на дождь. Она сказала, что ждала его очень долго, и замолчала." * 3
POLISH = (
    "Stał przy drzwiach i patrzył na deszcz. Powiedziała, że czekała na niego bardzo długo, więc usiadł." * 3
)
JAPANESE = "彼はドアのところに立って、雨を見ていた。彼女は長い間待っていたと言った。そして黙った。" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8-sig"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "cp1252", "cp1252"),
        (GERMAN, "cp1252", "cp1252"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "utf-16", "utf-16"),
        (RUSSIAN, "cp1251", "cp1251"),
        (POLISH, "cp1250", "cp1250"),
        (JAPANESE, "shift_jis", "shift_jis"),
    ],
)
def test_the_encoding_is_found_out(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.sure) == (text, True)
    assert decoded.encoding in (name, "cp932")


def test_the_users_choice_is_kept_even_where_it_does_not_fit() -> None:
    decoded = decode("Grüße".encode("cp1252"), "utf-8")
    assert not decoded.sure and decoded.text.startswith("Gr") and decoded.encoding == "utf-8"


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, bytes(range(256)), b"\xff\xfe\xff", b"\xfe\xff\xd8\x00"])
def test_any_bytes_are_text_that_can_be_stored(data: bytes) -> None:
    text = decode(data).text
    assert "\x00" not in text and "\r" not in text
    text.encode("utf-8")


def test_every_offered_encoding_exists() -> None:
    for name in OFFERED:
        assert decode(b"abc ", name).encoding == name
