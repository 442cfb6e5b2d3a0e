"""A register from an https address -> a tidy layer of resources; the only algorithm that uses the network."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingParameterAuthConfig

from ..core.errors import N_, CoreError, Progress
from ..core.intake.importing import import_table
from .base import Algorithm
from .network import reach
from .parameters import Input, choice_input, file_output, number_input, number_output, sink, text_input, text_output
from .record import plugin_version
from .translation import sentence, tr

FORMATS = ["auto", "csv", "xlsx", "json", "geojson", "wfs", "arcgis"]
KIND = "resources"
_ARRIVED = 0.6  # share of the progress: where the fetch ends and the reading begins


class FetchRegister(Algorithm):
    NAME = "fetchregister"
    TITLE = N_("Fetch register")
    GROUP = N_("Opened resources")
    HELP = N_(
        "Fetches the register of opened resources from an https address and reads it like 'Import table': csv, xlsx, "
        "json, GeoJSON, WFS, ArcGIS feature service. Nothing is sent but this request, and only when you run it. "
        "Certificates are always checked; proxy and trusted certificates are those of QGIS. The register in the "
        "file is replaced only when the new one is whole and can be read; a run that was cut off is continued by the next."
    )
    OUTPUT_STYLES = {"OUTPUT": KIND}

    def inputs(self) -> Iterator[Any]:
        yield text_input(
            "URL",
            N_("Address"),
            help=N_(
                "Begins with https://. Of a WFS or an ArcGIS service: the address of the layer (…/wfs?typeNames=…, "
                "…/FeatureServer/0). QGIS keeps addresses in its history: put passwords into an authentication "
                "configuration, not here."
            ),
        )
        yield choice_input(
            "FORMAT",
            N_("Format"),
            FORMATS,
            "auto",
            optional=True,
            help=N_("auto goes by the address and by what comes. json is a list of records."),
        )
        yield text_input(
            "MAPPING",
            N_("Column names of this sender"),
            optional=True,
            multiline=True,
            help=N_("YAML, or the path of a YAML file: 'header: column' per line, or sender and columns."),
        )
        definition = QgsProcessingParameterAuthConfig("AUTHCFG", tr(N_("Authentication")), None, True)
        definition.setHelp(tr(N_("A configuration of QGIS's authentication store whose method sends a header.")))
        yield Input(definition, _reach)
        yield file_output(
            "FILE",
            N_("Register as it came"),
            N_("Registers (*.csv *.xlsx *.json *.geojson)"),
            optional=True,
            help=N_(
                "Keeps the register as fetched (services: as GeoJSON). With it an unchanged register is not sent again, "
                "and a run that was cut off goes on where it stopped."
            ),
        )
        yield number_input(
            "LIMIT_MB", N_("Size limit (MB)"), 100, 0.001, 2000, optional=True, help=N_("More than this is refused.")
        )
        yield number_input(
            "TIMEOUT_S",
            N_("Time limit (s)"),
            600,
            1,
            86_400,
            optional=True,
            help=N_("For the whole fetch, repeated requests and pauses too."),
        )
        yield sink("OUTPUT", N_("Register"), "point", help=N_("The records with the columns of opened resources."))
        yield sink(
            "REJECTED",
            N_("Rejected rows"),
            "none",
            optional=True,
            help=N_("What is no record: sheet, row, text, reason."),
        )
        yield number_output("ROWS", N_("Rows read"))
        yield number_output("REJECTED_COUNT", N_("Rejected rows"))
        yield text_output("SOURCE", N_("What was fetched"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        from ..core.register.access import Access, Limits
        from ..core.register.address import has_secret
        from ..core.register.fetch import fetch  # here: QGIS starts without the network library

        url, known = values["URL"] or "", values["AUTHCFG"]
        if isinstance(known, CoreError):
            raise known
        if has_secret(url):
            self.warn(tr(N_("QGIS keeps this address in its history, password and all. Use an authentication "
                            "configuration instead.")))  # fmt: skip
        total = values["TIMEOUT_S"] or 600
        limits = Limits(
            size=int((values["LIMIT_MB"] or 100) * 1_000_000),
            total_s=total,
            silence_s=min(30.0, total),
            connect_s=min(10.0, total),
        )
        with tempfile.TemporaryDirectory() as folder:
            verify: bool | str = True
            if known.authorities:
                (Path(folder) / "authorities.pem").write_bytes(known.authorities)
                verify = str(Path(folder) / "authorities.pem")
            fetched = fetch(
                url,
                lambda path: import_table(
                    path,
                    KIND,
                    mapping=(values["MAPPING"] or "").strip(),
                    progress=lambda done: progress(_ARRIVED + (1 - _ARRIVED) * done),
                ),
                form=values["FORMAT"] or "auto",
                file=values["FILE"],
                access=Access(known.headers, known.proxies, known.no_proxy, verify, f"Fengsui/{plugin_version()}"),
                limits=limits,
                progress=lambda done: progress(_ARRIVED * done),
            )
        return self._told(fetched)

    def _told(self, fetched: Any) -> dict[str, Any]:
        imported, refused = fetched.result, fetched.result.rejected
        values = {"address": fetched.address, "at": fetched.at, "size": fetched.size, "etag": fetched.etag or "-"}
        source = tr(N_("{address}, fetched {at}, {size} bytes, ETag {etag}"), **values)
        if fetched.unchanged:
            source += "; " + tr(N_("the server says that it is unchanged since"))
        self.say(source)
        if fetched.swapped:
            self.warn(tr(N_("The service gave latitude before longitude; the places were turned.")))
        if not fetched.counted:
            self.warn(tr(N_("The service does not say how many rows it has; whether all came cannot be checked.")))
        for said in imported.evidence:
            self.say(sentence(said))
        counts = N_("{rows} rows read: {accepted} records, {rejected} rejected.")
        self.say(tr(counts, rows=imported.rows, accepted=len(imported.table), rejected=len(refused)))
        self.note(source=source, rows_in_file=imported.rows, rows_rejected=len(refused))
        return {
            "OUTPUT": imported.table,
            "REJECTED": refused.assign(reason=[tr(reason) for reason in refused["reason"]]),
            "ROWS": imported.rows,
            "REJECTED_COUNT": len(refused),
            "SOURCE": source,
        }

    def _write(self, results: dict, parameters: dict, context: Any, progress: Progress) -> dict:
        from ..core.register.address import masked

        shown = {**parameters, "URL": masked(str(self._given["URL"] or ""))}  # the run record keeps no password
        return super()._write(results, shown, context, progress)


def _reach(algorithm: Any, parameters: dict, name: str, context: Any) -> Any:
    url = algorithm.parameterAsString(parameters, "URL", context).strip()
    try:
        return reach(url, algorithm.parameterAsString(parameters, name, context).strip())
    except CoreError as error:  # QGIS keeps to itself what goes wrong while it prepares
        return error
