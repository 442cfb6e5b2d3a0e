"""Every registered algorithm keeps its public interface, explains itself, and does so in both languages."""

from __future__ import annotations

import re
import string
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.core import QgsApplication, QgsProcessingParameterDefinition, QgsProcessingParameterFeatureSink, QgsSettings

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "resources" / "i18n" / "fengsui_zh_CN.ts"

# name: inputs, sinks and files, other outputs; ! marks what is required. These names are public and stay as they are.
INTERFACE = {
    "importtable": (
        "FILE! KIND! SHEET DATUM MAPPING COUNTIES TOWNSHIPS TWINS",
        "OUTPUT! REJECTED",
        "ROWS ACCEPTED REJECTED_COUNT DATUM_FOUND EVIDENCE",
    ),
    "convertdatum": ("INPUT! FROM! TO!", "OUTPUT!", ""),
    "checkapplications": (
        "APPLICATIONS! PLAN! SITES CELLS RESOURCES COUNTIES TOWNSHIPS ZONES ROUTES POWERLINES BUILDINGS COMPLETE "
        "PROFILE",
        "FINDINGS! REVIEWED EXTENTS COMPARED",
        "BLOCKS ERRORS WARNINGS NOT_CHECKED",
    ),
    "checkplan": (
        "PLAN! SITES COUNTIES TOWNSHIPS ZONES ROUTES POWERLINES BUILDINGS COMPLETE PROFILE",
        "FINDINGS! EXTENTS",
        "",
    ),
    "findlocations": (
        "SITES! PLAN EXISTING CELLS RESOURCES ZONES ROUTES POWERLINES BUILDINGS COUNTIES TOWNSHIPS COMPLETE STRICT PROFILE",
        "AREAS! POINTS EXCLUDED REQUESTS",
        "SITES_READ SITES_PASSING SITES_WHOLE SITES_NONE SITES_UNJUDGED SITES_UNPLACED SITES_UNCHECKED",
    ),
    "checkregister": (
        "RESOURCES! SITES COUNTIES TOWNSHIPS ZONES PREVIOUS PROFILE PLAN DATE COMPLETE",
        "FINDINGS! REVIEWED",
        "COUNTED POLES BLOCKS ERRORS WARNINGS NOT_CHECKED",
    ),
    "placeaddresses": (
        "RESOURCES! GAZETTEER! TOWNSHIPS COUNTY PROFILE",
        "OUTPUT!",
        "PLACED UNPLACED KEPT BUILDING STREET TOWNSHIP",
    ),
    "registerprogress": ("RESOURCES! COUNTIES TOWNSHIPS DATE PUBLIC PROFILE", "OUTPUT! EXPORT", ""),
    "createworkspace": ("FOLDER CONNECTION NAME", "", "WORKSPACE"),
    "loadsample": ("FOLDER!", "", "WORKSPACE TABLES"),
    "planprogress": ("PLAN! SITES APPLICATIONS TASKS COUNTIES TOWNSHIPS DATE", "OUTPUT!", ""),
}


def algorithms():
    return QgsApplication.processingRegistry().providerById("fengsui").algorithms()


def definitions(algorithm):
    return {definition.name(): definition for definition in algorithm.parameterDefinitions()}


def required(definition) -> bool:
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    return not definition.flags() & optional and definition.defaultValue() is None


@pytest.fixture
def chinese(qgis_app):
    from fengsui.processing.translation import install_translator, remove_translator

    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    translator = install_translator()
    yield
    remove_translator(translator)
    QgsSettings().setValue("locale/userLocale", "en_US")


def test_every_algorithm_of_the_tuple_is_registered(qgis_app):
    from fengsui.processing.algorithms import ALGORITHMS

    assert sorted(a.name() for a in algorithms()) == sorted(a.NAME for a in ALGORITHMS)


def test_names_are_lower_case_letters(qgis_app):
    assert [a.name() for a in algorithms() if not re.fullmatch("[a-z]+", a.name())] == []


@pytest.mark.parametrize("name", INTERFACE)
def test_the_public_interface_stands(qgis_app, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"fengsui:{name}")
    if algorithm is None:
        pytest.skip("not registered yet")
    inputs, sinks, outputs = (words.split() for words in INTERFACE[name])
    known = definitions(algorithm)
    for word in inputs + sinks:
        parameter = word.rstrip("!")
        assert parameter in known, parameter
        assert required(known[parameter]) == word.endswith("!"), parameter
    for word in sinks:
        assert isinstance(known[word.rstrip("!")], QgsProcessingParameterFeatureSink)
    assert {*outputs} <= {output.name() for output in algorithm.outputDefinitions()}
    assert not [p for p, d in known.items() if required(d) and f"{p}!" not in inputs + sinks]


def test_every_parameter_and_algorithm_has_help(qgis_app):
    silent = [f"{a.name()}.{n}" for a in algorithms() for n, d in definitions(a).items() if not d.help().strip()]
    assert silent == []
    assert [a.name() for a in algorithms() if not type(a).HELP] == []


def test_every_algorithm_is_chinese_in_chinese(chinese):
    def plain(text: str) -> bool:
        return not re.search(r"[\u4e00-\u9fff]", text)

    untold = []
    for registered in algorithms():
        algorithm = registered.create()
        texts = {"title": algorithm.displayName(), "group": algorithm.group(), "help": algorithm.shortHelpString()}
        for name, definition in definitions(algorithm).items():
            texts[name], texts[f"{name} help"] = definition.description(), definition.help()
        texts.update({output.name(): output.description() for output in algorithm.outputDefinitions()})
        untold += [f"{algorithm.name()}: {where}: {text}" for where, text in texts.items() if plain(text)]
    assert untold == []


def messages():
    return list(ElementTree.parse(SOURCE).iter("message"))


def test_every_text_has_its_finished_chinese():
    unfinished = [
        message.findtext("source")
        for message in messages()
        if not message.findtext("translation") or message.find("translation").get("type")
    ]
    assert unfinished == []


def test_translations_keep_every_placeholder():
    def names(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}

    wrong = [
        message.findtext("source")
        for message in messages()
        if names(message.findtext("source")) != names(message.findtext("translation") or "")
    ]
    assert wrong == []


def test_the_translations_know_every_text_of_the_sources(tmp_path):
    """As `make strings` finds them: a text that is new in the code is in the file, in the one context that tr reads."""
    git = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.py", ":!tests", ":!scripts"]
    listed = subprocess.run(git, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout")
    files = [str(ROOT / name) for name in listed.stdout.split() if (ROOT / name).exists()]
    fresh = tmp_path / "fresh.ts"
    subprocess.run(["pylupdate5", "-tr-function", "N_", *files, "-ts", str(fresh)], check=True, capture_output=True)
    tree = ElementTree.parse(fresh)
    assert {name.text for name in tree.iter("name")} == {"@default"}
    known = {message.findtext("source") for message in messages()}
    assert sorted({m.findtext("source") for m in tree.iter("message")} - known) == []
