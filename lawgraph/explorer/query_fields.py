"""Parameters of named queries as fields of a form: what can be chosen, what is wrong with a value, what comes near."""

from __future__ import annotations

from dataclasses import dataclass

from lawgraph.explorer.page import Said
from lawgraph.explorer.sparql import parted
from queries.errors import ParameterError
from queries.parameters import Parameter
from queries.values import ParameterType

_NEAREST = 8  # values that are offered for a wrong one


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen: what an address has, and what it is called."""

    value: str
    words: Said


@dataclass(frozen=True, slots=True)
class FormField:
    """A parameter in the form.

    ``closed`` tells that only ``options`` will do. ``offered`` tells that values are offered as one types. ``usual`` is
    what is taken where nothing is given. ``fault`` says why the value that is given will not do, ``near`` what comes
    nearest to it.
    """

    name: str
    words: Said
    value: str
    example: str
    required: bool
    usual: str
    options: tuple[Option, ...] = ()
    closed: bool = False
    offered: bool = False
    fault: Said | None = None
    near: tuple[Option, ...] = ()


def field_of(parameter: Parameter, value: str, ran: bool) -> FormField:
    """Return the field of a parameter with the value that is given; ``ran`` tells that an answer is asked for."""
    choices = parameter.choices
    closed = bool(choices) and not parameter.partial
    fault: Said | None = None
    near: tuple[Option, ...] = ()
    if ran and parameter.required and not value:
        fault = Said("请填写。", "Please fill it in.")
    if value:
        try:
            parameter.sparql(value)
        except ParameterError as error:
            fault = _fault(parameter, value, error)
            nearest = parameter.nearest(value)[:_NEAREST]
            near = tuple(Option(each.code, Said(each.zh, each.en)) for each in nearest)
    default = "" if parameter.default is None else parameter.default
    usual = next((each.zh for each in choices if each.code == default), default)
    return FormField(
        name=parameter.name,
        words=Said(parameter.description_zh, parameter.description),
        value=next((each.code for each in choices if closed and value in each.names), value),
        example=parameter.example,
        required=parameter.required,
        usual=usual,
        options=tuple(Option(each.code, Said(each.zh, each.en)) for each in choices),
        closed=closed,
        offered=parameter.found is not None or parameter.type is ParameterType.DIVISION,
        fault=fault,
        near=near,
    )


def _fault(parameter: Parameter, value: str, error: ParameterError) -> Said:
    """Return why a value will not do; the values that would are offered beside it."""
    if parameter.choices:
        return Said(f"没有“{value[:40]}”这个值。", f"There is no value '{value[:40]}'.")
    return parted(str(error).replace(f"{parameter.name}: ", "").replace(f"{parameter.name}=", ""))
