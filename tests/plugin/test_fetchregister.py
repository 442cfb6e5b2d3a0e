"""fetchregister through QGIS: its proxy, its authentication store, its trusted certificates, its run record."""

from __future__ import annotations

import json
import threading
import time

import pytest
from tls_server import chunked, response, slowly

CSV = "资源编号,资源名称,地址,业主\nR1,甲楼,东兴镇1号,某局\n\nR2,乙楼,江平镇2号,某公司\n合计,2,,\n".encode()

PASSWORD = "T0PSECRET"


def run(feedback=None, **parameters):
    from qgis.core import QgsProcessingContext

    import processing

    # a context of its own: else the layer loaded last would live on in another
    return processing.run(
        "fengsui:fetchregister", {"OUTPUT": "memory:", **parameters}, context=QgsProcessingContext(), feedback=feedback
    )


@pytest.fixture
def store(qgis_app):
    """QGIS's authentication store, open; what a test adds goes again."""
    from qgis.core import QgsApplication

    store = QgsApplication.authManager()
    assert not store.isDisabled()
    assert store.setMasterPassword("of the tests", True)
    yield store
    for name in store.configIds():
        store.removeAuthenticationConfig(name)


@pytest.fixture
def trusted(store, server, certificates):
    """The test server's authority, added as a user adds one in QGIS's options."""
    from qgis.PyQt.QtNetwork import QSslCertificate

    authority = QSslCertificate((certificates / "ca.pem").read_bytes())
    assert store.storeCertAuthority(authority)
    store.rebuildCaCertsCache()
    store.rebuildTrustedCaCertsCache()
    yield server
    store.removeCertAuthority(authority)
    store.rebuildCaCertsCache()
    store.rebuildTrustedCaCertsCache()


@pytest.fixture
def proxy(qgis_app):
    """Settings of QGIS's proxy, taken back afterwards."""
    from qgis.core import QgsSettings

    names = ["proxyEnabled", "proxyType", "proxyHost", "proxyPort", "proxyUser", "proxyPassword", "noProxyUrls",
             "proxyExcludedUrls"]  # fmt: skip
    yield lambda **values: [QgsSettings().setValue(f"proxy/{name}", value) for name, value in values.items()]
    for name in names:
        QgsSettings().remove(f"proxy/{name}")


def test_parameters_and_outputs_are_the_public_interface(qgis_app):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().algorithmById("fengsui:fetchregister")
    definitions = algorithm.parameterDefinitions()
    assert [d.name() for d in definitions] == [
        "URL", "FORMAT", "MAPPING", "AUTHCFG", "FILE", "LIMIT_MB", "TIMEOUT_S", "OUTPUT", "REJECTED"
    ]  # fmt: skip
    assert [d.name() for d in definitions if not d.flags() & d.FlagOptional] == ["URL", "OUTPUT"]
    assert {d.name() for d in algorithm.outputDefinitions()} >= {"OUTPUT", "ROWS", "REJECTED_COUNT", "SOURCE"}


def test_a_register_becomes_a_layer(trusted, tmp_path):
    trusted.answer = lambda request: response(CSV, ETag='"v1"')
    file = tmp_path / "register.csv"
    result = run(URL=trusted.url + "/r.csv", FILE=str(file), REJECTED="memory:")
    assert [row["resource_id"] for row in result["OUTPUT"].getFeatures()] == ["R1", "R2"]
    assert (result["ROWS"], result["REJECTED_COUNT"], result["REJECTED"].featureCount()) == (4, 2, 2)
    assert file.read_bytes() == CSV
    assert result["SOURCE"].startswith(trusted.url + "/r.csv, fetched 2")
    assert result["SOURCE"].endswith(f', {len(CSV)} bytes, ETag "v1"')
    assert trusted.requests[0].headers["user-agent"].startswith("Fengsui/")
    trusted.answer = lambda request: response(b"", 304, length=None)
    again = run(URL=trusted.url + "/r.csv", FILE=str(file))
    assert again["ROWS"] == 4
    assert "unchanged" in again["SOURCE"]


def test_a_mapping_names_the_columns(trusted):
    trusted.answer = lambda request: response("甲,乙,丙\nR1,甲楼,东兴镇1号\n")
    result = run(URL=trusted.url, FORMAT="csv", MAPPING="甲: resource_id\n乙: name\n丙: address")
    assert next(result["OUTPUT"].getFeatures())["name"] == "甲楼"


def test_services_give_places(trusted):
    features = [{"type": "Feature", "id": n, "properties": {"资源编号": f"R{n}", "名称": "楼", "地址": "路"},
                 "geometry": {"type": "Point", "coordinates": [108.1, 21.5 + n / 10]}} for n in range(3)]  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": features, "numberMatched": 3})
    trusted.answer = lambda request: response(body)
    result = run(URL=trusted.url + "/wfs?typeNames=a:r")
    places = [feature.geometry().asPoint() for feature in result["OUTPUT"].getFeatures()]
    assert [(round(p.x(), 6), round(p.y(), 6)) for p in places] == [(108.1, 21.5), (108.1, 21.6), (108.1, 21.7)]
    assert result["OUTPUT"].crs().authid() == "EPSG:4490"


def test_an_authority_that_qgis_does_not_know_is_refused(qgis_app, server):
    from qgis.core import QgsProcessingException

    server.answer = lambda request: response(CSV)
    with pytest.raises(QgsProcessingException, match="nobody known here has signed it"):
        run(URL=server.url)
    assert server.requests == []


def test_http_is_refused(qgis_app):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="is not an https address"):
        run(URL="http://127.0.0.1/r.csv?token=T0PSECRET")


def add_configuration(store, method, **values):
    from qgis.core import QgsAuthMethodConfig

    configuration = QgsAuthMethodConfig(method)
    configuration.setName("register")
    for name, value in values.items():
        configuration.setConfig(name, value)
    done = store.storeAuthenticationConfig(configuration)
    assert done[0] if isinstance(done, tuple) else done
    return configuration.id()


def test_the_authentication_store_gives_the_password(trusted, store, tmp_path):
    from qgis.core import QgsVectorLayer

    authcfg = add_configuration(store, "Basic", username="officer", password=PASSWORD, realm="")
    trusted.answer = lambda request: response(CSV) if "authorization" in request.headers else response(b"", 401)
    path = str(tmp_path / "out.gpkg")
    result = run(URL=trusted.url + "/r?token=T0PSECRET", AUTHCFG=authcfg, OUTPUT=path, FILE=str(tmp_path / "r.csv"))
    assert trusted.requests[-1].headers["authorization"] == "Basic b2ZmaWNlcjpUMFBTRUNSRVQ="
    assert "T0PSECRET" not in json.dumps({name: str(value) for name, value in result.items()})
    assert QgsVectorLayer(path, "out").featureCount() == 2
    for each in tmp_path.rglob("*"):  # run record, what the server said, the layer itself
        assert each.is_dir() or b"T0PSECRET" not in each.read_bytes(), each


def test_a_configuration_that_is_none_is_said(qgis_app, store, server):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="no configuration 'abcdefg'"):
        run(URL=server.url, AUTHCFG="abcdefg")


def test_proxy_settings_are_those_of_qgis(qgis_app, proxy):
    from fengsui.processing.network import reach

    assert reach("https://a.cn/", "").proxies == {}
    proxy(proxyEnabled=True, proxyType="HttpProxy", proxyHost="proxy.cn", proxyPort="8080", proxyUser="a b",
          proxyPassword="c:d", noProxyUrls=["https://b.cn", "c.cn"], proxyExcludedUrls="https://d.cn|https://e.cn")  # fmt: skip
    known = reach("https://a.cn/", "")
    assert known.proxies == {"https": "http://a%20b:c%3Ad@proxy.cn:8080"}
    assert known.no_proxy == ("https://d.cn", "https://e.cn", "https://b.cn", "c.cn")
    assert "c%3Ad" not in repr(known)
    proxy(proxyType="Socks5Proxy", proxyUser="", proxyPort="")
    assert reach("https://a.cn/", "").proxies == {"https": "socks5h://proxy.cn"}
    proxy(proxyEnabled=False)
    assert reach("https://a.cn/", "").proxies == {}


def test_the_proxy_is_used_and_its_exclusions_too(trusted, proxy):
    from qgis.core import QgsProcessingException

    trusted.answer = lambda request: response(CSV)
    proxy(proxyEnabled=True, proxyType="HttpProxy", proxyHost="127.0.0.1", proxyPort=str(closed_port()))
    started = time.monotonic()
    with pytest.raises(QgsProcessingException, match=r"proxy set in QGIS does not connect|time limit"):
        run(URL=trusted.url, TIMEOUT_S=1)
    assert time.monotonic() - started < 3
    assert trusted.requests == []
    proxy(noProxyUrls=[trusted.url])
    assert run(URL=trusted.url)["ROWS"] == 4


def closed_port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.parametrize("told", [CSV[:30], b"<html><title>login"], ids=["cut", "login page"])
def test_the_former_register_stays(trusted, tmp_path, told):
    from qgis.core import QgsProcessingException

    file = tmp_path / "register.csv"
    file.write_bytes(b"former")
    trusted.answer = lambda request: response(told, length=len(told) + (told is not CSV and told[:1] != b"<"))
    with pytest.raises(QgsProcessingException):
        run(URL=trusted.url, FILE=str(file), TIMEOUT_S=1)
    assert file.read_bytes() == b"former"


def test_size_has_a_limit(trusted):
    from qgis.core import QgsProcessingException

    trusted.answer = lambda request: chunked([b"a,b\n" * 10_000])
    with pytest.raises(QgsProcessingException, match="size limit"):
        run(URL=trusted.url, LIMIT_MB=0.01)


def test_cancel_takes_effect_within_a_second(trusted, tmp_path):
    from qgis.core import QgsProcessingFeedback

    trusted.answer = lambda request: slowly([response(b"", length=500)] + [b"x"] * 60, 0.1)
    feedback = QgsProcessingFeedback()
    threading.Timer(0.4, feedback.cancel).start()
    started = time.monotonic()
    assert "ROWS" not in run(feedback, URL=trusted.url)
    assert time.monotonic() - started < 1.4


def test_an_address_with_a_password_is_warned_of(trusted):
    from qgis.core import QgsProcessingFeedback

    warned = []

    class Listening(QgsProcessingFeedback):
        def pushWarning(self, text):
            warned.append(text)

    trusted.answer = lambda request: response(CSV)
    run(Listening(), URL=trusted.url + "/?token=T0PSECRET")
    assert any("history" in text for text in warned)
    assert "T0PSECRET" not in "".join(warned)
