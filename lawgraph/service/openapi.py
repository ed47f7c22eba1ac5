"""The service described to programs that know OpenAPI 3.1, made from the library of named queries."""

from __future__ import annotations

from lawgraph import __version__
from lawgraph.service.answers import FORMS, LABELS
from queries.named_queries import Column, NamedQuery, library
from queries.parameters import Parameter
from queries.values import ParameterType

Json = dict[str, object]
_LISTED = 60  # values that the description lists; more are at their address
_TYPES: dict[ParameterType, Json] = {
    ParameterType.STRING: {"type": "string"},
    ParameterType.INTEGER: {"type": ["integer", "string"]},
    ParameterType.DECIMAL: {"type": ["number", "string"]},
    ParameterType.DATE: {"type": "string", "format": "date"},
    ParameterType.IRI: {"type": "string", "format": "iri"},
    ParameterType.PLACE: {"type": "string"},
    ParameterType.DIVISION: {"type": "string"},
}
_CELL: Json = {"type": ["string", "number", "boolean", "null"]}
_BOTH: Json = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
}
_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "中文在前，英文在后。Chinese first, then English."},
        "parameter": {"type": "string"},
        "parameters": {"type": "array", "items": {"type": "string"}},
        "values": {"type": "array", "items": {}},
        "near": {"type": "array", "items": {"type": "string"}},
        "all": {"type": "string", "format": "uri"},
        "example": {"type": "string"},
    },
    "required": ["title", "status", "detail"],
}
_VALUES: Json = {
    "type": "object",
    "properties": {
        "total": {"type": "integer"},
        "closed": {"type": "boolean", "description": "没有别的值。No other value is allowed."},
        "values": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "zh": {"type": "string"},
                    "en": {"type": "string"},
                },
                "required": ["code", "zh", "en"],
            },
        },
        "next": {"type": "string", "format": "uri"},
    },
    "required": ["total", "closed", "values"],
}
_SAID = {
    400: "没有这个参数，或缺少参数。Unknown, repeated or missing parameter.",
    404: "没有这个查询。There is no such query.",
    406: "没有合适的格式。No such form of answer.",
    422: "参数的值不对，附可用的值。A value that is not allowed; those that are stand beside.",
}
_PLAIN = {
    429: "请求太频繁。Too many requests.",
    500: "结果太大，或服务出错。The answer is too large, or the service failed.",
    503: "服务正忙。The service is busy.",
    504: "查询超时。The query took too long.",
}


def openapi(server: str) -> Json:
    """Return the description of the service at the address ``server``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "中国法规政策知识图谱 A knowledge graph of Chinese legal and policy texts",
            "version": __version__,
            "summary": "命名查询。Named queries.",
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "paths": {
            "/queries": {"get": _listing()},
            **{f"/queries/{query.name}": {"get": _query(query)} for query in library()},
            "/queries/{name}/values/{parameter}": {"get": _values()},
            "/sparql": {"get": _sparql(), "post": _sparql_posted()},
            "/search": {"get": _search()},
        },
        "components": {
            "schemas": {"Problem": _PROBLEM, "Both": _BOTH, "Values": _VALUES},
            "responses": {
                **{f"Problem{status}": _problem(said) for status, said in _SAID.items()},
                **{f"Error{status}": _error(said) for status, said in _PLAIN.items()},
            },
        },
    }


def _problem(said: str) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": said, "content": {"application/problem+json": {"schema": schema}}}


def _error(said: str) -> Json:
    return {"description": said, "content": {"text/plain": {"schema": {"type": "string"}}}}


def _failures(*statuses: int) -> Json:
    named = {status: f"Problem{status}" if status in _SAID else f"Error{status}" for status in statuses}
    return {str(status): {"$ref": f"#/components/responses/{name}"} for status, name in named.items()}


def _in_query(name: str, description: str, schema: Json, required: bool = False) -> Json:
    found: Json = {"name": name, "in": "query", "description": description, "schema": schema}
    return {**found, "required": True} if required else found


def _query(query: NamedQuery) -> Json:
    forms: Json = {"type": "string", "enum": [form.name for form in FORMS]}
    labels: Json = {"type": "string", "enum": list(LABELS), "default": LABELS[0]}
    return {
        "operationId": query.name,
        "tags": ["queries"],
        "summary": f"{query.title_zh} {query.title}",
        "description": f"{query.answers_zh}。\n\n{query.answers}.",
        "parameters": [
            *(_parameter(query, parameter) for parameter in query.parameters),
            _in_query("format", "格式，优先于 Accept。The form of the answer, before Accept.", forms),
            _in_query("labels", "CSV 的列名。What the columns of CSV are called.", labels),
        ],
        "responses": {
            "200": {"description": f"{query.answers_zh}。{query.answers}.", "content": _content(query)},
            **_failures(400, 406, 422, *_PLAIN),
        },
    }


def _parameter(query: NamedQuery, parameter: Parameter) -> Json:
    choices = parameter.choices
    schema = dict(_TYPES[parameter.type])
    more = ""
    if choices and len(choices) <= _LISTED and not parameter.partial:
        schema = {"anyOf": [{"enum": [each.code for each in choices]}, {"type": "string"}]}
        more = "：" + "、".join(f"{each.zh} {each.code} ({each.en})" for each in choices)
    elif choices or parameter.found or parameter.type is ParameterType.DIVISION:
        more = f"；可用的值见 values are at /queries/{query.name}/values/{parameter.name}"
    if parameter.default is not None:
        schema["default"] = parameter.default
    schema["examples"] = [parameter.example]
    description = f"{parameter.description_zh} / {parameter.description}{more}"
    return _in_query(parameter.name, description, schema, parameter.required)


def _content(query: NamedQuery) -> Json:
    return {
        form.media_type: {
            "schema": _rows(query)
            if form.name == "json"
            else {"type": "object"}
            if form.name == "sparql-json"
            else {"type": "string"}
        }
        for form in FORMS
    }


def _rows(query: NamedQuery) -> Json:
    row = {
        "type": "object",
        "properties": {column.name: _titled(column) for column in query.columns},
        "required": [column.name for column in query.columns],
    }
    return {
        "type": "object",
        "properties": {
            "query": {"const": query.name},
            "title": {"$ref": "#/components/schemas/Both"},
            "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
            "columns": {"type": "array", "items": {"type": "object"}},
            "rows": {"type": "array", "items": row},
            "nothing": {"type": "object", "description": "没有结果时怎么办。What to do about no rows."},
        },
        "required": ["query", "rows"],
    }


def _titled(column: Column) -> Json:
    return {**_CELL, "title": f"{column.title_zh} {column.title}"}


def _listing() -> Json:
    both: Json = {"$ref": "#/components/schemas/Both"}
    entry = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "title": both,
            "answers": both,
            "address": {"type": "string"},
        },
        "required": ["name", "title", "answers", "parameters", "columns", "address"],
    }
    schema = {"type": "object", "properties": {"queries": {"type": "array", "items": entry}}}
    return {
        "operationId": "list-queries",
        "tags": ["queries"],
        "summary": "全部命名查询 All named queries",
        "parameters": [_in_query("format", "html：网页。A page.", {"enum": ["html", "json"]})],
        "responses": {
            "200": {"description": "查询。Queries.", "content": {"application/json": {"schema": schema}}}
        },
    }


def _values() -> Json:
    in_path = [
        {"name": name, "in": "path", "required": True, "description": said, "schema": {"type": "string"}}
        for name, said in (
            ("name", "查询名。Name of a query."),
            ("parameter", "参数名。Name of a parameter."),
        )
    ]
    number = {"type": "integer", "minimum": 0}
    return {
        "operationId": "list-values",
        "tags": ["queries"],
        "summary": "参数可用的值 Values of a parameter",
        "parameters": [
            *in_path,
            _in_query("offset", "从第几个起。How many to pass over.", {**number, "default": 0}),
            _in_query("limit", "最多几个。How many at most.", {**number, "minimum": 1, "default": 100}),
            _in_query("near", "与之相近者在前。Those first that are like it.", {"type": "string"}),
        ],
        "responses": {
            "200": {
                "description": "可用的值；自由填写的为空。The values; none where any words will do.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Values"}}},
            },
            **_failures(400, 404, 422, *_PLAIN),
        },
    }


def _sparql_posted() -> Json:
    form = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
    found = _sparql()
    del found["parameters"]
    return {
        **found,
        "operationId": "sparql-post",
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
    }


def _search() -> Json:
    number: Json = {"type": "integer", "minimum": 0}
    words: Json = {"type": "string"}
    return {
        "operationId": "search",
        "tags": ["search"],
        "summary": "检索文字 Search in the texts",
        "parameters": [
            _in_query("q", "检索词。The words.", words, required=True),
            _in_query("kind", "单元的种类。Kind of unit.", words),
            _in_query("document", "文件的 IRI。IRI of a document.", words),
            _in_query("level", "效力级别。Level of the document.", words),
            _in_query("limit", "最多几条。How many at most.", {**number, "default": 20, "maximum": 1000}),
            _in_query("offset", "从第几条起。How many to pass over.", {**number, "default": 0}),
            _in_query("exact", "不用同义词。Without synonyms.", {"enum": ["yes", "no"], "default": "no"}),
        ],
        "responses": {
            "200": {
                "description": "命中。Hits.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "400": {"description": "错误。An error."},
            **_failures(*_PLAIN),
        },
    }


def _sparql() -> Json:
    result = "application/sparql-results+json"
    return {
        "operationId": "sparql",
        "tags": ["sparql"],
        "summary": "SPARQL 1.1 查询 SPARQL 1.1 query",
        "externalDocs": {"url": "https://www.w3.org/TR/sparql11-protocol/"},
        "parameters": [_in_query("query", "查询。The query.", {"type": "string"}, required=True)],
        "responses": {
            "200": {"description": "结果。Results.", "content": {result: {"schema": {"type": "object"}}}},
            **{status: {"description": "错误。An error."} for status in ("400", "403", "406")},
            **_failures(*_PLAIN),
        },
    }
