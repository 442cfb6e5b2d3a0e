"""The plugin starts, speaks the user's language, says what is missing, and leaves nothing behind."""

from __future__ import annotations

import configparser
import subprocess
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.core import QgsApplication, QgsSettings

ROOT = Path(__file__).parents[2]
HELD = []


class Bar:
    def __init__(self):
        self.messages = []

    def pushMessage(self, title, text, level, duration):
        self.messages.append(text)


class Window:
    """As much of QGIS's iface as the plugin may use without a window."""

    def __init__(self):
        self.bar = Bar()

    def messageBar(self):
        return self.bar

    def mainWindow(self):
        return None


@pytest.fixture
def alone(qgis_app):
    """The provider that the session registered makes room for the plugin under test."""
    from fengsui.processing.provider import FengsuiProvider

    registry = QgsApplication.processingRegistry()
    registry.removeProvider("fengsui")
    yield registry
    registry.removeProvider("fengsui")
    HELD.append(FengsuiProvider())  # QGIS does not hold Python's half of a provider
    registry.addProvider(HELD[-1])


@pytest.fixture
def locale(qgis_app):
    def set_locale(name: str) -> None:
        QgsSettings().setValue("locale/userLocale", name)

    yield set_locale
    set_locale("en_US")


def plugin(window=None):
    from fengsui import classFactory

    return classFactory(window)


def test_the_provider_comes_without_a_window_and_goes(alone):
    started = plugin()
    started.initProcessing()
    provider = alone.providerById("fengsui")
    assert provider.name() == "Fengsui 烽燧"
    assert not provider.icon().isNull()
    started.unload()
    assert alone.providerById("fengsui") is None


def test_the_window_and_processing_together_register_one_provider(alone):
    started = plugin(Window())
    started.initProcessing()
    started.initGui()
    assert [p.id() for p in alone.providers()].count("fengsui") == 1
    started.unload()
    assert started.provider is None
    assert started.translator is None


def test_unloading_twice_or_before_starting_is_harmless(alone):
    started = plugin()
    started.unload()
    started.unload()


def test_unloading_takes_the_translator_along(alone, locale):
    from fengsui.processing.translation import tr

    locale("zh_CN")
    started = plugin()
    assert tr("Reject") == "不同意"
    started.unload()
    assert tr("Reject") == "Reject"


@pytest.mark.parametrize("name", ["zh", "zh_CN", "zh-Hans", "zh_TW", "zh-Hant"])
def test_every_chinese_locale_speaks_chinese(alone, locale, name):
    from fengsui.processing.translation import language, tr

    locale(name)
    started = plugin()
    assert language() == "zh"
    assert tr("Reject") == "不同意"
    started.unload()


def test_another_locale_speaks_english(alone, locale):
    from fengsui.processing.translation import language, tr

    locale("de_DE")
    started = plugin()
    assert language() == "en"
    assert tr("Reject") == "Reject"
    started.unload()


def test_a_clone_without_compiled_translations_speaks_chinese(alone, locale, tmp_path, monkeypatch):
    from fengsui.processing import translation

    (tmp_path / "fengsui_zh_CN.ts").write_bytes((ROOT / "resources" / "i18n" / "fengsui_zh_CN.ts").read_bytes())
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    locale("zh-Hans")
    started = plugin()
    assert started.translator is None
    assert translation.tr("Reject") == "不同意"
    started.unload()
    assert translation.tr("Reject") == "Reject"


@pytest.mark.parametrize("with_window", [True, False], ids=["window", "headless"])
def test_a_missing_library_gives_one_message_and_no_provider(with_window):
    """In a QGIS of its own, where geopandas was never imported."""
    script = f"""
        import sys
        sys.modules["geopandas"] = None  # import fails, as where it is not installed
        sys.path[:] = [p for p in sys.path if p not in ("", {str(ROOT)!r})]
        sys.path.insert(0, {str(ROOT / "build" / "plugins")!r})
        from qgis.core import QgsApplication
        application = QgsApplication([], False)
        application.initQgis()
        said = []
        log = QgsApplication.messageLog()
        log.messageReceived.connect(lambda text, tag, level: said.append(text) if tag == "Fengsui" else None)

        class Window:
            def messageBar(self):
                return self

            def pushMessage(self, title, text, level, duration):
                said.append(text)

        from fengsui import classFactory
        plugin = classFactory(Window() if {with_window} else None)
        plugin.initProcessing()
        plugin.initGui()
        print(len(said), said[0], QgsApplication.processingRegistry().providerById("fengsui"), flush=True)
        plugin.unload()
        import os
        os._exit(0)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60, check=False
    )
    line = run.stdout.strip().splitlines()[-1]
    assert line.startswith("1 Fengsui needs geopandas >= 0.14"), run.stderr
    assert "pip install geopandas" in line
    assert line.endswith("None")


def test_a_library_that_is_too_old_is_named_with_its_version(qgis_app, monkeypatch):
    import shapely

    from fengsui.plugin import missing_libraries

    assert missing_libraries() == []
    monkeypatch.setattr(shapely, "__version__", "1.8.5")
    assert missing_libraries() == ["shapely >= 2.0 (1.8.5)"]


@pytest.fixture
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.mark.parametrize(
    "key", ["name", "description", "version", "author", "email", "about", "tracker", "repository", "license", "icon"]
)
def test_the_metadata_has_what_the_plugin_site_asks_for(metadata, key):
    assert metadata[key].strip()


def test_the_metadata_names_the_range_of_qgis_and_the_provider(metadata):
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["hasProcessingProvider"] == "yes"
    assert "supportsQt6" not in metadata
    assert (ROOT / metadata["icon"]).exists()


def test_the_icon_is_plain_svg_in_one_colour():
    text = (ROOT / "resources" / "icons" / "fengsui.svg").read_text("utf-8")
    ElementTree.fromstring(text)
    assert len({word for word in text.replace('"', " ").split() if word.startswith("#")}) == 1
