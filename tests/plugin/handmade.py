"""Layers made by hand, and the rows of outputs."""

from __future__ import annotations

from qgis.core import NULL, QgsFeature, QgsGeometry, QgsVectorLayer


def layer(geometry: str, name: str, fields: str, *rows: tuple, crs: str = "EPSG:4490") -> QgsVectorLayer:
    """A memory layer; fields as 'name:type name:type', rows with WKT last where there is a geometry."""
    columns = "&".join(f"field={field}" for field in fields.split())
    made = QgsVectorLayer(
        f"{geometry}?crs={crs}&{columns}" if geometry != "None" else f"None?{columns}", name, "memory"
    )
    features = []
    for row in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(row[: made.fields().count()]))
        if geometry != "None" and row[-1] is not None:
            feature.setGeometry(QgsGeometry.fromWkt(row[-1]))
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def rows_of(output) -> list[dict]:
    """Rows of a layer, or of a file, with None for NULL."""
    read = QgsVectorLayer(output, "read") if isinstance(output, str) else output
    names = read.fields().names()
    return [{n: None if v == NULL else v for n, v in zip(names, row.attributes())} for row in read.getFeatures()]
