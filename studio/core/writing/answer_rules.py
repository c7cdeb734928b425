"""What an answer must follow, checked before it is sent: a grammar or a JSON schema. Pure."""

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.gbnf import fault_of
from studio.core.writing.json_rules import schema_fault


def grammar_problem(grammar: str) -> str:
    """A sentence with line and fault; empty for a grammar that can be read, and for none."""
    fault = fault_of(grammar) if grammar.strip() else None
    return f"Line {fault.line} of the grammar cannot be read." + f" {fault.what}" if fault else ""


def schema_problem(schema: str) -> str:
    """The same for a JSON schema."""
    fault = schema_fault(schema) if schema.strip() else None
    return f"Line {fault.line} of the JSON schema cannot be read." + f" {fault.what}" if fault else ""


def check_answer_rules(grammar: str, schema: str) -> None:
    """Refuse rules that no engine could follow. Raises StudioError(INVALID_REQUEST)."""
    problem = grammar_problem(grammar) or schema_problem(schema)
    if problem:
        raise StudioError(ErrorKind.INVALID_REQUEST, problem, "Mend it, or leave it empty.")
