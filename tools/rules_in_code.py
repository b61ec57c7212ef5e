"""What the checks of imported files say, read from the code.

A check says a rule wherever a literal code, such as ``text-in-number``, stands together with its message: in a call of
``Collector.error`` and its like, of ``Finding`` or of a function or class of the same file with the parameters ``rule``
and ``message``; in a tuple (rule, message, fix); or in a dictionary as rule: (message, fix) or
rule: (message, expected, fix).
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data.findings import Finding
from data.intake.tables.collector import Collector
from data.language import LANGUAGES, gettext, ngettext, pgettext, speaking
from data.vocabulary import Severity

ROOT = Path(__file__).parent.parent
# Where checks of files stand, and what they ask of others: the rules of the catalogue, the receiving of a round.
ROOMS = ("data/intake", "data/methodology", "data/queries", "data/work")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
SEVERITIES = {"error": Severity.ERROR, "at": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE}
SIGNATURES = {name: tuple(inspect.signature(getattr(Collector, name)).parameters)[1:] for name in SEVERITIES}
SIGNATURES["Finding"] = tuple(inspect.signature(Finding).parameters)
# The rule is taken there out of a tuple or a dictionary in which it stands with its message, or was met before.
SAID_ELSEWHERE = {
    ("data/intake/kinds/boundaries/check.py", "feature.problem"),
    ("data/intake/kinds/foreign_table/units.py", "kind"),
    ("data/intake/kinds/scores/rows.py", "rule"),
    ("data/intake/tables/collector.py", "rule"),
}
# Whatever depends on the file or on the data.
SOMETHING = "…"

# One text in each language, in the order of LANGUAGES.
Text = tuple[str, ...]


class Unreadable(Exception):
    """A finding whose rule this scan cannot read: write the code as a literal beside its message."""


@dataclass(frozen=True, order=True)
class Rule:
    """One way in which a rule is told, and the function of a file that tells it."""

    code: str
    path: str
    function: str
    severity: Severity
    messages: tuple[Text, ...]
    expected: tuple[Text, ...] = ()
    fix: tuple[Text, ...] = ()


@dataclass
class Module:
    """A file of the code, parsed.

    ``named`` are its functions, methods and classes; ``inside`` is the function around each node.
    """

    path: str
    tree: ast.Module
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    named: dict[str, ast.AST] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    inside: dict[ast.AST, ast.FunctionDef] = field(default_factory=dict)


@cache
def module_at(path: str) -> Module:
    found = Module(path, ast.parse((ROOT / path).read_text(encoding="utf-8")))
    for node in ast.walk(found.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.imports |= {alias.asname or alias.name: node.module for alias in node.names}
        elif isinstance(node, ast.FunctionDef):
            found.functions[node.name] = node
            # Functions are met from the outside in: the innermost one stays.
            found.inside |= {part: node for part in ast.walk(node) if part is not node}
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.named[node.name] = node
    return found


def path_of(module: str) -> str:
    return f"{module.replace('.', '/')}.py"


def parameters(function: ast.FunctionDef) -> tuple[str, ...]:
    arguments = function.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return tuple(names[1:] if names[:1] == ["self"] else names)


def fields(of_class: ast.ClassDef) -> tuple[str, ...]:
    """What a dataclass is made of."""
    parts = (part.target for part in of_class.body if isinstance(part, ast.AnnAssign))
    return tuple(part.id for part in parts if isinstance(part, ast.Name))


def in_all(say: Callable[[], str]) -> Text:
    """What a function without arguments says in each language."""
    texts = []
    for language in LANGUAGES:
        with speaking(language):
            texts.append(say())
    return tuple(texts)


def texts_of(node: ast.expr | None, module: Module) -> tuple[Text, ...]:
    """The texts that an expression may give, in all languages; nothing where it gives none."""
    found = tuple(dict.fromkeys(_texts(node, module)))
    # A wording that is known says more than that there is one.
    return tuple(text for text in found if set(text) != {SOMETHING}) or found


def _texts(node: ast.expr | None, module: Module) -> Iterator[Text]:
    match node:
        case None | ast.Constant(value=None):
            return
        case ast.Constant(value=str(text)):
            yield (text,) * len(LANGUAGES)
        case ast.Call(func=ast.Name(id="_" | "gettext"), args=[ast.Constant(value=str(message))]):
            yield in_all(lambda: gettext(message))
        case ast.Call(
            func=ast.Name(id="ngettext"), args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _]
        ):
            yield in_all(lambda: ngettext(one, many, 5))
        case ast.Call(
            func=ast.Name(id="pgettext"), args=[ast.Constant(value=str(context)), ast.Constant(value=str(message))]
        ):
            yield in_all(lambda: pgettext(context, message))
        case ast.Call(
            func=ast.Name(id="local"), args=[ast.Constant(value=str(russian)), ast.Constant(value=str(english))]
        ):
            yield tuple({"ru": russian, "en": english}[language] for language in LANGUAGES)
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "format_map" | "strip")):
            yield from _texts(text, module)
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _texts(part.value if isinstance(part, ast.FormattedValue) else None, module)
        case ast.IfExp(body=first, orelse=second):
            yield from (*_texts(first, module), *_texts(second, module))
        case ast.BoolOp(values=values):
            for value in values:
                yield from _texts(value, module)
        case ast.Subscript(value=ast.Dict(values=values)) | ast.Dict(values=values):
            for value in values:
                yield from _texts(value, module)
        case ast.Subscript(value=ast.Name() as name):
            yield from _texts(name, module)
        case ast.Name(id=name):
            yield from _texts_of_name(name, node, module)
        case ast.Call(func=ast.Name(id=name)):
            yield from _texts_of_function(name, module)
        case _:
            yield (SOMETHING,) * len(LANGUAGES)


def _texts_of_name(name: str, node: ast.Name, module: Module) -> Iterator[Text]:
    """What is assigned to a name in its function, or given to it as a parameter by the same file."""
    function = module.inside.get(node)
    given = [*_assigned(name, function), *_given(name, function, module)] if function else []
    for value in given:
        yield from _texts(value, module)
    if not given:
        yield (SOMETHING,) * len(LANGUAGES)


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                names = [target.id if isinstance(target, ast.Name) else "" for target in targets]
                yield from (value for target, value in zip(names, values, strict=True) if target == name)


def _given(name: str, function: ast.FunctionDef, module: Module) -> Iterator[ast.expr]:
    names = parameters(function)
    for call in ast.walk(module.tree) if name in names else ():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == function.name:
            yield from (value for parameter, value in arguments(call, names).items() if parameter == name)


def arguments(call: ast.Call, names: tuple[str, ...]) -> dict[str, ast.expr]:
    """What is given to which parameter."""
    return dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}


def _texts_of_function(name: str, module: Module) -> Iterator[Text]:
    """What a function of the same file, or one imported from the product's data, returns."""
    source = module
    if name not in module.functions and module.imports.get(name, "").startswith("data."):
        source = module_at(path_of(module.imports[name]))
    function = source.functions.get(name)
    returned = [one.value for one in ast.walk(function) if isinstance(one, ast.Return)] if function else []
    for value in returned:
        yield from _texts(value, source)
    if not returned:
        yield (SOMETHING,) * len(LANGUAGES)


def codes_of(node: ast.expr | None) -> list[str]:
    """The literal codes that an expression may give."""
    match node:
        case ast.Constant(value=str(code)) if CODE.fullmatch(code):
            return [code]
        case ast.IfExp(body=first, orelse=second):
            return [*codes_of(first), *codes_of(second)]
        case _:
            return []


def rules_of(path: str) -> Iterator[Rule]:
    """The rules that a file says. Raises Unreadable."""
    module = module_at(path)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from _rules_of_call(node, module)
        elif isinstance(node, ast.Tuple) and codes_of(node.elts[0] if node.elts else None):
            yield from _rules_of_tuple(node.elts[0], node.elts[1:], module)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(value, ast.Tuple):
                    yield from _rules_of_tuple(key, value.elts, module)


def _rules_of_tuple(code: ast.expr | None, parts: list[ast.expr], module: Module) -> Iterator[Rule]:
    if len(parts) not in {2, 3} or not _is_worded(parts[0], module):
        return
    message, *between, fix = (texts_of(part, module) for part in parts)
    around = _around(parts[0], module)
    for one in codes_of(code):
        yield Rule(one, module.path, around, Severity.ERROR, message, between[0] if between else (), fix)


def _around(node: ast.AST, module: Module) -> str:
    function = module.inside.get(node)
    return function.name if function else ""


def _is_worded(node: ast.expr, module: Module) -> bool:
    return any(set(text) != {SOMETHING} and len(set(text)) > 1 for text in texts_of(node, module))


def _rules_of_call(call: ast.Call, module: Module) -> Iterator[Rule]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    names = _signature(name, call, module)
    if not {"rule", "message"} <= set(names):
        return
    given = arguments(call, names)
    codes = codes_of(given.get("rule"))
    if not codes:
        if not _is_passed_on(given.get("rule"), call, module):
            raise Unreadable(f"{module.path}:{call.lineno}: {ast.unparse(call)}")
        return
    message = given.get("message")
    messages = [texts_of(message, module)] * len(codes)
    if len(codes) == 2 and isinstance(message, ast.IfExp):
        messages = [texts_of(message.body, module), texts_of(message.orelse, module)]
    for code, words in zip(codes, messages, strict=True):
        yield Rule(
            code,
            module.path,
            _around(call, module),
            _severity(name, given, module),
            words,
            texts_of(given.get("expected"), module),
            texts_of(given.get("fix"), module),
        )


def _signature(name: str, call: ast.Call, module: Module) -> tuple[str, ...]:
    """The parameters of what is called, as far as it says rules."""
    if name in module.functions and name not in SIGNATURES:
        return parameters(module.functions[name])
    of_file = module.named.get(name)
    if isinstance(of_file, ast.ClassDef):
        parts = fields(of_file)
        # A target has a rule as well: what is found wrong has a severity.
        return parts if "severity" in parts else ()
    # ``at`` is also how a cell of a sheet is asked for.
    is_cell = name == "at" and len(call.args) < 3
    return () if is_cell else SIGNATURES.get(name, ())


def _is_passed_on(rule: ast.expr | None, call: ast.Call, module: Module) -> bool:
    """Whether the rule is a parameter of the function around, is known to stand elsewhere, or was stored with a finding
    that is read again.
    """
    if rule is None and any(word.arg is None for word in call.keywords):
        return True
    function = module.inside.get(call)
    is_parameter = isinstance(rule, ast.Name) and function is not None and rule.id in parameters(function)
    return is_parameter or (module.path, ast.unparse(rule) if rule else "") in SAID_ELSEWHERE


def _severity(name: str, given: dict[str, ast.expr], module: Module) -> Severity:
    severity = given.get("severity")
    if isinstance(severity, ast.Attribute):
        return Severity[severity.attr]
    return SEVERITIES.get(name, Severity.ERROR)


def all_rules() -> list[Rule]:
    paths = [path.relative_to(ROOT).as_posix() for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return sorted(dict.fromkeys(rule for path in paths for rule in rules_of(path)))
