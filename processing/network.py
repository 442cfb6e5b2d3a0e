"""What QGIS knows of the network, as plain values: proxy, authentication store, trusted certificates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery, QNetworkRequest

from ..core.errors import N_, CoreError

_SCHEMES = {"HttpProxy": "http", "HttpCachingProxy": "http", "Socks5Proxy": "socks5h"}
_FOUND = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.HttpCachingProxy: "http",
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
}


@dataclass(frozen=True)
class Reach:
    """headers: those of the authentication configuration; proxies, no_proxy: as in core's Access; authorities: the
    certificates that QGIS trusts, as PEM, empty where it cannot say. None of it is shown or recorded."""

    headers: dict[str, str] = field(default_factory=dict, repr=False)
    proxies: dict[str, str] = field(default_factory=dict, repr=False)
    no_proxy: tuple[str, ...] = ()
    authorities: bytes = b""


def reach(url: str, authcfg: str) -> Reach:
    """How QGIS would reach `url`. To be called on the main thread: the store may ask for the master password.

    CoreError where the store has no such configuration, or one that sends no header.
    """
    headers = _headers(url, authcfg) if authcfg else {}
    return Reach(headers, _proxies(url), _excluded(), _authorities())


def _headers(url: str, authcfg: str) -> dict[str, str]:
    store = QgsApplication.authManager()
    if store.isDisabled() or authcfg not in store.configIds():
        text = N_("The authentication store has no configuration '{authcfg}'.")
        raise CoreError(text, authcfg=authcfg)
    done, request = store.updateNetworkRequest(QNetworkRequest(QUrl(url)), authcfg)
    names = [bytes(name) for name in request.rawHeaderList()] if done else []
    headers = {name.decode("latin-1"): bytes(request.rawHeader(name)).decode("latin-1") for name in names}
    if not headers:
        text = N_(
            "The authentication configuration '{authcfg}' cannot be used for fetching: its method sends no header. "
            "Basic, API header and token methods do."
        )
        raise CoreError(text, authcfg=authcfg)
    return headers


def _proxies(url: str) -> dict[str, str]:
    settings = QgsSettings()
    if not settings.value("proxy/proxyEnabled", False, type=bool):
        return {}
    kind = settings.value("proxy/proxyType", "") or ""
    if kind == "DefaultProxy":
        found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url)))
        proxy = found[0] if found else QNetworkProxy()
        return _proxy(_FOUND.get(proxy.type()), proxy)
    proxy = QNetworkProxy()
    proxy.setHostName(settings.value("proxy/proxyHost", "") or "")
    proxy.setPort(int(settings.value("proxy/proxyPort", 0) or 0))
    proxy.setUser(settings.value("proxy/proxyUser", "") or "")
    proxy.setPassword(settings.value("proxy/proxyPassword", "") or "")
    authcfg = settings.value("proxy/authcfg", "") or ""
    if authcfg:
        _, proxy = QgsApplication.authManager().updateNetworkProxy(proxy, authcfg)
    return _proxy(_SCHEMES.get(kind), proxy)


def _proxy(scheme: str | None, proxy: Any) -> dict[str, str]:
    if scheme is None or not proxy.hostName():
        return {}
    user = f"{quote(proxy.user(), '')}:{quote(proxy.password(), '')}@" if proxy.user() else ""
    port = f":{proxy.port()}" if proxy.port() else ""
    return {"https": f"{scheme}://{user}{proxy.hostName()}{port}"}


def _excluded() -> tuple[str, ...]:
    """Beginnings of addresses that are reached without the proxy."""
    entries: list[str] = []
    for name in ("proxy/proxyExcludedUrls", "proxy/noProxyUrls"):
        said = QgsSettings().value(name, [])
        entries += said.split("|") if isinstance(said, str) else list(said or [])
    return tuple(entry.strip() for entry in entries if entry and entry.strip())


def _authorities() -> bytes:
    """Certificates that the user's QGIS trusts: the system's, and those added in its options."""
    store = QgsApplication.authManager()
    if store.isDisabled() or not hasattr(store, "trustedCaCertsPemText"):
        return b""
    return bytes(store.trustedCaCertsPemText())
