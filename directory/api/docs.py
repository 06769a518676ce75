"""The OpenAPI document as a page for people: our own HTML, no script."""

from typing import Any

from flask import render_template

from directory.api.openapi import build, error_kinds


def docs_page() -> str:
    """The page, made of the same document that programs read."""
    spec = build()
    paths = [
        (path, method.upper(), operation)
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]
    return render_template(
        "api_docs.html",
        info=spec["info"],
        paths=paths,
        components=sorted(spec["components"]["schemas"].items()),
        problems=error_kinds(),
        words=type_words,
    )


def type_words(schema: dict[str, Any]) -> str:
    """A schema in a few words: `string or null`, `list of Office`, `one of yes, no`."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(type_words(part) for part in schema[key])
    if "enum" in schema:
        return "one of " + ", ".join("null" if one is None else str(one) for one in schema["enum"])
    kind = schema.get("type", "anything")
    kinds = kind if isinstance(kind, list) else [kind]
    return " or ".join(_one(one, schema) for one in kinds)


def _one(kind: str, schema: dict[str, Any]) -> str:
    if kind == "array":
        return "list of " + type_words(schema.get("items", {}))
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "map to " + type_words(schema["additionalProperties"])
    limits = [
        f"{name} {schema[key]}"
        for key, name in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
        if key in schema
    ]
    words = str(schema.get("format", kind)) if kind == "string" else kind
    return words + (f" ({' '.join(limits)})" if limits else "")
