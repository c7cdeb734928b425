"""Bytes of unknown encoding into text."""

import re

from msgspec import Struct

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
OFFERED = (
    "utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
    "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman",
)  # fmt: skip
_GUESSED = [name for name in OFFERED if not name.startswith(("utf", "mac"))]
_SAMPLE = 64 * 1024
_RUN = re.compile(rb"[\x80-\xff]+")


class Decoded(Struct, frozen=True):
    """Text with the encoding it was taken for; ``sure`` is False where signs had to be replaced."""

    text: str
    encoding: str
    sure: bool = True


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of ``data``; in ``encoding`` when one is given. Never fails."""
    if encoding:
        try:
            return Decoded(_clean(data.decode(encoding)), encoding)
        except (UnicodeDecodeError, LookupError):
            known = encoding in OFFERED
            return Decoded(_clean(data.decode(encoding if known else "utf-8", "replace")), encoding, False)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name) or Decoded(_clean(data.decode(name, "replace")), name, False)
    if (wide := _wide(data)) and (found := _strict(data, wide)):
        return found
    if found := _strict(data, "utf-8"):
        return found
    for name in (_guess(data), "cp1252"):
        if name and (found := _strict(data, name)):
            return found
    return Decoded(_clean(data.decode("cp1252", "replace")), "cp1252", False)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(_clean(data.decode(encoding)), encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _guess(data: bytes) -> str:
    """The most likely encoding of one byte or two; text of the West is told by its lonely signs."""
    first = _RUN.search(data)
    if first is None:
        return ""
    start = max(0, first.start() - 200)
    sample = data[start : start + _SAMPLE]
    runs = [match[0] for match in _RUN.finditer(sample)]
    lonely = sum(1 for run in runs if len(run) == 1)
    if chinese := _chinese(sample, runs):
        return chinese
    if lonely >= 0.5 * len(runs) and _western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSED).best()
    return best.encoding if best else ""


def _western(sample: bytes) -> bool:
    """Whether its signs are those of Western languages and not, say, Polish."""
    common = set("äöüßÄÖÜéèêëàâáåæøñóòôõúùûíìîïçœÉÈÀÁÇØÅÑÓÚÍ‘’“”„«»–—…§°£€¡¿")
    signs = [sign for sign in sample.decode("cp1252", "replace") if ord(sign) > 127]
    return sum(1 for sign in signs if sign in common) >= 0.9 * len(signs)


def _chinese(sample: bytes, runs: list[bytes]) -> str:
    """GB18030 when nearly all pairs are common simplified signs (the first level of GB 2312) or marks."""
    pairs = common = 0
    for run in runs:
        for at in range(0, len(run) - 1, 2):
            pairs += 1
            common += 0xB0 <= run[at] <= 0xD7 or run[at] in (0xA1, 0xA3)
    odd = sum(1 for run in runs if len(run) % 2)
    if pairs and common >= 0.9 * pairs and odd <= 0.1 * len(runs):
        text = sample.decode("gb18030", "ignore")
        signs = [sign for sign in text if ord(sign) > 127]
        frequent = sum(1 for sign in signs if sign in _FREQUENT)
        return "gb18030" if frequent >= 0.1 * len(signs) else ""
    return ""


_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之，。、？！：“”"
)


def _clean(text: str) -> str:
    """Line ends of one kind, no NUL, no mark of byte order, nothing that cannot be stored."""
    text = text.removeprefix("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")
