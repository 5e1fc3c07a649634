"""Random block-structured processes, each with what a reference interpretation makes of it."""

import os
import random
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from tests.engine.bpmn.play import (
    COMP,
    E1,
    ESC,
    MSG,
    SIG,
    TERM,
    boundary,
    condition,
    end,
    flow,
    gateway,
    script,
    start,
    sub,
    timer,
    times,
    user,
)

KINDS = ["task", "user", "sequence", "sequence", "exclusive", "parallel", "parallel", "inclusive"]
KINDS += ["loop", "subprocess", "instances", "user_instances", "split", "error"]
GATEWAYS = {"split": "parallel"}


def seeds(sample):
    """Return the seeds to try: a sample, or as many as RAVAND_FUZZ says."""
    return range(int(os.environ.get("RAVAND_FUZZ", sample)))


@dataclass(frozen=True)
class Block:
    """A part of a process with one way in and one way out.

    Attributes:
        expected: how often each of its tasks is worked.
    """

    xml: str
    first: str
    last: str
    expected: Counter


class Blocks:
    """Makes random blocks, nested to some depth; the same seed makes the same ones."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.variables = []

    def id(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def link(self, *pairs):
        """Return flows: (source, target) or (source, target, condition)."""
        texts = [f"{self.id('f')}:{a}>{b}" + (f"[{c[0]}]" if c else "") for a, b, *c in pairs]
        return flow(",".join(texts)) if texts else ""

    def block(self, depth):
        kind = self.random.choice(KINDS) if depth else self.random.choice(KINDS[:2])
        return getattr(self, kind)(depth - 1)

    def task(self, _):
        id = self.id("t")
        return Block(script(id, f"log('{id}')"), id, id, Counter([id]))

    def user(self, _):
        id = self.id("u")
        return Block(user(id), id, id, Counter([id]))

    def sequence(self, depth):
        parts = [self.block(depth) for _ in range(self.random.randint(1, 3))]
        flows = self.link(*((a.last, b.first) for a, b in pairwise(parts)))
        expected = sum((part.expected for part in parts), Counter())
        xml = "".join(part.xml for part in parts) + flows
        return Block(xml, parts[0].first, parts[-1].last, expected)

    def exclusive(self, depth):
        return self._branches("exclusive", depth)

    def parallel(self, depth):
        return self._branches("parallel", depth)

    def inclusive(self, depth):
        return self._branches("inclusive", depth)

    def split(self, depth):
        return self._branches("split", depth)

    def _branches(self, kind, depth):
        parts = [self.block(depth) for _ in range(self.random.randint(2, 3))]
        taken = self._taken(kind, len(parts))
        first, last = self.id("g"), self.id("g")
        tag = GATEWAYS.get(kind, kind)
        opening = script(first) if kind == "split" else gateway(tag, first)
        closing = "inclusive" if kind == "split" and self.random.random() < 0.5 else tag
        chooses = kind in ("exclusive", "inclusive")
        flows = ""
        for part, take in zip(parts, taken, strict=True):
            condition = (f"{int(take)} == 1",) if chooses else ()
            flows += self.link((first, part.first, *condition), (part.last, last))
        pairs = zip(parts, taken, strict=True)
        expected = sum((part.expected for part, take in pairs if take), Counter())
        xml = opening + gateway(closing, last) + "".join(part.xml for part in parts) + flows
        return Block(xml, first, last, expected)

    def _taken(self, kind, count):
        if kind in ("parallel", "split"):
            return [True] * count
        if kind == "exclusive":
            chosen = self.random.randrange(count)
            return [number == chosen for number in range(count)]
        taken = [self.random.random() < 0.5 for _ in range(count)]
        return taken if any(taken) else [True, *taken[1:]]

    def loop(self, depth):
        part, rounds, name = self.block(depth), self.random.randint(1, 3), self.id("v")
        self.variables.append(name)
        first, merge, count, test, last = (self.id(letter) for letter in "tgtgx")
        nodes = script(first, f"{name} = 0") + gateway("exclusive", merge)
        nodes += script(count, f"{name} = {name} + 1") + script(last)
        default = self.id("f")
        nodes += gateway("exclusive", test, default=default)
        flows = self.link(
            (first, merge),
            (merge, part.first),
            (part.last, count),
            (count, test),
            (test, merge, f"{name} < {rounds}"),
        )
        flows += flow(f"{default}:{test}>{last}")
        expected = Counter({key: number * rounds for key, number in part.expected.items()})
        return Block(part.xml + nodes + flows, first, last, expected)

    def subprocess(self, depth):
        return self._scope(depth, None)

    def instances(self, depth):
        return self._scope(depth, self.random.randint(0, 3))

    def _scope(self, depth, count):
        had = len(self.variables)
        part, id, begin = self.block(depth), self.id("S"), self.id("s")
        characteristics = "" if count is None else times(count, self.random.random() < 0.5)
        own = "".join(f'<dataObject id="{name}"/>' for name in self.variables[had:])
        inner = own + start(begin) + part.xml + self.link((begin, part.first))
        if self.random.random() < 0.4:
            inner += self.event_subprocess(MSG, self.random.random() < 0.5)
        number = 1 if count is None else count
        expected = Counter({key: times_ * number for key, times_ in part.expected.items()})
        return Block(sub(id, inner, characteristics), id, id, +expected)

    def event_subprocess(self, definition, interrupting):
        id = self.id("E")
        first = start(f"{id}s", definition, isInterrupting=str(interrupting).lower())
        inner = first + script(f"{id}x") + self.link((f"{id}s", f"{id}x"))
        return sub(id, inner, triggeredByEvent="true")

    def user_instances(self, _):
        id, count = self.id("u"), self.random.randint(0, 3)
        xml = user(id, times(count, self.random.random() < 0.5))
        return Block(xml, id, id, +Counter({id: count}))

    def error(self, depth):
        part = self.block(depth)
        id, event, handler, last, begin = (self.id(letter) for letter in "Sbtgs")
        inner = start(begin) + part.xml
        fails = self.random.random() < 0.5
        if fails:
            task = self.id("t")
            inner += script(task, "bpmn_error('E1')")
            inner += self.link((begin, task), (task, part.first))
        else:
            inner += self.link((begin, part.first))
        xml = sub(id, inner) + boundary(event, id, E1) + script(handler, f"log('{handler}')")
        xml += gateway("exclusive", last)
        xml += self.link((id, last), (event, handler), (handler, last))
        return Block(xml, id, last, Counter([handler]) if fails else part.expected)


class WildBlocks(Blocks):
    """Blocks with boundary events, event subprocesses and ends of every kind around them."""

    def block(self, depth):
        inside = super().block(depth)
        return self._wild(inside) if depth and self.random.random() < 0.5 else inside

    def _wild(self, inside):
        id, begin, last, handler = (self.id(letter) for letter in "Ssgt")
        inner = start(begin) + inside.xml
        if self.random.random() < 0.3:
            inner += self._end_beside(begin, inside)
        else:
            inner += self.link((begin, inside.first)) + self._listener()
        kinds = [MSG, SIG, timer("PT2H"), timer("R2/PT1H", "Cycle"), condition("c == 2"), E1, ESC]
        event, definition = self.id("b"), self.random.choice(kinds)
        cancel = definition == E1 or self.random.random() < 0.6
        loop = self.random.choice(["", "", times(2, self.random.random() < 0.5)])
        xml = sub(id, inner, loop) + boundary(event, id, definition, cancel) + script(handler)
        xml += gateway("exclusive", last)
        xml += self.link((id, last), (event, handler), (handler, last))
        return Block(xml, id, last, inside.expected)

    def _listener(self):
        """An event subprocess, or none.

        None where an end event throws: what a signal starts beside it could throw the next one,
        and in a loop the tokens would multiply without end, as drawn.
        """
        kinds = [MSG, SIG, timer("PT1H"), condition("c == 1"), E1, ESC]
        definition = self.random.choice(kinds)
        interrupting = definition == E1 or self.random.random() < 0.5
        if self.random.random() < 0.5:
            return ""
        return self.event_subprocess(definition, interrupting)

    def _end_beside(self, begin, inside):
        last, fork = self.id("e"), self.id("k")
        definition = self.random.choice([E1, ESC, TERM, SIG, COMP])
        xml = gateway("parallel", fork) + end(last, definition)
        return xml + self.link((begin, fork), (fork, inside.first), (fork, last))
