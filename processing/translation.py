"""The user's language: `tr` for every sentence shown, and the translator behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator, QXmlStreamReader

from ..core.errors import CoreError
from ..core.intake.sentence import Sentence

CONTEXT = "@default"  # what pylupdate writes for a free function
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"

_catalogue: dict[str, str] = {}


def language() -> str:
    """'zh' for every Chinese locale name QGIS uses (zh, zh_CN, zh-Hans), else 'en'."""
    return "zh" if QgsApplication.locale().lower().startswith("zh") else "en"


def tr(text: str, **values: Any) -> str:
    """`text` in the user's language, its {names} filled in. `text` must stand as a literal here or in N_()."""
    translated = QCoreApplication.translate(CONTEXT, text)
    if translated == text:
        translated = _catalogue.get(text, text)
    return translated.format(**values) if values else translated


def sentence(said: Any) -> str:
    """What core said as a template with values, in the user's language; so are those told inside it."""
    values = {name: sentence(v) if isinstance(v, (CoreError, Sentence)) else v for name, v in said.values.items()}
    return tr(said.text, **values)


def install_translator() -> QTranslator | None:
    """The translator of the user's language, installed; the caller removes it with `remove_translator`."""
    translator = QTranslator()
    # every Chinese locale reads the one Chinese file: QLocale("zh_TW") alone would not find it
    locale = QLocale("zh_CN") if language() == "zh" else QLocale(QgsApplication.locale())
    if translator.load(locale, "fengsui", "_", str(FOLDER)):
        QCoreApplication.installTranslator(translator)
        return translator
    if language() == "zh":
        _catalogue.update(_read_source(FOLDER / "fengsui_zh_CN.ts"))
    return None


def remove_translator(translator: QTranslator | None) -> None:
    """Undo `install_translator`."""
    _catalogue.clear()
    if translator is not None:
        QCoreApplication.removeTranslator(translator)


def _read_source(path: Path) -> dict[str, str]:
    """The .ts file itself: a clone where nobody ran lrelease still speaks Chinese."""
    if not path.exists():
        return {}
    reader, source, pairs = QXmlStreamReader(path.read_text("utf-8")), "", {}
    while not reader.atEnd():
        reader.readNext()
        if reader.isStartElement() and reader.name() == "source":
            source = reader.readElementText()
        elif reader.isStartElement() and reader.name() == "translation":
            pairs[source] = reader.readElementText()
    return {source: translation for source, translation in pairs.items() if translation}
