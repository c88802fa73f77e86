"""Mutations of a module's source: one comparison, number, operator, condition or statement changed at a time."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
#: Not the program: types, messages, decorators, and ``strict``, which only asserts.
LEFT_OUT = {"annotation", "returns", "decorator_list", "exc", "cause"}


@dataclass(frozen=True)
class Mutation:
    """One change: the tree with it, and how the place reads before and after."""

    tree: ast.Module
    line: int
    before: str
    after: str

    def code(self, file: Path) -> CodeType:
        return compile(ast.fix_missing_locations(self.tree), file, "exec")


def mutations(source: str) -> Iterator[Mutation]:
    """Every mutation, in the order of the source."""
    original = ast.parse(source)
    for number, node in enumerate(_nodes(original)):
        for changed in _changes(node):
            tree = copy.deepcopy(original)
            place = list(_nodes(tree))[number]
            new = ast.copy_location(changed, place)
            yield Mutation(_Put(place, new).visit(tree), _line(node), _said(node), _said(new))


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for field, value in ast.iter_fields(node):
        if field in LEFT_OUT or (isinstance(node, ast.keyword) and node.arg == "strict"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield from _nodes(each)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _expressions(node)
    elif isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()
        if isinstance(node, ast.AugAssign):
            yield _with(node, op=OPERATORS[type(node.op)]())
    elif isinstance(node, ast.If | ast.While) and isinstance(node.test, ast.Name | ast.Call):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Break | ast.Continue):
        yield ast.Pass()
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            yield _with(node, ifs=node.ifs[:n] + node.ifs[n + 1 :])


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for n, op in enumerate(node.ops):
                for other in COMPARISONS[type(op)]:
                    yield _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]])
        case ast.BoolOp():
            yield from _both(node)
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.UnaryOp() | ast.IfExp():
            yield from (
                (node.operand,) if isinstance(node, ast.UnaryOp) else (node.body, node.orelse)
            )
        case ast.Name() | ast.Constant():
            yield from _atoms(node)


def _atoms(node: ast.Name | ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node, ast.Name):
        if node.id in NAMES:
            yield _with(node, id=NAMES[node.id])
    elif isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))


def _both(node: ast.BoolOp) -> Iterator[ast.expr]:
    """The other word between them, and each part left out."""
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for n in range(len(node.values)):
        rest = node.values[:n] + node.values[n + 1 :]
        yield rest[0] if len(rest) == 1 else _with(node, values=rest)


def _with(node: ast.AST, **changed: object) -> ast.AST:
    """A copy of the node with other fields."""
    fields = {name: getattr(node, name) for name in node._fields if hasattr(node, name)}
    return type(node)(**copy.deepcopy(fields | changed))


class _Put(ast.NodeTransformer):
    def __init__(self, place: ast.AST, new: ast.AST) -> None:
        self.place, self.new = place, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.place else super().generic_visit(node)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)


def _said(node: ast.AST) -> str:
    first = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).splitlines()[0]
    return first if len(first) <= 100 else first[:99] + "…"
