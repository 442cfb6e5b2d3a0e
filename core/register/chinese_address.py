"""A Chinese address as it was typed, made plain: clutter off, numbers and bodies written one way, near-words understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Optional

from ..schema import read_resource

_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{4}-\d{1,2}-\d{1,2})(?!\d)")
_CONTACT = re.compile(r"[;,。(\s]*(?:联系|电话|手机|负责人|管理员)[^()]*")
_LABEL = re.compile(
    r"^(?:(?:详细|具体|所在|基站)?(?:地址|位置|地点|站址)[:]|(?:\d{1,3}|[一二三四五六七八九十]+)[、.)]\s*(?=\D))"
)
_LATIN = re.compile(r"No\.?\s*\d+|[A-Za-z](?:[A-Za-z.'’\- ]*[A-Za-z.'’\-])?-?\d*", re.IGNORECASE)
_HIGHWAY = re.compile(r"[GSXYC]\d{2,4}", re.IGNORECASE)
_LISTED = re.compile(r"(?<=[\d一二三四五六七八九十])[\s/,.、;和及与至到~]+(?=[\d一二三四五六七八九十])")
_GAPS = re.compile(r"[\s/|,。.;:、_~\"'“”‘’《》<>]+")
_NUMBER = r"(?:\d+|[A-Z])"
_ASIDE_NUMBER = re.compile(rf"第?(?:[〇零一二三四五六七八九十]+|{_NUMBER})(?:号楼|栋|幢|座|#楼?|号)")
_COUNTED = re.compile(r"(?<!-)[〇零一二三四五六七八九十百]+(?=号|栋|幢|座|#|单元|层|室)(?!-)")
_BUILDING = re.compile(rf"第?({_NUMBER})(?:号楼|#楼|#|栋楼?|幢楼?|座)")
_STREET_NUMBER = re.compile(r"((?:路|街|道|巷)\d+)栋$")
_INSIDE = re.compile(
    r"(?:(?<=[栋号])|(?<=单元))(?:\d+|[A-Z])(?:单元|层|楼|室|房)$|(?:\d+|[A-Z])(?:单元|层|室|房)$|\d+[层楼]$|\d+根$"
)
_AWAY = re.compile(
    r"(?:[往向以朝][东西南北]{1,2}|[东西南北]{1,2}[面侧边方向]*)?(?:方向)?(?:大?约)?(\d+(?:\.\d+)?)(米|公里|千米|里|[mM]|[kK][mM])(?:处|左右|远|外)*$"
)  # fmt: skip
_TOWARDS = re.compile(r"[往向以朝][东西南北]{1,2}(?:方向|面|边|侧)?$")
_METRES = {"米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "里": 500}
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


LONGEST = 200  # what is longer is no address


@cache
def words() -> dict[str, Any]:
    """The words of resources/addresses/words.yaml; lists longest first."""
    entry = read_resource("addresses", "words.yaml")
    lists = {key: text.split() for key, text in entry.items() if isinstance(text, str)}
    entry.update({key: sorted(found, key=len, reverse=True) for key, found in lists.items()})
    entry["ends"] = {kind: text.split() for kind, text in entry["ends"].items()}
    entry["same"] = [(re.compile(pattern), word) for pattern, word in entry["same"]]
    entry["simple"] = str.maketrans({pair[0]: pair[1] for pair in lists["traditional"]})
    return entry


@dataclass(frozen=True)
class Address:
    """What a text says: `core` is the thing named, the rest how its place stands to it.

    `near`: beside the thing, `away_m` from it where said. `between`: of two things.
    `inside`, `pole`: a part of it (楼顶, 2单元) or a pole was said. `former`: names in brackets (原…, 现…).
    """

    text: str
    core: str = ""
    near: bool = False
    away_m: Optional[float] = None
    between: bool = False
    inside: bool = False
    pole: bool = False
    former: tuple[str, ...] = ()


def clean(text: object) -> tuple[str, tuple[str, ...]]:
    """The text in simple characters of plain width, without contacts, foreign words, labels and asides; former names."""
    if text is None or text != text or len(str(text)) > LONGEST:
        return "", ()
    plain = unicodedata.normalize("NFKC", str(text)).translate(words()["simple"]).strip()
    plain = plain.translate(str.maketrans("【】〔〕[]{}「」—–－", "()()()()()---"))
    plain = _CONTACT.sub("", _PHONE.sub("", plain))
    former: list[str] = []

    def aside(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if _ASIDE_NUMBER.fullmatch(inner):
            return inner
        word = next((w for w in words()["former"] if inner.startswith(w) and len(inner) > len(w) + 1), "")
        former.extend([inner[len(word) :].lstrip(":为")] if word else [])
        return ""

    plain = re.sub(r"\(([^()]*)\)?", aside, plain).replace(")", "").strip()
    plain = _LABEL.sub("", _LABEL.sub("", plain))
    plain = _LISTED.sub("-", plain)  # 1、2栋 is not 12栋
    plain = _LATIN.sub(lambda m: m[0] if _is_number(m, plain) else "", plain)
    plain = _GAPS.sub("", plain).upper().rstrip("-·+").lstrip("-·#+")
    return ("" if plain in words()["nothing"] or not re.search(r"[^\W\d_]", plain) else plain), tuple(former)


def _is_number(match: re.Match[str], text: str) -> bool:
    after = text[match.end() : match.end() + 1]
    if match[0].strip().lower() in _METRES and text[match.start() - 1 : match.start()].isdigit():
        return True
    return bool(_HIGHWAY.fullmatch(match[0].strip())) or (len(match[0]) == 1 and after in tuple("栋幢座楼区#号单"))


def one_way(name: str) -> str:
    """Numbers, committees and governments written one way: 三号楼, 3#, 3幢 are 3栋; 村民委员会, 村部 are 村委会."""
    name = _COUNTED.sub(lambda m: str(_counted(m[0])), name)
    name = _STREET_NUMBER.sub(r"\1号", _BUILDING.sub(r"\1栋", name))
    for pattern, word in words()["same"]:
        name = pattern.sub(word, name)
    return name


def _counted(word: str) -> int:
    if not set(word) & set("十百"):
        return int("".join(str(_DIGIT[c]) for c in word))
    total, digit = 0, 0
    for c in word:
        if c in "十百":
            total, digit = total + (digit or 1) * (10 if c == "十" else 100), 0
        else:
            digit = _DIGIT[c]
    return total + digit


def trimmed(core: str) -> tuple[str, bool, bool]:
    """The core without what stays within the thing (楼顶, 2单元) and without poles; whether either was said."""
    inside = pole = False
    while core:
        shorter = _INSIDE.sub("", core)
        if shorter == core:
            found = _tail().search(core)
            if not found:
                break
            shorter = core[: found.start()]
            # a mast on a roof is on the building, a lamp pole beside it
            pole = pole or (found[0] in words()["poles"] and not inside)
            inside = inside or found[0] not in words()["poles"]
        else:
            inside = True
        core = shorter.rstrip("-")
    return core, inside, pole


@cache
def _tail() -> re.Pattern[str]:
    every = sorted((set(words()["within"]) | set(words()["poles"])) - {"楼"}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(every)}|(?<![号\d#A-Z])楼)$")


@cache
def _near() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words()['near'])})|村[口头尾](?=$|[处的旁大])")


def _is_doubtful(text: str) -> bool:
    """Whether brackets or foreign words say that the place is beside or no longer there."""
    asides = [a for a in re.findall(r"[(【〔\[]([^()【】〔〕\[\]]*)", text) if not _CONTACT.match(a)]
    latin = {word.lower() for word in re.findall("[A-Za-z]+", text)}
    return bool(latin & set(words()["foreign_near"])) or any(w in a for a in asides for w in words()["doubtful"])


def read_address(text: object) -> Address:
    """The address in its parts; an empty core where it names nothing below the township, or nothing at all."""
    plain, former = clean(text)
    if not plain:
        return Address("", former=former)
    core, inside, pole = trimmed(plain)
    away, near, between = None, False, False
    found = re.search(r"(.*?)(?:之间|中间|交界处?|交汇处?)", core)
    if found:
        between, core = True, found[1]
    found = _AWAY.search(core)
    if found and core[: found.start()]:
        near, away, core = True, float(found[1]) * _METRES[found[2].lower()], core[: found.start()]
        core = _TOWARDS.sub("", core)
    near = near or _is_doubtful(unicodedata.normalize("NFKC", str(text)))
    if not inside:
        pole = pole or any(word in str(text) for word in words()["poles"][:-1])
    cut = _near().search(core)
    if cut:
        near, core = True, core[: cut.start()]
        core = trimmed(core)[0]
    elif near:
        core = trimmed(core)[0]
    return Address(plain, core, near, away, between, inside, pole, former)
