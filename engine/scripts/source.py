"""What a script reads, binds and might change, learned from its text alone and remembered."""

from __future__ import annotations

import ast
import symtable
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.ports import ScriptError, Variables

VALUE = "__ravand"  # what an expression's value is called inside
BPMN_ERROR = "bpmn_error"
PRELUDE = "def bpmn_error(code, message=''): raise RuntimeError(f'BpmnError:{code}:{message}')\n"
SHELTERED = frozenset({"locals", "type"})  # what wire.py calls inside
LOOKS_AROUND = frozenset({"globals", "locals", "vars", "dir", "eval", "exec"})
# every way to change a list, dict or set that does not assign to a subscript or attribute
CHANGERS = frozenset(
    {
        "add",
        "append",
        "appendleft",
        "clear",
        "difference_update",
        "discard",
        "extend",
        "extendleft",
        "heapify",
        "heappop",
        "heappush",
        "heappushpop",
        "heapreplace",
        "insort",
        "insort_left",
        "insort_right",
        "intersection_update",
        "insert",
        "pop",
        "popitem",
        "popleft",
        "remove",
        "reverse",
        "rotate",
        "setattr",
        "delattr",
        "getattr",
        "setdefault",
        "shuffle",
        "sort",
        "symmetric_difference_update",
        "update",
        "writerow",
        "writerows",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """An analysed script or expression.

    Attributes:
        text: what the interpreter gets; `offset` lines longer at its top than what was written.
        names: every name it mentions, so a superset of the variables it reads.
        bound: names it may assign at its top level; `certain`: those it assigns in any case.
        helpers: functions, classes and imports that it binds: they stay inside.
        changing: it may change a list, dict or set that it was given.
        looking_around: it may read variables without naming them.
        taken: those of SHELTERED that mean something else in it.
    """

    text: str
    lines: int
    offset: int
    names: frozenset[str]
    bound: frozenset[str]
    certain: frozenset[str]
    helpers: frozenset[str]
    changing: bool
    looking_around: bool
    taken: frozenset[str] = frozenset()


def script(text: str, most_characters: int) -> Source:
    """Analyse a script.

    Raises:
        ScriptError: it is too long or no Python.
    """
    _bound_length(text, most_characters)
    return _script(text)


def expression(text: str, most_characters: int) -> Source:
    """Analyse an expression.

    Raises:
        ScriptError: as for a script.
    """
    _bound_length(text, most_characters)
    return _expression(text)


def sheltered(code: Source, given: Variables) -> tuple[Source, Variables]:
    """Return the code and its variables, the interpreter's own functions safe from its names.

    A process variable may well be called `type`.
    """
    taken = SHELTERED & (code.bound | code.helpers | given.keys())
    if not taken:
        return code, given
    saving = [f"__ravand_{name} = {name}" for name in sorted(taken)]
    setting = [f"{name} = __ravand_given_{name}" for name in sorted(taken & given.keys())]
    text = f"{'; '.join(saving + setting)}\n{code.text}"
    moved = {f"__ravand_given_{n}" if n in taken else n: value for n, value in given.items()}
    return replace(code, text=text, offset=code.offset + 1, taken=taken), moved


def _bound_length(text: str, most_characters: int) -> None:
    if len(text) > most_characters:
        raise ScriptError(f"The script is longer than {most_characters} characters.")


@lru_cache(maxsize=1024)
def _script(text: str) -> Source:
    text = textwrap.dedent(text.replace("\r\n", "\n").replace("\r", "\n"))
    tree = _parsed(text, "exec")
    table = symtable.symtable(text, "<script>", "exec")
    symbols = table.get_symbols()
    bound = {symbol.get_name() for symbol in symbols if symbol.is_assigned()}
    bound |= set(_declared_global(table))
    helpers = {s.get_name() for s in symbols if s.is_imported() or s.is_namespace()}
    return _analysed(
        text, tree, frozenset(bound - helpers | bound & set(_stored(tree))), frozenset(helpers)
    )


@lru_cache(maxsize=4096)
def _expression(text: str) -> Source:
    tree = _parsed(text.strip(), "eval")
    code = f"{VALUE} = ({text.strip()}\n)"
    return _analysed(code, tree, frozenset(), frozenset())


def _parsed(text: str, mode: str) -> ast.AST:
    try:
        tree: ast.AST = ast.parse(text, "<script>", mode)
        if mode == "exec":  # finds what the parser alone lets pass: a return outside a function
            compile(text, "<script>", mode, dont_inherit=True)
    except SyntaxError as error:
        raise ScriptError(f"SyntaxError: {error.msg}", error.lineno) from error
    except (RecursionError, MemoryError) as error:
        raise ScriptError("The script is nested too deeply.") from error
    except ValueError as error:
        raise ScriptError(f"SyntaxError: {error}") from error
    return tree


def _analysed(text: str, tree: ast.AST, bound: frozenset[str], helpers: frozenset[str]) -> Source:
    names = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    prelude = PRELUDE if BPMN_ERROR in names - bound - helpers else ""
    return Source(
        text=prelude + text,
        lines=text.count("\n") + 1,
        offset=1 if prelude else 0,
        names=names,
        bound=bound,
        certain=frozenset(_certain(tree)),
        helpers=helpers,
        changing=_may_change(tree),
        looking_around=not LOOKS_AROUND.isdisjoint(names),
    )


def _stored(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _declared_global(table: symtable.SymbolTable) -> Iterator[str]:
    for child in table.get_children():
        for symbol in child.get_symbols():
            if symbol.is_declared_global() and symbol.is_assigned():
                yield symbol.get_name()
        yield from _declared_global(child)


def _certain(tree: ast.AST) -> Iterator[str]:
    for statement in getattr(tree, "body", ()) if isinstance(tree, ast.Module) else ():
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AugAssign | ast.AnnAssign) and statement.value:
            targets = [statement.target]
        for target in targets:
            yield from _stored(target)


def _may_change(tree: ast.AST) -> bool:
    nodes = list(ast.walk(tree))
    counters = _counters(nodes)
    return any(
        _changes(node)
        for node in nodes
        if not (isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") in counters)
    )


def _counters(nodes: list[ast.AST]) -> set[str]:
    """Names bound to constants only: what is added to them makes a new value, as in n += 1."""
    stores: Counter[str] = Counter()
    harmless: Counter[str] = Counter()
    started, other = set(), set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                stores[name] += 1
            case ast.AugAssign(target=ast.Name(id=name)):
                harmless[name] += 1
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()):
                harmless[name] += 1
                started.add(name)
            case ast.arg(arg=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
                other.add(name)
            case ast.MatchMapping(rest=name) | ast.alias(asname=name):
                other.add(name)
    return {name for name in started - other if stores[name] == harmless[name]}


def _changes(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()) | ast.AugAssign():
            return True
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name in CHANGERS or name in LOOKS_AROUND or name.startswith("__")
        case _:
            return False
