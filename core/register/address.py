"""Addresses of registers: only https is asked, and no password or token of one is ever shown."""

from __future__ import annotations

import base64
import re
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from ..errors import N_, CoreError

MAX_CHARACTERS = 8_000
HIDDEN = "***"
_SECRET = re.compile(
    r"token|key$|secret|pass(word|wd)?$|pwd$|sig(n(ature)?)?$|auth|credential|session|ticket|user(name)?$"
    r"|^(ak|sk|tk|code|login|account)$",
    re.IGNORECASE,
)


def checked(address: str) -> str:
    """The address without its fragment; CoreError when it is none or not https."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        known = bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError:
        raise CoreError(N_("The address cannot be read. It begins with https:// and names a host.")) from None
    if parts.scheme.lower() != "https":
        text = N_(
            "'{address}' is not an https address. A register is fetched over https only, with certificate checks."
        )
        raise CoreError(text, address=masked(address))
    if not known or len(address) > MAX_CHARACTERS or re.search(r"[\s\\\x00-\x1f]", address):
        raise CoreError(N_("The address cannot be read. It begins with https:// and names a host."))
    return urlunsplit(parts._replace(fragment=""))


def masked(address: str) -> str:
    """The address as it may be shown and kept: without user, password, tokens and fragment."""
    try:
        parts = urlsplit(address.strip())
        if not parts.netloc and re.search(r"[@=]", address):
            return HIDDEN  # not read as an address: who knows which part of it is the password
        _, at, host = parts.netloc.rpartition("@")
        query = "&".join(_masked_pair(pair) for pair in parts.query.split("&")) if parts.query else ""
        return urlunsplit((parts.scheme, f"{HIDDEN}@{host}" if at else host, parts.path, query, ""))
    except ValueError:
        return HIDDEN


def _masked_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={HIDDEN}" if equals and _SECRET.search(name) else pair


def has_secret(address: str) -> bool:
    """Whether the address carries what `masked` hides."""
    return HIDDEN in masked(address)


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


def same_server(one: str, other: str) -> bool:
    """Whether two https addresses go to the same host and port: only there credentials are sent."""
    return _server(urlsplit(one)) == _server(urlsplit(other))


def _server(parts: SplitResult) -> tuple[str, int]:
    return (parts.hostname or "").lower(), parts.port or 443


def query_of(address: str) -> dict[str, str]:
    """The query's parameters; names in lower case, since services do not tell cases apart."""
    return {name.lower(): value for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True)}


def with_query(address: str, /, **wanted: Any) -> str:
    """The address with these parameters set, replacing those of the same name in any case; None removes one."""
    parts = urlsplit(address)
    names = {name.lower() for name in wanted}
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0].lower() not in names]
    pairs += [(name, str(value)) for name, value in wanted.items() if value is not None]
    return urlunsplit(parts._replace(query=urlencode(pairs, quote_via=quote, safe=":/,*")))


def with_path(address: str, path: str) -> str:
    """The same server and query, another path."""
    return urlunsplit(urlsplit(address)._replace(path=path))


def without_user(address: str) -> tuple[str, dict[str, str]]:
    """The address without user and password, and the header that says them instead: redirects must not carry them."""
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address, {}
    said = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": "Basic " + base64.b64encode(said).decode("ascii")}
