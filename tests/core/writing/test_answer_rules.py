"""Grammars and JSON schemas are read before they are sent, and a fault is named with its line."""

import json

import pytest

from studio.core.errors import StudioError
from studio.core.writing.answer_rules import check_answer_rules, grammar_problem, schema_problem
from studio.core.writing.forced import containing

GOOD = (
    'root ::= "yes" | "no"\n',
    '# a list\nroot ::= item+\nitem ::= "- " [^\\n]{1,40} "\\n"  # one line\n',
    'root ::= ("a" |\n  "b")? (. | [a-z0-9\\-])* "\\u00e9\\x41\\\\"',
    "root ::= 1-a\n1-a ::= [^\\x00]",
    'root ::= "a"{2,3} "b"{4} "c"{5,}',
    containing(["lantern", "月"]),
)


@pytest.mark.parametrize("grammar", GOOD)
def test_a_grammar_that_can_be_read_has_no_problem(grammar):
    assert grammar_problem(grammar) == ""


@pytest.mark.parametrize(
    ("grammar", "line", "words"),
    [
        ('root ::= "a"\nother ::= thing', 2, "“thing” is used and not written"),
        ('start ::= "a"', 1, "no rule “root”"),
        ('root ::= "a"\nb ::= "x', 2, "quotation mark is not closed"),
        ("root ::= [a-z", 1, "square bracket is not closed"),
        ('root ::= ("a" | "b"', 1, "closing “)” is missing"),
        ('root ::= "a" )', 1, "“)” cannot stand here"),
        ('root = "a"', 1, "“::=” is expected after “root”"),
        ("root ::= * ", 1, "expected before “*”"),
        ('root ::= "a"{x}', 1, "number is expected"),
        ('root ::= "a"{3', 1, "a closing brace is expected"),
        ('root ::= "a"{1,99999}', 1, "more than 20,000 times"),
        ('root ::= "a"{2,1}', 1, "The second number"),
        ('root ::= "a"**', 1, "needs brackets before “*”"),
        ('root ::= "\\q"', 1, "“\\q” is no escape"),
        ('root ::= "\\x4"', 1, "needs 2 hexadecimal digits"),
        ('root ::= "a"\n\n;x', 3, "name of a rule is expected"),
        ('root ::= a\na ::= b\nb ::= a "x"', 2, "begins with itself"),
        ("root ::= " + "(" * 500, 1, "Too many brackets"),
    ],
)
def test_a_fault_of_a_grammar_is_named_with_its_line(grammar, line, words):
    said = grammar_problem(grammar)
    assert said.startswith(f"Line {line} of the grammar ") and words in said


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        {"type": "array", "items": {"enum": ["a", 1, None]}, "minItems": 2},
        {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/x"}], "$defs": {"x": {"pattern": "^a+$|b"}}},
        {"type": ["string", "null"], "additionalProperties": False},
    ],
)
def test_a_schema_that_a_grammar_can_be_made_of_has_no_problem(schema):
    assert schema_problem(json.dumps(schema)) == ""


@pytest.mark.parametrize(
    ("schema", "line", "words"),
    [
        ('{"type": "object"\n "x": 1}', 2, "A comma is missing"),
        ("nonsense", 1, "A value is expected"),
        ("[]", 1, "an object in braces"),
        ('{\n"type": "text"}', 2, "no type “text”"),
        ('{"properties": {\n"a": {"pattern": "a("}}}', 2, "no expression, or looks ahead"),
        ('{"properties": {\n"a": {"pattern": "(?=a)b"}}}', 2, "no expression, or looks ahead"),
        ('{"anyOf": [\n{"$ref": "#/$defs/y"}]}', 2, "leads to nothing"),
        ('{"$ref": "https://example.org/s.json"}', 1, "leads to nothing"),
        ('{"enum": []}', 1, "at least one value"),
        ('{"items": 3}', 1, "an object in braces"),
        ("[" * 100_000, 1, "no JSON that can be read"),
    ],
)
def test_a_fault_of_a_schema_is_named_with_its_line(schema, line, words):
    said = schema_problem(schema)
    assert said.startswith(f"Line {line} of the JSON schema ") and words in said


def test_nothing_is_no_rule_and_a_fault_is_refused():
    check_answer_rules("", "  ")
    with pytest.raises(StudioError) as caught:
        check_answer_rules("root ::=  x", "")
    assert "Line 1" in caught.value.sentence and caught.value.advice
