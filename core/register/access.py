"""How the network may be reached, and what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union


@dataclass(frozen=True)
class Limits:
    """What a fetch may cost. total_s: all of it, waits too; silence_s: no byte for so long; attempts: per question."""

    size: int = 100_000_000
    total_s: float = 600.0
    connect_s: float = 10.0
    silence_s: float = 30.0
    attempts: int = 5
    backoff_s: float = 1.0
    retry_after_s: float = 60.0
    redirects: int = 5
    pages: int = 10_000


@dataclass(frozen=True)
class Access:
    """How the user's QGIS reaches the network. Nothing of it is logged.

    headers: sent to the address's own server only. proxies: {"https": "http://host:port"}; no_proxy: beginnings of
    addresses, or hosts, that are reached directly. verify: True, or the path of a file of trusted certificates; the
    check itself cannot be switched off.
    """

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    no_proxy: tuple[str, ...] = ()
    verify: Union[bool, str] = True
    agent: str = "Fengsui"

    def __post_init__(self) -> None:
        if self.verify is not True and not (isinstance(self.verify, str) and self.verify):
            raise ValueError("certificates are always checked")
