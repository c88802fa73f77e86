"""Mutants: whether the tests of the control room notice when one small thing in it is wrong.

`python -m bench.mutants [MODULE …]` changes one comparison, number, operator, condition or statement at a time and runs the
tests of that module; what survives is printed. Each mutant is a process of its own with other code in its memory: no file is
touched, and the tests are read once. A number that another module has copied by its name keeps its value there.
"""

import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from hypothesis import Phase, settings

from bench.mutations import Mutation, mutations

UNIT, PROPERTIES = "tests/surveys/disclosure", "tests/properties"
COUNCILS = tuple(f"{UNIT}/test_{name}.py" for name in ("links", "alike", "suppress", "build"))
PLANS = (f"{PROPERTIES}/test_plan.py", f"{PROPERTIES}/test_links.py")
#: module -> its tests, without those of its own name (tests/surveys/…/test_MODULE.py), which come first
TESTS: dict[str, Sequence[str]] = {
    "surveys.blocks": ("tests/surveys/test_blocks.py", "tests/surveys/test_blocks_by_hand.py"),
    "surveys.disclosure.regions": PLANS,
    "surveys.disclosure.corners": PLANS,
    "surveys.disclosure.cover": PLANS,
    "surveys.disclosure.audit": PLANS,
    "surveys.disclosure.linked": (f"{UNIT}/test_audit.py", *PLANS),
    "surveys.disclosure.planning.plan": PLANS,
    "surveys.disclosure.difference": (
        f"{UNIT}/test_narrow.py",
        *COUNCILS,
        f"{PROPERTIES}/test_disclosure.py",
    ),
    "surveys.disclosure.alike": COUNCILS,
    "surveys.disclosure.narrow": (*COUNCILS, f"{PROPERTIES}/test_disclosure.py"),
    "surveys.disclosure.links": (*COUNCILS, f"{PROPERTIES}/test_links.py"),
    "surveys.disclosure.suppress": (*COUNCILS, f"{PROPERTIES}/test_disclosure.py"),
    "surveys.disclosure.certificate": (*COUNCILS, f"{PROPERTIES}/test_links.py"),
}
#: Of the processor's time, not the clock's: others may use the machine.
EXAMPLES, SECONDS = 15, 12
OPTIONS = "-x -q -s --assert=plain --no-header -p no:randomly -p no:cacheprovider".split()


class Trials:
    """A pytest plugin that runs the collected tests once a mutant instead of once."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.modules = modules
        self.total: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The same few examples of each property every time, and no search for a smaller one."""
        for item in items:
            test = getattr(item, "obj", None)
            own = getattr(test, "_hypothesis_internal_use_settings", None)
            if own is not None:
                test._hypothesis_internal_use_settings = settings(
                    own,
                    max_examples=min(EXAMPLES, own.max_examples),
                    phases=(Phase.explicit, Phase.generate),
                    derandomize=True,
                    database=None,
                )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for module in self.modules:
            begun = time.monotonic()
            counts = try_all(session, module)
            self.total += counts
            print(module, dict(counts), f"{time.monotonic() - begun:.0f} s", flush=True)
        print("in all", self.total.total(), "mutants:", dict(self.total))
        return True


def try_all(session: pytest.Session, module: str) -> Counter[str]:
    file = Path(*module.split(".")).with_suffix(".py")
    source = file.read_text(encoding="utf-8")
    paths = {path: place for place, path in enumerate(tests_of(module))}
    place = {item: paths.get(str(item.path.relative_to(Path.cwd()))) for item in session.items}
    items = sorted((item for item in place if place[item] is not None), key=lambda i: place[i])
    if outcome(session, items, module, compile(source, file, "exec")) != "survived":
        raise SystemExit(f"{module}: its tests fail without any change.")
    counts: Counter[str] = Counter()
    for mutation in mutations(source):
        result = outcome(session, items, module, mutation.code(file))
        counts[result] += 1
        if result != "killed":
            print(f"  {result}: {file}:{said(mutation)}", flush=True)
    return counts


def tests_of(module: str) -> list[str]:
    own = sorted(Path("tests/surveys").rglob(f"test_{module.rpartition('.')[2]}.py"))
    return list(dict.fromkeys([*map(str, own), *TESTS[module]]))


def outcome(
    session: pytest.Session, items: Sequence[pytest.Item], module: str, code: CodeType
) -> str:
    """ "killed", "survived" or "timed out"."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os._exit(_try(session, items, module, code))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timed out"
    return "killed" if status else "survived"


def _try(session: pytest.Session, items: Sequence[pytest.Item], module: str, code: CodeType) -> int:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1), os.dup2(silent, 2)
    try:
        become(import_module(module), code)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
    except BaseException:
        return 1
    return 0


def become(module: ModuleType, code: CodeType) -> None:
    """Put the mutant's code into the functions that others have imported already, and its values into the module."""
    new = ModuleType(module.__name__)
    new.__file__ = module.__file__
    exec(code, new.__dict__)  # noqa: S102 - our own source with one change
    for name, value in vars(new).items():
        old = getattr(module, name, None)
        if isinstance(value, type) and value.__module__ == module.__name__:
            for part, changed in vars(value).items():
                _put(vars(old).get(part), changed)
        elif isinstance(value, FunctionType) and value.__module__ == module.__name__:
            _put(old, value)
        elif isinstance(value, int | float | tuple):
            setattr(module, name, value)


def _put(old: object, new: object) -> None:
    if isinstance(new, property):
        _put(getattr(old, "fget", None), new.fget)
    if isinstance(new, FunctionType) and isinstance(old, FunctionType):
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def said(mutation: Mutation) -> str:
    return f"{mutation.line}: {mutation.before}  ->  {mutation.after}"


def main(modules: Sequence[str]) -> None:
    files = dict.fromkeys(path for module in modules for path in tests_of(module))
    raise SystemExit(pytest.main([*OPTIONS, *files], plugins=[Trials(modules)]))


if __name__ == "__main__":
    main(sys.argv[1:] or list(TESTS))
