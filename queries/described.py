"""Named queries described to programs: titles, parameters with their values, and columns, as plain data."""

from __future__ import annotations

from queries.named_queries import Column, NamedQuery
from queries.parameters import Choice, Parameter


def described(query: NamedQuery) -> dict[str, object]:
    """Return what JSON says of a query."""
    return {
        "name": query.name,
        "title": {"zh": query.title_zh, "en": query.title},
        "answers": {"zh": query.answers_zh, "en": query.answers},
        "parameters": [_parameter(parameter) for parameter in query.parameters],
        "columns": [_column(column) for column in query.columns],
    }


def choice(value: Choice) -> dict[str, str]:
    """Return what JSON says of a value that a parameter allows."""
    return {"code": value.code, "zh": value.zh, "en": value.en}


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "type": str(parameter.type),
        "required": parameter.required,
        "default": parameter.default,
        "example": parameter.example,
        "description": {"zh": parameter.description_zh, "en": parameter.description},
        "values": [choice(value) for value in parameter.choices],
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "title": {"zh": column.title_zh, "en": column.title},
        "code": column.code,
        "unit": column.unit,
    }
