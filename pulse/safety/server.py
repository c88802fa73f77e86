"""Rules about gunicorn's settings, wherever they were made: its file, its command line or GUNICORN_CMD_ARGS."""

from collections.abc import Callable, Iterator, Mapping

from pulse.safety.finding import Finding

Unsafe = Callable[[object], bool]

_RULES: Mapping[str, tuple[Unsafe, str]] = {
    "accesslog": (bool, "it writes an address and a time for each request; remove it"),
    "loglevel": (
        lambda level: str(level).lower() == "debug",
        "debug writes the address of every request; use warning or error",
    ),
    "logger_class": (
        lambda logger: getattr(logger, "__name__", logger) != "SilentLogger",
        "another logger writes what went wrong with what was in it; use the one of gunicorn.conf.py",
    ),
    "logconfig": (bool, "it can turn the access log on again; remove it"),
    "logconfig_dict": (bool, "it can turn the access log on again; remove it"),
    "logconfig_json": (bool, "it can turn the access log on again; remove it"),
    "syslog": (bool, "it sends the access log to another program; remove it"),
    "statsd_host": (bool, "it sends the time of every request to another machine; remove it"),
    "dogstatsd_tags": (bool, "it sends the time of every request to another machine; remove it"),
    "spew": (bool, "it writes every line that runs, with values; remove it"),
    "reload": (bool, "a changed file would go live without anybody's decision; remove it"),
}


def findings(values: Mapping[str, object]) -> Iterator[Finding]:
    """What is unsafe among these settings of gunicorn: name -> value."""
    for name, (is_unsafe, advice) in _RULES.items():
        if name in values and is_unsafe(values[name]):
            yield Finding(f"gunicorn {name}", advice, always=True)


def from_environment() -> Mapping[str, object]:
    """What GUNICORN_CMD_ARGS asks for. Raises SystemExit, as gunicorn does, where it makes no sense."""
    from gunicorn.config import Config

    config = Config()
    asked = vars(config.parser().parse_args(config.get_cmd_args_from_env()))
    return {name: asked[name] for name in _RULES if asked.get(name) is not None}
