"""The PostgreSQL servers we can be given: one of our own, or the one that `DATABASE_URL` points to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from devtools.machine.postgres import PostgresUnavailable


class DatabaseServer(Protocol):
    """What we need of a PostgreSQL server; `odop` users of a given server must be allowed to create databases."""

    def url(self, database: str) -> str: ...
    def databases(self) -> set[str]: ...
    def create_database(self, name: str, template: str = "template0") -> None: ...
    def drop_database(self, name: str) -> None: ...
    def rename_database(self, old: str, new: str) -> None: ...


@dataclass(frozen=True)
class GivenServer:
    """The server DATABASE_URL points to. We create databases of our own on it and leave the one it names alone."""

    database_url: str

    def url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.database_url)._replace(path=f"/{database}"))

    def databases(self) -> set[str]:
        with self._admin() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def create_database(self, name: str, template: str = "template0") -> None:
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)

    def drop_database(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def rename_database(self, old: str, new: str) -> None:
        self._execute("ALTER DATABASE {} RENAME TO {}", old, new)

    def _execute(self, statement: str, *names: str) -> None:
        with self._admin() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _admin(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise PostgresUnavailable(f"The server of DATABASE_URL cannot be used: {error}") from error
