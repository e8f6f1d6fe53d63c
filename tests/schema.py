"""What a JSON schema says to those on the other side: fields and types."""

from typing import Any

LIMITS = ("format", "pattern", "minLength", "maxLength", "minimum", "maximum")


def shape(schema: Any, named: dict[str, Any]) -> Any:
    """A JSON schema by its fields and types; what the code calls it is left out."""
    if "$ref" in schema:
        return shape(named[schema["$ref"].rpartition("/")[2]], named)
    for how in ("anyOf", "oneOf", "allOf"):
        if how in schema:
            return {how: [shape(one, named) for one in schema[how]]}
    if "properties" in schema:
        needed = schema.get("required", [])
        return {
            name if name in needed else f"{name}?": shape(field, named)
            for name, field in sorted(schema["properties"].items())
        }
    if isinstance(schema.get("additionalProperties"), dict):
        return {"*": shape(schema["additionalProperties"], named)}
    if "items" in schema:
        return [shape(schema["items"], named)]
    said = [schema.get("type", "any")]
    said += [f"{limit} {schema[limit]}" for limit in LIMITS if limit in schema]
    said += ["|".join(map(str, schema["enum"]))] if "enum" in schema else []
    return ", ".join([*said, *([schema["const"]] if "const" in schema else [])])
