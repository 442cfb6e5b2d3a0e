"""The base of the algorithms, through a throwaway one that asks for a bit of everything."""

from __future__ import annotations

import datetime as dt
import json
import time

import pandas as pd
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingProvider,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)


def throwaway():
    """The class is made here because its module can only be imported once QGIS runs."""
    from fengsui.core.errors import N_, CoreError
    from fengsui.processing.base import Algorithm
    from fengsui.processing.parameters import (
        choice_input,
        date_input,
        flag_input,
        number_input,
        number_output,
        sink,
        table_input,
        text_input,
        text_output,
    )

    class Throwaway(Algorithm):
        NAME, TITLE, GROUP, HELP = "throwaway", N_("Throw away"), N_("Some tests"), N_("Tests the base.")
        seen: dict = {}

        def inputs(self):
            yield table_input("PLAN", "Plan", "plan", help="The plan.")
            yield table_input("ZONES", "Zones", "zones", optional=True, multiple=True, help="Zones.")
            yield table_input("RAW", "Raw", None, optional=True, help="As it is.")
            yield table_input("TASKS", "Tasks", "tasks", optional=True, help="Tasks.")
            yield text_input("COMPLETE", "Complete", default="", optional=True, help="Kinds.")
            yield choice_input("MODEL", "Model", ["radius", "formula"], default="radius", help="Words.")
            yield number_input("RADIUS", "Radius", optional=True, minimum=0, help="Metres.")
            yield date_input("DATE", "Date", help="A day.")
            yield flag_input("PUBLIC", "Public", help="Without names.")
            yield sink("OUTPUT", "Output", "point", help="All.")
            yield sink("EXTENTS", "Extents", "polygon", optional=True, help="Areas.")
            yield number_output("ROWS", "Rows")
            yield text_output("EVIDENCE", "Evidence")

        def compute(self, values, progress):
            Throwaway.seen = values
            progress(0.5)
            if values["COMPLETE"] == "fault":
                raise CoreError(N_("{name} has no rows"), name=values["PLAN"].attrs["name"])
            if values["COMPLETE"] == "slow":
                for step in range(100):
                    progress(step / 100)
                    time.sleep(0.01)
            self.note(profile="test 1", wants=self.wants("EXTENTS"))
            result = {"OUTPUT": values["PLAN"], "ROWS": len(values["PLAN"]), "EVIDENCE": "none"}
            if self.wants("EXTENTS"):
                result["EXTENTS"] = values["ZONES"]
            return result

    return Throwaway


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.lines = []

    def pushDebugInfo(self, text):
        self.lines.append(text)

    def pushWarning(self, text):
        self.lines.append(text)


@pytest.fixture
def algorithm(qgis_app):
    """The throwaway in a provider of its own, as the toolbox would run it."""

    class Provider(QgsProcessingProvider):
        def id(self):
            return "throwaway"

        def name(self):
            return "throwaway"

        def loadAlgorithms(self):
            self.addAlgorithm(throwaway()())

    provider = Provider()
    registry = QgsApplication.processingRegistry()
    registry.addProvider(provider)
    yield registry.algorithmById("throwaway:throwaway")
    registry.removeProvider(provider)
    QgsProject.instance().clear()


@pytest.fixture
def plan(qgis_app):
    return layer(
        "plan", "Point?crs=EPSG:4326&field=规划编号:string&field=年度:string", [("POINT(108 21)", ["P1", "2026年"])]
    )


def layer(name, definition, rows):
    made = QgsVectorLayer(definition, name, "memory")
    for wkt, attributes in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(attributes)
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert made.dataProvider().addFeature(feature)
    return made


def run(algorithm, feedback=None, context=None, **parameters):
    context = context or QgsProcessingContext()
    feedback = feedback or Log()
    parameters.setdefault("OUTPUT", "memory:")
    results, done = algorithm.create().run(parameters, context, feedback, {}, False)
    assert done
    return results, context, feedback


def seen(algorithm):
    return type(algorithm).seen


def test_a_chinese_table_arrives_standard_and_in_degrees(algorithm, plan):
    results, context, _ = run(algorithm, PLAN=plan)
    frame = seen(algorithm)["PLAN"]
    assert frame["plan_id"].tolist() == ["P1"]
    assert frame.crs.to_epsg() == 4490
    assert frame.attrs["name"] == "plan"
    assert results["ROWS"] == 1
    assert results["EVIDENCE"] == "none"
    output = context.takeResultLayer(results["OUTPUT"])
    assert output.crs().authid() == "EPSG:4490"
    assert output.featureCount() == 1


def test_values_not_given_are_none_or_the_default(algorithm, plan):
    run(algorithm, PLAN=plan)
    values = seen(algorithm)
    assert [values[name] for name in ("ZONES", "RAW", "TASKS", "COMPLETE", "RADIUS", "DATE")] == [None] * 6
    assert values["MODEL"] == "radius"
    assert values["PUBLIC"] is False


def test_values_given_are_plain_python(algorithm, plan):
    run(algorithm, PLAN=plan, COMPLETE=" farmland ", RADIUS=0, DATE="2026-11-21", MODEL="formula", PUBLIC=True)
    values = seen(algorithm)
    assert values["COMPLETE"] == "farmland"
    assert values["RADIUS"] == 0.0
    assert values["DATE"] == dt.date(2026, 11, 21)
    assert values["MODEL"] == "formula"
    assert values["PUBLIC"] is True


def test_several_layers_become_one_table_that_knows_where_rows_came_from(algorithm, plan):
    square = "POLYGON((108 21, 108.1 21, 108.1 21.1, 108 21))"
    one = layer(
        "永久基本农田", "Polygon?crs=EPSG:4490&field=zone_id:string&field=kind:string", [(square, ["1", "farmland"])]
    )
    zone = "POLYGON((500000 2400000, 501000 2400000, 501000 2401000, 500000 2400000))"
    two = layer("redline", "Polygon?crs=EPSG:4508&field=zone_id:string", [(zone, ["2"])])
    results, context, _ = run(algorithm, PLAN=plan, ZONES=[one, two], EXTENTS="memory:")
    zones = seen(algorithm)["ZONES"]
    assert zones["layer_name"].tolist() == ["永久基本农田", "redline"]
    assert zones.crs.to_epsg() == 4490
    assert context.takeResultLayer(results["EXTENTS"]).featureCount() == 2


def test_layers_of_one_geopackage_keep_their_own_names(algorithm, plan, tmp_path):
    path = str(tmp_path / "county.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    for name in ("farmland", "heritage"):
        options.layerName = name
        zones = layer(name, "Polygon?crs=EPSG:4490&field=zone_id:string", [("POLYGON((0 0, 1 0, 1 1, 0 0))", [name])])
        QgsVectorFileWriter.writeAsVectorFormatV3(zones, path, QgsProject.instance().transformContext(), options)
        options.actionOnExistingFile = QgsVectorFileWriter.CreateOrOverwriteLayer
    given = [f"{path}|layername=farmland", f"{path}|layername=heritage"]
    run(algorithm, PLAN=plan, ZONES=given, RAW=given[1])
    assert seen(algorithm)["ZONES"]["layer_name"].tolist() == ["farmland", "heritage"]
    assert seen(algorithm)["RAW"].attrs["name"] == "heritage"


def test_a_raw_table_keeps_its_columns_and_system(algorithm, plan):
    raw = layer("raw", "Point?crs=EPSG:4508&field=年度:string", [("POINT(500000 2400000)", ["x"])])
    run(algorithm, PLAN=plan, RAW=raw)
    assert seen(algorithm)["RAW"].crs.to_epsg() == 4508
    assert "年度" in seen(algorithm)["RAW"]


def test_a_register_without_positions_is_still_a_table_with_geometry(algorithm):
    run(algorithm, PLAN=layer("plan", "NoGeometry?field=plan_id:string", [(None, ["P1"])]))
    assert seen(algorithm)["PLAN"].geometry.isna().all()


def test_a_kind_without_geometry_arrives_without(algorithm, plan):
    run(
        algorithm,
        PLAN=plan,
        TASKS=layer("tasks", "Point?crs=EPSG:4490&field=county:string", [("POINT(1 2)", ["450681"])]),
    )
    assert not hasattr(seen(algorithm)["TASKS"], "crs")


def test_only_selected_features_are_read_when_the_user_says_so(algorithm, plan):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    QgsProject.instance().addMapLayer(plan)
    definition = QgsProcessingFeatureSourceDefinition(plan.id(), selectedFeaturesOnly=True)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run(algorithm, PLAN=definition, context=context)
    assert len(seen(algorithm)["PLAN"]) == 0


def test_a_layer_without_crs_is_named_with_its_cure(algorithm):
    plain = layer("no system", "Point?field=plan_id:string", [("POINT(1 2)", ["P1"])])
    plain.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException, match=r"'no system' has no coordinate system. Set it"):
        run(algorithm, PLAN=plain)


def test_a_fault_the_user_can_cure_is_one_sentence(algorithm, plan):
    with pytest.raises(QgsProcessingException, match=r"^plan has no rows$"):
        run(algorithm, PLAN=plan, COMPLETE="fault")


def test_a_stop_gives_no_results_within_a_second(algorithm, plan):
    feedback = Log()
    feedback.cancel()
    start = time.monotonic()
    results, _, _ = run(algorithm, PLAN=plan, COMPLETE="slow", feedback=feedback)
    assert results == {}
    assert time.monotonic() - start < 1


def test_an_optional_output_that_is_not_asked_for_is_not_made(algorithm, plan):
    results, _, feedback = run(algorithm, PLAN=plan)
    assert "EXTENTS" not in results
    assert json.loads(feedback.lines[-1])["wants"] is False


def test_the_run_record_says_what_the_result_rests_on(algorithm, plan, tmp_path):
    from osgeo import ogr

    path = tmp_path / "out.gpkg"
    _, _, feedback = run(algorithm, PLAN=plan, COMPLETE="farmland", OUTPUT=f"ogr:dbname='{path}' table=\"plan\" (geom)")
    record = json.loads(feedback.lines[-1])
    assert record["algorithm"] == "throwaway:throwaway"
    assert record["profile"] == "test 1"
    assert record["rows_read"] == {"PLAN": 1}
    assert record["rows_written"] == {"OUTPUT": 1}
    assert record["layers"]["PLAN"] == [{"layer": "plan", "crs": "EPSG:4326", "written": None}]
    assert record["parameters"]["COMPLETE"] == "farmland"
    data = ogr.Open(str(path))
    assert json.loads(data.GetLayerByName("plan").GetMetadataItem("FENGSUI_RUN")) == record
    again = QgsVectorLayer(f"{path}|layername=plan", "plan", "ogr")
    assert again.featureCount() == 1


def test_outputs_that_go_to_the_map_are_described(algorithm, plan):
    from qgis.core import QgsProcessingOutputLayerDefinition

    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    output = QgsProcessingOutputLayerDefinition("memory:", project)
    results, _, feedback = run(algorithm, PLAN=plan, OUTPUT=output, context=context)
    details = context.layerToLoadOnCompletionDetails(results["OUTPUT"])
    made = context.getMapLayer(results["OUTPUT"])
    details.postProcessor().postProcessLayer(made, context, feedback)
    assert json.loads(made.metadata().abstract())["algorithm"] == "throwaway:throwaway"


def test_every_parameter_is_explained_in_the_help(algorithm):
    text = algorithm.shortHelpString()
    assert "Tests the base." in text
    assert "(COMPLETE): Kinds." in text
    assert algorithm.tags() == ["throw", "away", "throwaway"]
    assert algorithm.groupId() == "sometests"


def test_a_bug_of_ours_is_not_hidden(algorithm, plan, monkeypatch):
    monkeypatch.setattr(type(algorithm), "compute", lambda self, values, progress: {}["missing"])
    with pytest.raises(QgsProcessingException, match="Traceback"):  # QGIS shows where
        run(algorithm, PLAN=plan)


def test_progress_runs_from_reading_to_writing(algorithm, plan):
    feedback, steps = Log(), []
    feedback.progressChanged.connect(steps.append)
    run(algorithm, PLAN=plan, feedback=feedback)
    assert steps == sorted(steps)
    assert 50 < max(steps) <= 100


def test_pandas_tables_are_outputs_too(algorithm, plan, monkeypatch):
    table = pd.DataFrame({"sheet": ["一"], "row": [3]})
    monkeypatch.setattr(type(algorithm), "compute", lambda self, values, progress: {"OUTPUT": table})
    results, context, _ = run(algorithm, PLAN=plan)
    assert context.takeResultLayer(results["OUTPUT"]).featureCount() == 1


def test_it_runs_in_the_background_as_from_the_dialog(algorithm, plan):
    from qgis.core import QgsProcessingAlgRunnerTask
    from qgis.PyQt.QtCore import QEventLoop, QTimer

    QgsProject.instance().addMapLayer(plan)
    context, feedback, loop, told = QgsProcessingContext(), Log(), QEventLoop(), []
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(algorithm, {"PLAN": plan.id(), "OUTPUT": "memory:"}, context, feedback)
    task.executed.connect(lambda done, results: (told.append((done, results)), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    QTimer.singleShot(20_000, loop.quit)
    loop.exec()
    done, results = told[0]
    assert done
    assert results["ROWS"] == 1


def test_it_runs_as_a_step_of_a_model(algorithm, plan):
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterFeatureSource,
    )

    model = QgsProcessingModelAlgorithm("model")
    model.addModelParameter(QgsProcessingParameterFeatureSource("IN", "in"), QgsProcessingModelParameter("IN"))
    child = QgsProcessingModelChildAlgorithm(algorithm.id())
    child.setChildId("step")
    child.addParameterSources("PLAN", [QgsProcessingModelChildParameterSource.fromModelParameter("IN")])
    output = QgsProcessingModelOutput("all")
    output.setChildId("step")
    output.setChildOutputName("OUTPUT")
    child.setModelOutputs({"all": output})
    model.addChildAlgorithm(child)
    context = QgsProcessingContext()
    results, done = model.run({"IN": plan, "step:all": "memory:"}, context, Log(), {}, False)
    assert done
    assert context.takeResultLayer(results["step:all"]).featureCount() == 1


@pytest.mark.parametrize("parameter", ["PLAN", "RAW", "ZONES"])
def test_a_gbk_shapefile_without_cpg_is_read_as_it_was_written(algorithm, plan, tmp_path, parameter):
    path = tmp_path / "规划.shp"
    definition = "Point?crs=EPSG:4490&field=站点名称:string(40)&field=类别:string(40)"
    rows = [("POINT (108 22)", ["东山镇一号站", "基本农田"]), ("POINT (108 23)", ["西岭乡一号站", "文物"])]
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", "GBK"
    names = layer("plan", definition, rows)
    QgsVectorFileWriter.writeAsVectorFormatV3(names, str(path), QgsProject.instance().transformContext(), options)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    given = {"PLAN": plan, parameter: [str(path)] if parameter == "ZONES" else str(path)}
    _, _, feedback = run(algorithm, **given)
    frame = seen(algorithm)[parameter]
    if parameter == "ZONES":
        assert frame["kind"].tolist() == ["farmland", "heritage"]
    else:
        assert frame["site_name" if parameter == "PLAN" else "站点名称"].tolist() == ["东山镇一号站", "西岭乡一号站"]
    assert any("GB18030" in line for line in feedback.lines)


def test_a_table_without_geometry_stands_where_its_columns_say(algorithm, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "规划编号,经度,纬度,坐标系\nP1,108.1,21.5,CGCS2000\nP2,108°06′00″,21°30′00″,国家2000\nP3,?,21,CGCS2000\n",
        "utf-8",
    )
    _, _, feedback = run(algorithm, PLAN=str(path))
    places = seen(algorithm)["PLAN"].geometry
    assert [(round(p.x, 6), round(p.y, 6)) for p in places[:2]] == [(108.1, 21.5)] * 2
    assert places[2] is None
    assert places.crs.to_epsg() == 4490
    assert any("lon_raw, lat_raw" in line for line in feedback.lines)
    path.write_text("规划编号,经度,纬度\nP1,108.1,21.5\n", "utf-8")
    run(algorithm, PLAN=str(path))
    assert seen(algorithm)["PLAN"]["crs_declared"].tolist() == ["unknown"]  # for SP-03: no layer says it either
