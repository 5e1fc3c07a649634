"""The everyday part of JUEL, the expression language of Camunda 7 and its relatives.

Source: JSR 245 Maintenance Release, Expression Language 2.2, chapter 1; JUEL 2.2.7; Camunda 7 user
guide, expression language.
"""

from engine.bpmn.expressions.juel.compiler import compile_juel
from engine.bpmn.expressions.juel.lexer import marked, unescaped

__all__ = ["compile_juel", "marked", "unescaped"]
