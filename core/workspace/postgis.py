"""A workspace in a schema of a PostGIS server, for several users at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Optional
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..errors import N_, CoreError
from .postgis_session import ServerSession
from .statements import quoted

try:
    import psycopg2

    _BROKEN: Any = (psycopg2.OperationalError, psycopg2.InterfaceError)
except ImportError:  # QGIS ships it nearly everywhere; files work without
    psycopg2 = None

DEFAULT_SCHEMA = "fengsui"
WAIT = "10s"
_SIGN, _ESCAPED = r"(['\\])", r"\\\1"


class PostGIS:
    """A schema of a server: how it is reached, and its transactions."""

    def __init__(self, place: str, password: Optional[str] = None) -> None:
        if psycopg2 is None:
            raise CoreError(N_("A PostGIS workspace needs psycopg2, which this QGIS does not have. Use a GeoPackage."))
        self.address, self.schema, self.place = split_address(place)
        self.name = self.schema
        self._password = password
        self.notes: list[CoreError] = []

    def exists(self) -> bool:
        with self._cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", (f"{quoted(self.schema)}.workspace",))
            return cursor.fetchone()[0] is not None

    def must_exist(self) -> None:
        """CoreError where the schema holds no workspace."""
        if not self.exists():
            raise CoreError(N_("The schema '{schema}' holds no workspace."), schema=self.schema)

    @contextmanager
    def reading(self) -> Iterator[ServerSession]:
        """One state of the tables, whatever others write meanwhile."""
        with self._cursor(isolation_level="REPEATABLE READ", readonly=True) as cursor:
            yield ServerSession(cursor, self.schema)

    @contextmanager
    def writing(self) -> Iterator[ServerSession]:
        """One transaction: all of it or, when anything fails, nothing."""
        with self._cursor() as cursor:
            yield ServerSession(cursor, self.schema)

    @contextmanager
    def making(self) -> Iterator[ServerSession]:
        """A new schema with what PostGIS needs, complete or not there at all."""
        with self._cursor() as cursor:
            session = ServerSession(cursor, self.schema)
            session.lock()
            if session.has("workspace"):
                raise CoreError(N_("The schema '{schema}' holds a workspace already."), schema=self.schema)
            if not session.rows("SELECT 1 FROM pg_extension WHERE extname = 'postgis'"):
                self._with_postgis(cursor)
            if not session.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", self.schema):
                session.run(f"CREATE SCHEMA {quoted(self.schema)}")
            yield session

    def _with_postgis(self, cursor: Any) -> None:
        try:
            cursor.execute("CREATE EXTENSION postgis SCHEMA public")
        except psycopg2.Error as error:
            text = N_(
                "The database has no PostGIS, and it could not be added: {reason}. "
                "Ask whoever runs the server for CREATE EXTENSION postgis."
            )
            raise CoreError(text, reason=_said(error)) from error

    @contextmanager
    def _cursor(self, **transaction: Any) -> Iterator[Any]:
        try:
            connection = psycopg2.connect(
                self.address, password=self._password, connect_timeout=10, application_name="fengsui"
            )
        except psycopg2.Error as error:
            text = N_("The server cannot be reached: {reason}. Check address, network and password.")
            raise CoreError(text, reason=_said(error)) from error
        with closing(connection):
            try:
                if transaction:
                    connection.set_session(**transaction)
                with connection, connection.cursor() as cursor:  # commits, or rolls back when anything is raised
                    cursor.execute("SELECT set_config('search_path', %s, true)", (f"{quoted(self.schema)}, public",))
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", (WAIT,))
                    self._as_owner(cursor)
                    yield cursor
            except psycopg2.Error as error:
                raise _of_server(error, self.schema) from error

    def _as_owner(self, cursor: Any) -> None:
        """Act as the role that owns the schema where the user belongs to it: what one stores, the next may replace."""
        cursor.execute(
            "SELECT rolname FROM pg_namespace JOIN pg_roles r ON r.oid = nspowner "
            "WHERE nspname = %s AND rolname <> current_user AND pg_has_role(r.oid, 'MEMBER')",
            (self.schema,),
        )
        owner = cursor.fetchone()
        if owner:
            cursor.execute("SELECT set_config('role', %s, true)", owner)


def is_address(place: str) -> bool:
    """Whether this names a server: postgresql://… or words such as service=… dbname=…; else it is a file."""
    return bool(re.match(r"postgres(ql)?://", place) or re.search(r"(^|\s)(service|dbname|host)\s*=", place))


def split_address(place: str) -> tuple[str, str, str]:
    """What libpq connects to, the schema (`schema=` in the address, else fengsui), and the two together.

    CoreError where the address holds a password: it would be kept in run records and project files.
    """
    if "://" in place:
        parts = urlsplit(place)
        query = dict(parse_qsl(parts.query))
        schema, secret = query.pop("schema", DEFAULT_SCHEMA), parts.password or query.get("password")
        address = urlunsplit(parts._replace(query=urlencode(query)))
        whole = urlunsplit(parts._replace(query=urlencode({**query, "schema": schema})))
    else:
        words = re.findall(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S+)", place)
        given = dict(words)
        schema, secret = _bare(given.pop("schema", DEFAULT_SCHEMA)), given.get("password")
        address = " ".join(f"{name}={value}" for name, value in given.items())
        whole = f"{address} schema='{re.sub(_SIGN, _ESCAPED, schema)}'"
    if secret:
        raise CoreError(
            N_(
                "The address holds a password, which would be kept in records of runs. "
                "Save it in a connection of QGIS or in the password file of PostgreSQL."
            )
        )
    return address, schema, whole


def _bare(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word.startswith("'") else word


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _of_server(error: Any, schema: str) -> Exception:
    code = error.pgcode or ""
    if code == "42501":
        text = N_("You may not write to the schema '{schema}': {reason}. Ask whoever runs the server.")
    elif code in ("55P03", "40P01", "40001", "57014"):
        text = N_("Someone else is writing to the schema '{schema}'. Nothing was changed; try again in a moment.")
    elif code == "53100":
        text = N_("The server's disk is full. Nothing was changed. ({reason})")
    elif (
        code in ("57P01", "57P02", "57P03", "25006")
        or code.startswith("08")
        or (not code and isinstance(error, _BROKEN))
    ):
        text = N_("The server broke off: {reason}. What was not yet stored is not stored.")
    else:
        return error
    return CoreError(text, schema=schema, reason=_said(error))
