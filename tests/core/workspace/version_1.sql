-- A workspace of version 1 as the first release wrote it. Frozen: never changed.
BEGIN TRANSACTION;
CREATE TABLE "decision_log" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, checked_by TEXT NOT NULL, key TEXT NOT NULL, rule TEXT, aspect TEXT, feature TEXT, other TEXT, label TEXT, state TEXT NOT NULL, verifies TEXT, reason TEXT, who TEXT NOT NULL, decided_at TEXT NOT NULL, fingerprint TEXT NOT NULL, run INTEGER NOT NULL, version INTEGER NOT NULL);
INSERT INTO "decision_log" VALUES(1,'checkapplications','SP-12|deviation|A1|','SP-12','deviation','A1',NULL,'站A1','excepted',NULL,'已有批文','王','2026-11-21T08:01:23+00:00','error|POINT (108.1 21.5)|412|60|national 1',1,1);
CREATE TABLE "decisions" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, checked_by TEXT NOT NULL, key TEXT NOT NULL, rule TEXT, aspect TEXT, feature TEXT, other TEXT, label TEXT, state TEXT NOT NULL, verifies TEXT, reason TEXT, who TEXT NOT NULL, decided_at TEXT NOT NULL, fingerprint TEXT NOT NULL, run INTEGER NOT NULL, version INTEGER NOT NULL, UNIQUE (checked_by, key));
INSERT INTO "decisions" VALUES(1,'checkapplications','SP-12|deviation|A1|','SP-12','deviation','A1',NULL,'站A1','excepted',NULL,'已有批文','王','2026-11-21T08:01:23+00:00','error|POINT (108.1 21.5)|412|60|national 1',1,1);
CREATE TABLE "finding_history" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, checked_by TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, rule TEXT, aspect TEXT, severity TEXT, feature TEXT, other TEXT, label TEXT, message TEXT);
INSERT INTO "finding_history" VALUES(1,'checkapplications','SP-12|deviation|A1|','error|POINT (108.1 21.5)|412|60|national 1',1,1,'SP-12','deviation','error','A1',NULL,'站A1','距规划站 412 m');
INSERT INTO "finding_history" VALUES(2,'checkapplications','SP-12|deviation|A2|','error|POINT (108.101 21.5)|412|60|national 1',1,1,'SP-12','deviation','error','A2',NULL,'站A2','距规划站 412 m');
CREATE TABLE "findings" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, "rule" TEXT, "aspect" TEXT, "severity" TEXT, "layer" TEXT, "feature" TEXT, "other" TEXT, "label" TEXT, "message" TEXT, "measured" REAL, "limit" REAL, "unit" TEXT, "clause" TEXT, "data" TEXT, "suggestion" TEXT, "checked_by" TEXT, "key" TEXT, "fingerprint" TEXT, "state" TEXT, "verifies" TEXT, "reason" TEXT, "who" TEXT, "decided_at" TEXT, "former_state" TEXT, "former_reason" TEXT, "former_who" TEXT, "former_decided_at" TEXT, "version" INTEGER, "run" INTEGER, "change" TEXT);
INSERT INTO "findings" VALUES(1,X'475000018A11000001010000006666666666065B400000000000803540','SP-12','deviation','error','applications','A1',NULL,'站A1','距规划站 412 m',412.0,60.0,'m','c','d','s','checkapplications','SP-12|deviation|A1|','error|POINT (108.1 21.5)|412|60|national 1','excepted',NULL,'已有批文','王','2026-11-21T08:01:23+00:00',NULL,NULL,NULL,NULL,1,1,'new');
INSERT INTO "findings" VALUES(2,X'475000018A11000001010000005839B4C876065B400000000000803540','SP-12','deviation','error','applications','A2',NULL,'站A2','距规划站 412 m',412.0,60.0,'m','c','d','s','checkapplications','SP-12|deviation|A2|','error|POINT (108.101 21.5)|412|60|national 1','open',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'new');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO "gpkg_contents" VALUES('workspace','attributes','workspace','','2026-11-21T08:01:23.017Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('runs','attributes','runs','','2026-11-21T08:01:23.017Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('decisions','attributes','decisions','','2026-11-21T08:01:23.018Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('decision_log','attributes','decision_log','','2026-11-21T08:01:23.018Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('finding_history','attributes','finding_history','','2026-11-21T08:01:23.018Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('findings','features','findings','','2026-11-21T08:01:23.339Z',1.08099998474121093748e+02,21.5,1.08101013183593749997e+02,21.5,4490);
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO "gpkg_geometry_columns" VALUES('findings','geom','POINT',4490,0,0);
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined cartesian SRS',-1,'NONE',-1,'undefined',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined geographic SRS',0,'NONE',0,'undefined',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('EPSG:4326',4326,'EPSG',4326,'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('EPSG:4490',4490,'EPSG',4490,'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]',NULL);
CREATE TABLE "runs" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, algorithm TEXT NOT NULL, checked_by TEXT NOT NULL, profile TEXT NOT NULL, stored_at TEXT NOT NULL, tables TEXT NOT NULL, record TEXT NOT NULL);
INSERT INTO "runs" VALUES(1,'fengsui:checkapplications','checkapplications','national 1','2026-11-21T08:01:23+00:00','findings','{"algorithm": "fengsui:checkapplications", "profile": "national 1", "plugin": "0"}');
CREATE TABLE "workspace" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, word TEXT NOT NULL UNIQUE, value TEXT);
INSERT INTO "workspace" VALUES(1,'version','1');
INSERT INTO "workspace" VALUES(2,'title','东兴市');
INSERT INTO "workspace" VALUES(3,'sample','0');
INSERT INTO "workspace" VALUES(4,'created_at','2026-11-21T08:01:23+00:00');
CREATE INDEX decision_log_of ON decision_log (checked_by, key);
CREATE INDEX finding_history_of ON finding_history (checked_by, last_run);
CREATE INDEX "findings_of" ON "findings" ("checked_by", "key");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('workspace',4);
INSERT INTO "sqlite_sequence" VALUES('runs',1);
INSERT INTO "sqlite_sequence" VALUES('finding_history',2);
INSERT INTO "sqlite_sequence" VALUES('findings',2);
INSERT INTO "sqlite_sequence" VALUES('decisions',1);
INSERT INTO "sqlite_sequence" VALUES('decision_log',1);
COMMIT;
