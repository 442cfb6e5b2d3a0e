"""Write resources/styles/*.qml from the tables below: .venv/bin/python scripts/styles.py

Labels are the English words; processing/styles.py says them in the user's language.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # attributes in the same order at each run

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsMapLayer,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from style_coverage import coverage_styles
from style_rasters import save_rsrp
from style_symbols import (
    by_rules,
    categorized,
    crossed_out,
    fill,
    house,
    labelled,
    line,
    marker,
    over_any_map,
    site_marker,
)

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "styles"

SEVERITIES = [  # value, label, shape, colour, size in mm; the worst last, so that it is drawn on top
    ("not_checked", "Not checked", "circle", None, 2.8),
    ("info", "Note", "circle", "#5B7083", 2.4),
    ("warning", "Warning", "diamond", "#E69F00", 3.6),
    ("error", "Error", "triangle", "#D55E00", 3.8),
    ("block", "Block", "octagon", "#B00020", 4.2),
]
OPINIONS = [  # larger than the findings, which lie on top of them
    ("approve", "Approve", "circle", "#009E73", 5.6),
    ("approve_adjusted", "Approve with adjustment", "pentagon", "#56B4E9", 6.2),
    ("undecided", "Undecided", "circle", None, 5.6),
    ("supplement", "Supplement", "diamond", "#E69F00", 6.6),
    ("reject", "Reject", "octagon", "#B00020", 6.6),
]
ANSWERS = [
    ("share", "Share", "circle", "#009E73", 5.2),
    ("visit", "Visit first", "diamond", "#E69F00", 6.0),
    ("build", "Build", "triangle", "#0072B2", 5.6),
]
FITS = [
    ("yes", "Fits", "circle", "#009E73", 2.6),
    ("maybe", "May fit", "diamond", "#E69F00", 2.8),
    ("no", "Does not fit", "circle", None, 2.2),
]
STATES = [  # of coverage: what is not known is hatched, never a colour
    ("unknown", "Unknown", "#8A8A8A", "hatched"),
    ("covered_model", "Covered by the model", "#0072B2", "light"),
]
BUILD_TYPES = [  # label, shape, half of the shape, size
    ("macro", "Macro site", "triangle", "left_half_triangle", 3.6),
    ("micro", "Micro site", "circle", "semi_circle", 2.0),
    ("indoor", "Indoor system", "square", "half_square", 2.6),
]
ZONES = [  # colour, pattern
    ("farmland", "Permanent basic farmland", "#A6761D", "hatched"),
    ("redline-core", "Ecological red line (core zone)", "#B00020", "crossed"),
    ("redline", "Ecological red line", "#D6456B", "hatched back"),
    ("urban-boundary", "Urban development boundary", "#7A5195", "empty"),
    ("heritage", "Heritage protection range", "#8C510A", "light"),
    ("heritage-control", "Heritage construction-control zone", "#BF812D", "light"),
    ("nature-reserve", "Nature reserve", "#1B7837", "grid"),
    ("scenic", "Scenic area", "#5AAE61", "faint"),
    ("water-source", "Drinking-water source protection zone", "#2166AC", "level"),
    ("flood", "Flood control zone", "#4393C3", "upright"),
    ("airport", "Airport clearance area", "#5B7083", "faint"),
    ("military", "Military zone", "#4D4D4D", "crossed"),
    ("fuel-station", "Fuel station", "#E6550D", "solid"),
    ("forest", "Forest land", "#7FBC41", "light"),
    ("grassland", "Grassland", "#B8E186", "light"),
    ("sea-use", "Sea-use area", "#67A9CF", "light"),
    ("built-up", "Built-up area", "#BDBDBD", "solid"),
    ("sea-internal", "Internal sea", "#9ECAE1", "faint"),
    ("sea-territorial", "Territorial sea", "#C6DBEF", "faint"),
    ("sea-contiguous", "Contiguous zone", "#DEEBF7", "faint"),
    ("sea-eez", "Exclusive economic zone", "#EAF3FB", "faint"),
]
ROUTES = [  # colour, width in mm, dash
    ("boundary-river", "Boundary-river waterway", "#4393C3", 0.8, "solid"),
    ("road-rural", "Rural road", "#B0A89F", 0.25, "solid"),
    ("road-township", "Township road", "#A59C92", 0.35, "solid"),
    ("road-county", "County road", "#948A7F", 0.45, "solid"),
    ("road-border-defence", "Border-defence road", "#8C6D31", 0.6, "dash"),
    ("road-provincial", "Provincial road", "#C9A227", 0.7, "solid"),
    ("road-national", "National road", "#C46A2B", 0.9, "solid"),
    ("road-interchange", "Interchange or very large bridge", "#8C4A2F", 1.2, "dot"),
    ("road-expressway", "Expressway", "#8C4A2F", 1.2, "solid"),
    ("railway", "Railway", "#4D4D4D", 0.6, "dash"),
    ("hsr", "High-speed railway", "#1F1F1F", 0.8, "dash dot"),
    ("metro", "Metro", "#7A5195", 0.8, "dash"),
    ("tunnel", "Tunnel", "#4D4D4D", 0.6, "dot"),
]
BUILDINGS = [
    ("school", "School", "#CC79A7"),
    ("kindergarten", "Kindergarten", "#E3A8C8"),
    ("clinic", "Clinic", "#56B4E9"),
    ("housing", "Housing", "#BFB6A8"),
    ("", "Other building", "#D5CFC6"),
]
SHUT_OUT = [  # rules, label, colour, angles of hatches; green is kept for what passes
    (("SP-07", "SP-08"), "Another county or township", "#7A5195", (0,)),
    (("SP-11", "SP-12"), "Too near another planned site or application", "#0072B2", (90,)),
    (("SP-15", "SP-16"), "A host to share, or spacing", "#56B4E9", (135,)),
    (("SP-18",), "Permanent basic farmland", "#A6761D", (45,)),
    (("SP-19",), "Ecological red line", "#B00020", (45, 135)),
    (("SP-20",), "Urban development boundary", "#7A5195", (90,)),
    (("SP-21",), "Roads", "#D55E00", (0,)),
    (("SP-22",), "Railways", "#1F1F1F", (90,)),
    (("SP-23",), "Power lines", "#8E44AD", (45,)),
    (("SP-24",), "Other protected zones", "#882255", (135,)),
    (("SP-25",), "Buildings", "#CC79A7", (0, 90)),
]


def by_build_type(fill_of: str, colour: str) -> QgsCategorizedSymbolRenderer:
    rows = [(v, text, site_marker(shape, half, size, fill_of, colour)) for v, text, shape, half, size in BUILD_TYPES]
    other = ("", "Site of unknown type", site_marker("diamond", "semi_circle", 2.4, "hollow", colour))
    return categorized("build_type", [other, *reversed(rows)])


def sites() -> QgsRuleBasedRenderer:
    """Built full, everything before that hollow; what is removed is not drawn."""
    root = QgsRuleBasedRenderer.Rule(None)
    for value, text, shape, half, size in BUILD_TYPES:
        for filled, state in (
            ("full", "IN ('on_air','built') OR \"status\" IS NULL"),
            ("half", "= 'building'"),
            ("hollow", "= 'planned'"),
        ):
            rule = QgsRuleBasedRenderer.Rule(site_marker(shape, half, size, filled, "#3B4A54"))
            rule.setFilterExpression(f'"build_type" = \'{value}\' AND ("status" {state})')
            rule.setLabel({"full": text, "half": f"{text}, being built", "hollow": f"{text}, planned"}[filled])
            root.appendChild(rule)
    rest = QgsRuleBasedRenderer.Rule(site_marker("diamond", "semi_circle", 2.4, "full", "#3B4A54"))
    rest.setFilterExpression("\"build_type\" IS NULL AND coalesce(\"status\", '') <> 'removed'")
    rest.setLabel("Site of unknown type")
    root.appendChild(rest)
    return QgsRuleBasedRenderer(root)


def resources() -> QgsSingleSymbolRenderer:
    """A house with an open door."""
    return QgsSingleSymbolRenderer(house("#009E73", 4))


def shut_out() -> QgsRuleBasedRenderer:
    """By rule family; what could not be judged is grey, and the place is neither passed nor shut out."""
    rows = [
        ('"state" = \'shut\' AND "rule" IN (' + ",".join(f"'{rule}'" for rule in rules) + ")", text, over_any_map(c, a))
        for rules, text, c, a in SHUT_OUT
    ]
    return by_rules([*rows, ("\"state\" = 'unjudged'", "Not judged", over_any_map("#6B6B6B", (45,), dash="dot"))])


def places() -> QgsCategorizedSymbolRenderer:
    """The nearest place is drawn last, on top."""
    rows = [
        ("host", "Host inside the circle", house("#0072B2", 4.4)),
        ("with_reason", "Nearest place if a reason for not sharing is given", marker("star", "#E69F00", 5.2)),
        ("nearest", "Nearest place that passes", marker("star", "#009E73", 6.0)),
    ]
    return categorized("kind", rows, True)


def styles() -> dict[str, tuple]:
    """Name: geometry, renderer, label (column, points, colour, smallest scale) or None."""
    area_colours = {value: colour or "#8A8A8A" for value, _, _, colour, _ in SEVERITIES}
    extents = [(v, text, fill(area_colours[v], "hatched", 0.6)) for v, text, *_ in SEVERITIES]
    return {
        "findings": (
            "Point",
            categorized("severity", [(v, t, marker(s, c, z)) for v, t, s, c, z in SEVERITIES], True),
            None,
        ),
        "reviewed": (
            "Point",
            categorized("opinion", [(v, t, marker(s, c, z)) for v, t, s, c, z in OPINIONS], True),
            ("site_name", 8, "#222222", 100_000),
        ),
        "answers": (
            "Point",
            categorized("answer", [(v, t, marker(s, c, z)) for v, t, s, c, z in ANSWERS], True),
            ("site_name", 8, "#222222", 100_000),
        ),
        "matches": ("Point", categorized("fits", [(v, t, marker(s, c, z)) for v, t, s, c, z in FITS], True), None),
        "coverage": ("Polygon", categorized("state", [(v, t, fill(c, b, 0.3)) for v, t, c, b in STATES]), None),
        **coverage_styles(),
        "extents": ("Polygon", categorized("severity", extents, True), None),
        "areas": (
            "Polygon",
            QgsSingleSymbolRenderer(over_any_map("#009E73", (), 110)),
            ("round(100 * \"share\", 1) || ' %'", 9, "#00513B", 25_000),
        ),
        "locations": (
            "Point",
            places(),
            (
                'CASE WHEN "kind" = \'host\' THEN "label" WHEN "shift_m" > 0 THEN round("shift_m") || \' m\' END',
                8,
                "#222222",
                25_000,
            ),
        ),
        "excluded": (
            "Polygon",
            shut_out(),
            ("\"words\" || '\\n' || round(100 * \"share\", 1) || ' %'", 8, "#222222", 15_000),
        ),
        "requests": (
            "Point",
            QgsSingleSymbolRenderer(crossed_out("#B00020", 5.0)),
            ("site_name", 8, "#B00020", 50_000),
        ),
        "compared": (
            "Point",
            categorized("opinion", [(v, t, marker(s, c, z)) for v, t, s, c, z in OPINIONS], True),
            ('"rank" || \' \' || "site_name"', 8, "#222222", 100_000),
        ),
        "applications": ("Point", by_build_type("half", "#0072B2"), ("site_name", 8, "#222222", 50_000)),
        "plan": ("Point", by_build_type("hollow", "#0072B2"), None),
        "sites": ("Point", sites(), None),
        "resources": ("Point", resources(), None),
        "places": ("Point", QgsSingleSymbolRenderer(marker("circle", "#6B6B6B", 1.6)), ("name", 8, "#444444", 100_000)),
        "gazetteer": (
            "Point",
            QgsSingleSymbolRenderer(marker("circle", "#A0A0A0", 1.2)),
            ("name", 8, "#666666", 50_000),
        ),
        "zones": ("Polygon", categorized("kind", [(v, t, fill(c, b)) for v, t, c, b in reversed(ZONES)]), None),
        "routes": ("LineString", categorized("kind", [(v, t, line(c, w, d)) for v, t, c, w, d in ROUTES]), None),
        "powerlines": (
            "LineString",
            QgsSingleSymbolRenderer(line("#8E44AD", 0.5, "dash dot")),
            ("voltage_kv", 8, "#8E44AD", 50_000),
        ),
        "buildings": (
            "Polygon",
            categorized("kind", [(v, t, fill(c, "solid", 0.2)) for v, t, c in reversed(BUILDINGS)]),
            None,
        ),
        "counties": ("Polygon", QgsSingleSymbolRenderer(fill("#5B5B5B", "empty", 0.8)), ("name", 11, "#333333", 0)),
        "townships": (
            "Polygon",
            QgsSingleSymbolRenderer(fill("#9A9A9A", "empty", 0.3)),
            ("name", 9, "#6B6B6B", 400_000),
        ),
    }


def steady(text: str) -> str:
    """Ids that are new at each run would make every run a change: number them."""
    ids: dict[str, str] = {}

    def numbered(match: re.Match) -> str:
        return ids.setdefault(match[0], f"{{{len(ids):08x}-0000-4000-8000-000000000000}}")

    return re.sub(r"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", numbered, text)


def main() -> None:
    for name, (geometry, renderer, label) in styles().items():
        columns = {"rule", "state", "label", "words", "share", "shift_m", "rank"}
        columns |= {"severity", "opinion", "kind", "build_type", "status", "name", "site_name", "voltage_kv"}
        fields = "".join(f"&field={column}:string" for column in sorted(columns))
        layer = QgsVectorLayer(f"{geometry}?crs=EPSG:4490{fields}", name, "memory")
        layer.setRenderer(renderer)
        if label:
            labelled(layer, *label)
        path = FOLDER / f"{name}.qml"
        parts = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
        message, saved = layer.saveNamedStyle(str(path), QgsMapLayer.StyleCategories(parts))
        if not saved:
            raise SystemExit(message)
        path.write_text(steady(path.read_text("utf-8")), "utf-8")
        print(path.name)
    save_rsrp(FOLDER.parent / "sample" / "dem.tif", FOLDER / "rsrp.qml")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    main()
    os._exit(0)  # tearing PyQGIS down may crash, and the files are written
