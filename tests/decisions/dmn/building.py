"""Small DMN files for tests."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from decisions import dmn, feel

DMN15 = "https://www.omg.org/spec/DMN/20230324/MODEL/"
CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/dmn"'


def model(
    body: str, *, namespace: str = "urn:test", more: str = "", version: str = DMN15
) -> dmn.Model:
    return dmn.read(xml(body, namespace=namespace, more=more, version=version))


def xml(body: str, *, namespace: str = "urn:test", more: str = "", version: str = DMN15) -> bytes:
    root = f'<definitions xmlns="{version}" id="defs" name="test" namespace="{namespace}" {more}>'
    return f"{root}{body}</definitions>".encode()


def text(feel_text: str) -> str:
    return f"<text>{escape(feel_text)}</text>"


def literal(feel_text: str, more: str = "") -> str:
    return f"<literalExpression {more}>{text(feel_text)}</literalExpression>"


def element(tag: str, name: str, inner: str, *, id_: str | None = None) -> str:
    told = f"id={quoteattr(id_ or name)} name={quoteattr(name)}"
    return f"<{tag} {told}>{inner}</{tag}>"


def given(name: str, type_: str | None = None) -> str:
    return element("inputData", name, variable(name, type_), id_=f"i_{name}")


def variable(name: str, type_: str | None = None) -> str:
    told = f" typeRef={quoteattr(type_)}" if type_ else ""
    return f"<variable name={quoteattr(name)}{told}/>"


def decision(
    name: str,
    logic: str = "",
    *,
    inputs: Sequence[str] = (),
    decisions: Sequence[str] = (),
    knowledge: Sequence[str] = (),
    type_: str | None = None,
) -> str:
    targets = [("information", "requiredInput", "i_", name) for name in inputs]
    targets += [("information", "requiredDecision", "", name) for name in decisions]
    targets += [("knowledge", "requiredKnowledge", "", name) for name in knowledge]
    arrows = "".join(
        f"<{kind}Requirement><{tag} href={quoteattr(href(prefix, name))}/></{kind}Requirement>"
        for kind, tag, prefix, name in targets
    )
    return element("decision", name, f"{variable(name, type_)}{arrows}{logic}")


def href(prefix: str, name: str) -> str:
    return name if "#" in name else f"#{prefix}{name}"


def knowledge(
    name: str,
    parameters: Mapping[str, str | None],
    body: str,
    *,
    more: str = "",
    type_: str | None = None,
) -> str:
    formal = "".join(
        f"<formalParameter name={quoteattr(each)}{f' typeRef={quoteattr(told)}' if told else ''}/>"
        for each, told in parameters.items()
    )
    inner = f"{variable(name, type_)}<encapsulatedLogic>{formal}{body}</encapsulatedLogic>{more}"
    return element("businessKnowledgeModel", name, inner)


def table(
    inputs: Sequence[str | tuple[str, str] | tuple[str, str, str]],
    rules: Sequence[Sequence[str]],
    *,
    policy: str = "UNIQUE",
    outputs: Sequence[str] = ("<output/>",),
    more: str = "",
) -> str:
    """Return a table; the first cells of a rule are its inputs, the rest its outputs."""
    columns = "".join(_input(each, number) for number, each in enumerate(inputs, start=1))
    rows = "".join(
        f'<rule id="r{number}">'
        + "".join(
            f'<{tag} id="c{number}_{place}">{text(cell)}</{tag}>'
            for place, cell in enumerate(cells, start=1)
            for tag in ["inputEntry" if place <= len(inputs) else "outputEntry"]
        )
        + "</rule>"
        for number, cells in enumerate(rules, start=1)
    )
    return (
        f'<decisionTable id="table" hitPolicy="{policy}" {more}>'
        f"{columns}{''.join(outputs)}{rows}</decisionTable>"
    )


def _input(column: str | tuple[str, ...], number: int) -> str:
    expression, *rest = [column] if isinstance(column, str) else column
    told = f' typeRef="{rest[0]}"' if rest and rest[0] else ""
    values = f"<inputValues>{text(rest[1])}</inputValues>" if len(rest) > 1 else ""
    return (
        f'<input id="in{number}" label={quoteattr(expression)}>'
        f"<inputExpression{told}>{text(expression)}</inputExpression>{values}</input>"
    )


def output(name: str, type_: str | None = None, values: str = "", default: str = "") -> str:
    inner = f"<outputValues>{text(values)}</outputValues>" if values else ""
    inner += f"<defaultOutputEntry>{text(default)}</defaultOutputEntry>" if default else ""
    told = f' typeRef="{type_}"' if type_ else ""
    return f'<output id="out_{name}" name="{name}"{told}>{inner}</output>'


def value(found: dmn.Model | dmn.Models, name: str = "d", **variables: Any) -> Any:
    """Return the value of a decision as plain data."""
    return feel.to_python(dmn.evaluate(found, name, variables).value)


def codes(found: dmn.Model | dmn.Models, severity: str | None = None) -> list[str]:
    return [each.code for each in dmn.check(found) if severity in (None, each.severity)]
