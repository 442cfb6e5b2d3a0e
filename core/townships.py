"""How a township is written: with and without 镇, 乡, 街道, with a county before it."""

from __future__ import annotations

import re

_FORMS: dict[str, frozenset[str]] = {}
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_SUFFIX = re.compile(rf"(?:街道办事处|街道办|办事处|街道|(?:(?:{_PEOPLES})族)+(?:自治)?乡|民族乡|镇|乡|苏木)$")
_COUNTY = re.compile(r"^.{2,}?[省市县区旗](?=.{2,})")


def township_forms(name: object) -> frozenset[str]:
    """The forms under which a township may be written: with and without 镇, 乡, 街道, and a county before it."""
    text = re.sub(r"\s+", "", str(name))
    if text not in _FORMS:
        spellings, rest = {text}, text
        while _COUNTY.match(rest):
            rest = _COUNTY.sub("", rest, count=1)
            spellings.add(rest)
        _FORMS[text] = frozenset(_SUFFIX.sub("", s) or s for s in spellings)
    return _FORMS[text]
