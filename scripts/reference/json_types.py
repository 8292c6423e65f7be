"""Types of JSON Schema in words."""

from typing import Any


def type_of(schema: dict[str, Any]) -> str:
    """Return the type of a value with this schema; objects of the contracts are links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(type_of, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"list of {type_of(schema['items'])}"
    if isinstance(values := schema.get("additionalProperties"), dict):
        return f"object: {type_of(values)} by name"
    if schema.get("format") == "date-time":
        return "time, ISO 8601"
    return f"{schema['type']}{_bounds(schema)}"


def _bounds(schema: dict[str, Any]) -> str:
    minimum, maximum = schema.get("minimum"), schema.get("maximum")
    if minimum is None:
        return ""
    return f", {minimum} to {maximum}" if maximum is not None else f", at least {minimum}"
