"""Rules about a PostgreSQL server: what its log and its files would keep of answers, and what our role may read.

Asked over the connection Pulse itself uses, so a setting may be made for the server, the database or the role.
"""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from pulse.config import Settings
from pulse.safety.finding import Finding
from pulse.safety.settings import server_of

Wanted = Callable[[str], bool]

_OFF = "off".__eq__
_NEVER = "-1".__eq__

#: Name of a setting -> whether a value is safe, and what to do when it is not.
RULES: Mapping[str, tuple[Wanted, str]] = {
    "log_statement": ("none".__eq__, "statements would be logged with their times; set it to none"),
    "log_duration": (_OFF, "the time of every statement would be logged; set it to off"),
    "log_min_duration_statement": (_NEVER, "slow statements would be logged; set it to -1"),
    "log_min_duration_sample": (_NEVER, "some statements would be logged; set it to -1"),
    "log_transaction_sample_rate": ("0".__eq__, "some statements would be logged; set it to 0"),
    "log_parameter_max_length": (
        "0".__eq__,
        "a logged statement would bring its values along; set it to 0",
    ),
    "log_parameter_max_length_on_error": (
        "0".__eq__,
        "a failed statement would be logged with its values; set it to 0",
    ),
    "log_min_error_statement": (
        "panic".__eq__,
        "a failed statement would be logged; set it to panic",
    ),
    "log_error_verbosity": (
        "terse".__eq__,
        "the detail of an error repeats a row's values; set it to terse",
    ),
    "log_min_messages": (
        lambda level: not level.startswith("debug"),
        "debug messages tell of every statement; set it to warning",
    ),
    "log_lock_waits": (_OFF, "two casts that meet would be logged with their time; set it to off"),
    "log_statement_stats": (_OFF, "every statement would be logged; set it to off"),
    "log_parser_stats": (_OFF, "every statement would be logged; set it to off"),
    "log_planner_stats": (_OFF, "every statement would be logged; set it to off"),
    "log_executor_stats": (_OFF, "every statement would be logged; set it to off"),
    "debug_print_parse": (_OFF, "every statement would be logged; set it to off"),
    "debug_print_rewritten": (_OFF, "every statement would be logged; set it to off"),
    "debug_print_plan": (_OFF, "every statement would be logged; set it to off"),
    "track_commit_timestamp": (
        _OFF,
        "the server would keep the time of each answer; set it to off and restart the server",
    ),
    "auto_explain.log_min_duration": (_NEVER, "statements would be logged; do not load it"),
    "pgaudit.log": ("none".__eq__, "it logs statements with their values; set it to none"),
}

_SETTINGS = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
_ROLE = text(
    "SELECT rolsuper OR rolbypassrls OR rolreplication OR pg_has_role(oid, 'pg_read_all_data', 'USAGE') "
    "FROM pg_roles WHERE rolname = current_user"
)
_CLEAR = text(
    "SELECT inet_server_addr() IS NOT NULL AND NOT inet_server_addr() <<= ANY "
    "(ARRAY['127.0.0.0/8', '::1/128']::inet[]) AND NOT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
)
_MAY_CONNECT = text(
    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = :name "
    "AND has_database_privilege(current_user, oid, 'CONNECT'))"
)
_MAY_READ = text(
    "SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 'sealed_opened' "
    "AND has_table_privilege(current_user, format('%I.%I', schemaname, tablename), 'SELECT'))"
)


def findings(settings: Settings, database: str, engine: Engine) -> Iterator[Finding]:
    """What is unsafe about one database ("people" or "ballot"). Nothing where it is not PostgreSQL."""
    if engine.dialect.name != "postgresql":
        return
    try:
        with engine.connect() as line:
            found = [*_server(line), *_role(settings, database, line)]
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", error)).__name__
        advice = f"it could not be asked what it logs ({kind}); let it answer, then start again"
        found = [("connection", advice)]
    finally:
        engine.dispose()  # gunicorn forks next, and workers must not share a connection
    for name, advice in found:
        yield Finding(f"postgresql {name} ({database} database)", advice)


def _server(line: Connection) -> Iterator[tuple[str, str]]:
    for name, value in line.execute(_SETTINGS, {"names": list(RULES)}):
        is_safe, advice = RULES[name]
        if not is_safe(value):
            yield name, advice
    if line.scalar(_CLEAR):
        yield "sslmode", "the connection crosses a network in the clear; use sslmode=verify-full"


def _role(settings: Settings, database: str, line: Connection) -> Iterator[tuple[str, str]]:
    if line.scalar(_ROLE):
        yield (
            "role",
            "it may read every database of the server; use a role without special rights",
        )
        return
    if database == "ballot" and _shares_a_server(settings):
        name = make_url(str(settings.database_url)).database
        if line.scalar(_MAY_CONNECT, {"name": name}):
            yield "role", f"it may open the people database; REVOKE CONNECT ON DATABASE {name}"
    if settings.casts_alone and line.scalar(_MAY_READ):
        yield "role", "it may read more than casting takes; grant as docs/operations.md says"


def _shares_a_server(settings: Settings) -> bool:
    """Whether this process knows both databases, and they are one server's."""
    if settings.database_url is None or settings.ballot_url is None:
        return False
    people, ballot = make_url(settings.database_url), make_url(settings.ballot_url)
    return (
        server_of(people) == server_of(ballot)
        and people.get_backend_name() == ballot.get_backend_name()
    )
