"""importtable through QGIS: parameters, sinks, counts, the user's language."""

from __future__ import annotations

import openpyxl
import pytest

HEADER = ["申请编号", "站点名称", "经度", "纬度", "所属乡镇", "FID"]


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "宏站"
    for row in (
        ["某县申请表"],
        HEADER,
        ["A1", "甲", 108.1, 21.6, "江平镇", 1],
        ["A2", "乙", "不详", 21.6, "江平镇", 1],
        [],
        ["合计", None, None, None, None, 2],
        ["A3", "丙", "108°07′21″", "21°36′44″", "东兴镇", 1],
    ):
        book.active.append(row)
    book.save(tmp_path / "申请 1.xlsx")
    return str(tmp_path / "申请 1.xlsx")


def run(**parameters):
    import processing

    return processing.run("fengsui:importtable", {"OUTPUT": "memory:", **parameters})


def test_parameters_and_outputs_are_the_public_interface(qgis_app):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().algorithmById("fengsui:importtable")
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    assert names == [
        "FILE",
        "KIND",
        "SHEET",
        "DATUM",
        "MAPPING",
        "COUNTIES",
        "TOWNSHIPS",
        "TWINS",
        "OUTPUT",
        "REJECTED",
        "INTO",
        "TABLE",
        "WORKSPACE",
    ]
    outputs = {definition.name() for definition in algorithm.outputDefinitions()}
    assert outputs >= {"OUTPUT", "REJECTED", "ROWS", "ACCEPTED", "REJECTED_COUNT", "DATUM_FOUND", "EVIDENCE"}
    optional = {d.name() for d in algorithm.parameterDefinitions() if d.flags() & d.FlagOptional}
    assert {"FILE", "KIND", "OUTPUT"}.isdisjoint(optional)
    assert all(d.help() for d in algorithm.parameterDefinitions())


def test_every_row_is_accounted_for(qgis_app, workbook):
    result = run(FILE=workbook, KIND="applications", REJECTED="memory:")
    layer, rejected = result["OUTPUT"], result["REJECTED"]
    assert (result["ROWS"], result["ACCEPTED"], result["REJECTED_COUNT"]) == (5, 3, 2)
    assert (layer.featureCount(), rejected.featureCount()) == (3, 2)
    assert layer.crs().authid() == "EPSG:4490"
    rows = list(layer.getFeatures())
    assert [row["application_id"] for row in rows] == ["A1", "A2", "A3"]
    assert [row["row"] for row in rows] == [3, 4, 7]
    assert [row.hasGeometry() for row in rows] == [True, False, True]
    assert rows[1]["lon_raw"] == "不详"
    assert [(row["sheet"], row["row"], row["reason"]) for row in rejected.getFeatures()] == [
        ("宏站", 5, "blank row"),
        ("宏站", 6, "a total"),
    ]
    assert not rejected.isSpatial()
    assert "row 4" in result["EVIDENCE"]
    assert result["DATUM_FOUND"] == "undecided"


def test_a_column_called_fid_loses_no_row_in_a_geopackage(qgis_app, workbook, tmp_path):
    from qgis.core import QgsVectorLayer

    path = str(tmp_path / "out.gpkg")
    run(FILE=workbook, KIND="applications", OUTPUT=path)
    assert QgsVectorLayer(path, "out").featureCount() == 3


def test_twins_decide_the_datum(qgis_app, tmp_path):
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    from fengsui.core.intake.shift import gcj02_from_wgs84

    places = [(108.0 + n / 50, 21.5 + n / 70) for n in range(12)]
    twins = QgsVectorLayer("Point?crs=EPSG:4326&field=规划编号:string", "plan", "memory")
    lines = ["规划编号,站点名称,经度,纬度"]
    for number, (lon, lat) in enumerate(places):
        feature = QgsFeature(twins.fields())
        feature["规划编号"] = f"P{number}"
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
        twins.dataProvider().addFeature(feature)
        x, y = gcj02_from_wgs84(lon, lat)
        lines.append(f"P{number},站{number},{float(x):.7f},{float(y):.7f}")
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    result = run(FILE=str(tmp_path / "a.csv"), KIND="plan", TWINS=twins)
    assert result["DATUM_FOUND"] == "gcj02"
    for feature, (lon, lat) in zip(result["OUTPUT"].getFeatures(), places):
        point = feature.geometry().asPoint()
        assert (point.x(), point.y()) == pytest.approx((lon, lat), abs=1e-6)


@pytest.mark.parametrize(
    ("kind", "text"), [("tasks", "县,年份,任务数\n东兴市,2026,699\n"), ("counties", "代码,县\n1,东兴\n")]
)
def test_kinds_without_points_are_written(qgis_app, tmp_path, kind, text):
    (tmp_path / "a.csv").write_text(text, "utf-8")
    result = run(FILE=str(tmp_path / "a.csv"), KIND=kind)
    assert result["OUTPUT"].featureCount() == 1
    assert result["OUTPUT"].isSpatial() is (kind == "counties")


@pytest.fixture
def chinese(qgis_app):
    from qgis.core import QgsSettings

    from fengsui.processing.translation import install_translator, remove_translator

    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    translator = install_translator()
    yield
    remove_translator(translator)
    QgsSettings().setValue("locale/userLocale", "en_US")


def test_a_bad_file_is_one_sentence(qgis_app, tmp_path):
    from qgis.core import QgsProcessingException

    (tmp_path / "空.xlsx").write_bytes(b"")
    with pytest.raises(QgsProcessingException, match=r"^File '空\.xlsx' is empty\.$"):
        run(FILE=str(tmp_path / "空.xlsx"), KIND="plan")


def test_sentences_are_chinese_for_a_chinese_user(chinese, workbook, tmp_path):
    from qgis.core import QgsProcessingException

    (tmp_path / "空.xlsx").write_bytes(b"")
    with pytest.raises(QgsProcessingException, match=r"空\.xlsx") as raised:
        run(FILE=str(tmp_path / "空.xlsx"), KIND="plan")
    assert "is empty" not in str(raised.value)
    result = run(FILE=workbook, KIND="applications", REJECTED="memory:")
    assert "不是坐标" in result["EVIDENCE"]
    assert "a total" not in [row["reason"] for row in result["REJECTED"].getFeatures()]


def test_a_run_stops_when_asked(qgis_app, tmp_path):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    (tmp_path / "a.csv").write_text("规划编号,站点名称\n" + "P,站\n" * 20_000, "utf-8")
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    import processing

    result = processing.run(
        "fengsui:importtable",
        {"FILE": str(tmp_path / "a.csv"), "KIND": "plan", "OUTPUT": "memory:"},
        context=QgsProcessingContext(),
        feedback=feedback,
    )
    assert "ROWS" not in result


@pytest.fixture
def county(qgis_app, tmp_path) -> str:
    import processing

    (tmp_path / "县 局").mkdir()
    made = processing.run("fengsui:createworkspace", {"FOLDER": str(tmp_path / "县 局"), "NAME": "东兴市"})
    return made["WORKSPACE"]


def kept(place: str, table: str):
    from fengsui.core.workspace.workspace import read
    from fengsui.processing.workspaces import open_place

    return read(open_place(place), table)


def counts(result: dict) -> list[int]:
    return [result[name] for name in ("ADDED", "UPDATED", "KEPT", "REMOVED")]


def test_a_workspace_keeps_it_and_another_file_is_added_or_replaces(county, workbook, tmp_path):
    first = run(FILE=workbook, KIND="applications", WORKSPACE=county)
    assert counts(first) == [3, 0, 0, 0]
    assert kept(county, "applications")["file"].unique().tolist() == ["申请 1.xlsx"]
    (tmp_path / "b.csv").write_text("申请编号,站点名称,经度,纬度\nA1,甲新,108.2,21.6\nA9,新,108.2,21.7\n", "utf-8")
    more = run(FILE=str(tmp_path / "b.csv"), KIND="applications", WORKSPACE=county, INTO="add")
    assert counts(more) == [1, 1, 2, 0]
    table = kept(county, "applications").set_index("application_id")
    assert list(table.index) == ["A1", "A2", "A3", "A9"]
    assert table.loc["A1", ["site_name", "township", "file"]].tolist() == ["甲新", "江平镇", "b.csv"]
    assert table.geometry["A1"].x == pytest.approx(108.2)
    assert counts(run(FILE=workbook, KIND="applications", WORKSPACE=county)) == [0, 3, 0, 1]
    assert len(kept(county, "applications")) == 3


def test_a_second_table_of_a_kind_is_named(county, tmp_path):
    from qgis.core import QgsProcessingException

    (tmp_path / "a.csv").write_text("海域编号,名称,类型\nS1,一,内水\n", "utf-8")
    given = {"FILE": str(tmp_path / "a.csv"), "KIND": "zones", "WORKSPACE": county, "MAPPING": "海域编号: zone_id"}
    run(**given, TABLE="zones_sea")
    assert kept(county, "zones_sea")["zone_id"].tolist() == ["S1"]
    with pytest.raises(QgsProcessingException, match="'plan_b' is not"):
        run(**given, TABLE="plan_b")
