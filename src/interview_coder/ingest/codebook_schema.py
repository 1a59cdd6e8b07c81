"""What can stand in ``codebook.yml``: its keys, with what each is for; also as a JSON Schema for editors."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_ID = r"^[a-z][a-z0-9_]{0,59}$"
_COLOUR = r"^#[0-9a-fA-F]{6}$"
_LIST_NAME = r"[\w-]{1,60}"
# an editor takes 1.0 and yes for a number and a truth; read_yaml keeps every one of them as the text that was written
_ANY_SCALAR = {"type": ["string", "number", "boolean"]}


def _advise(message: str, fix: str) -> PydanticCustomError:
    return PydanticCustomError("advice", "{message}", {"message": message, "fix": fix})


def _check_id(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(_ID, value):
        near = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_0123456789")[:60]
        message = "must be lower-case letters, digits and _, and begin with a letter; 60 at most"
        raise _advise(message, f"write {near}" if near else "write a short name, such as not_listened_to")
    return value


def _check_colour(value: Any) -> Any:
    if not (isinstance(value, str) and re.fullmatch(_COLOUR, value)):
        fix = 'write it in quotation marks, as # begins a comment: "#3f6fa8"'
        raise _advise("must be # and six digits or letters from a to f", fix)
    return value


def _check_list_name(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(_LIST_NAME, value):
        near = re.sub(r"[^\w-]+", "_", value).strip("_")[:60]
        message = "cannot be a list's name: rules could not use it"
        raise _advise(message, f"write {near}" if near else "write letters, digits, _ and -; 60 at most")
    return value


def _check_line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    line = value.strip()
    if len(line.splitlines()) > 1:
        raise _advise("must be one line", "shorten it to a name; longer text belongs under definition or memo")
    return line


Id = Annotated[str, BeforeValidator(_check_id), WithJsonSchema({"type": "string", "pattern": _ID})]
Colour = Annotated[str, BeforeValidator(_check_colour), WithJsonSchema({"type": "string", "pattern": _COLOUR})]
ListName = Annotated[str, BeforeValidator(_check_list_name), WithJsonSchema({"type": "string"})]
Line = Annotated[str, BeforeValidator(_check_line), WithJsonSchema(_ANY_SCALAR)]
Text = Annotated[str, WithJsonSchema(_ANY_SCALAR)]
Texts = tuple[Text, ...]

_LABEL = "What readers see. Without it the id is shown, with spaces."
_TOPIC_GUIDE = (
    "Phrases by which a question of the interviewer on this is known, without operators: (closure | close) of ward."
)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CodeEntry(_Entry):
    """A code: one label that a stretch of talk can get, and what earns it."""

    model_config = ConfigDict(title="A code")

    id: Id = Field(description="Short name: lower-case letters, digits and _. No other code of the codebook has it.")
    label: Line = Field("", description=_LABEL)
    colour: Colour = Field("", description='#rrggbb in quotation marks; without it that of what is above: "#3f6fa8".')
    definition: Text = Field("", description="What the code means, in a sentence or two.")
    include: Texts = Field((), description="What earns the code: one sentence for each case.")
    exclude: Texts = Field((), description="What does not earn it, though it may look alike.")
    examples: Texts = Field((), description="Sentences that the rules must find.")
    counter_examples: Texts = Field((), description="Sentences that the rules must not find.")
    memo: Text = Field("", description="Notes for the coders.")
    topic_guide: Texts = Field((), description=_TOPIC_GUIDE)
    match: Texts = Field((), description="Rules, one line each; any one of them is enough. docs/rules.md says how.")
    codes: tuple[CodeEntry, ...] = Field((), description="Codes below this one; 20 deep at most.")


class ThemeEntry(_Entry):
    """A theme: a group of codes."""

    model_config = ConfigDict(title="A theme")

    id: Id = Field(description="Short name: lower-case letters, digits and _. No other theme has it.")
    label: Line = Field("", description=_LABEL)
    colour: Colour = Field("", description='#rrggbb in quotation marks; without it one is chosen: "#3f6fa8".')
    definition: Text = Field("", description="What the theme is about.")
    memo: Text = Field("", description="Notes for the coders.")
    topic_guide: Texts = Field((), description=_TOPIC_GUIDE)
    codes: tuple[CodeEntry, ...] = Field(min_length=1, description="The codes of the theme.")


class CodebookFile(_Entry):
    """The codebook of a study: themes, their codes, and the rules that find them."""

    model_config = ConfigDict(title="A codebook")

    version: Line = Field(
        "1", description="Your own count, kept as written; in quotation marks nobody takes 1.10 for 1.1."
    )
    title: Line = Field("", description="Stands over the report where study.yml gives no title.")
    memo: Text = Field("", description="Notes on the whole codebook.")
    lists: dict[ListName, Annotated[Texts, Field(min_length=1)]] = Field(
        {},
        description="Words and phrases that rules use by name: @council stands for any entry. May hold other lists.",
        json_schema_extra={"propertyNames": {"pattern": r"^\S{1,60}$"}},
    )
    themes: tuple[ThemeEntry, ...] = Field(min_length=1, description="The themes, each with its codes.")


class _ForEditors(GenerateJsonSchema):
    """Leaves out what editors would insert or show without use: defaults, and names of fields as titles."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        inner: CoreSchema = schema["schema"]
        return self.generate_inner(inner)


def codebook_schema() -> str:
    """Return the JSON Schema of ``codebook.yml``, as published in ``docs/codebook.schema.json``.

    It knows keys, kinds of values and ids; rules, lists and repeated ids are checked by `read_codebook` only.

    Examples
    --------
    >>> import json
    >>> sorted(json.loads(codebook_schema())["properties"])
    ['lists', 'memo', 'themes', 'title', 'version']
    """
    schema = CodebookFile.model_json_schema(schema_generator=_ForEditors)
    return json.dumps({"$schema": GenerateJsonSchema.schema_dialect, **schema}, indent=2, ensure_ascii=False) + "\n"
