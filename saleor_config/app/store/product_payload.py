"""Reading a product as Saleor's GraphQL gives it (the `OdopProduct` fragment) into the suite's own snapshot."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from odop_core.store.catalogue import NO, PREFIX, YES, ProductSnapshot
from odop_core.store.port import MalformedProduct


class _Node(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class _Slug(_Node):
    slug: str


class _Value(_Node):
    slug: str
    external_reference: str | None
    boolean: bool | None

    @property
    def reading(self) -> str:
        if self.boolean is not None:
            return YES if self.boolean else NO
        return self.external_reference or self.slug


class _Assigned(_Node):
    attribute: _Slug
    values: list[_Value]


class _Translation(_Node):
    name: str | None = None


class _Category(_Node):
    id: str


class _Edge(_Node):
    node: _Category


class _Ancestors(_Node):
    edges: list[_Edge]


class _OwnCategory(_Category):
    """Its ancestors begin at the root."""

    ancestors: _Ancestors

    @property
    def path(self) -> tuple[str, ...]:
        return (self.id, *(edge.node.id for edge in reversed(self.ancestors.edges)))


class _Product(_Node):
    id: str
    name: str
    slug: str
    updated_at: AwareDatetime
    product_type: _Slug
    # Absent from events that were asked for before we asked for them.
    translation: _Translation | None = None
    category: _OwnCategory | None = None
    attributes: list[_Assigned]


def product_snapshot(node: Any) -> ProductSnapshot:
    """The snapshot of one GraphQL product. Raises MalformedProduct, naming what is missing or wrong."""
    try:
        product = _Product.model_validate(node)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, row['loc'])) or 'product'}: {row['msg']}" for row in error.errors()]
        raise MalformedProduct("The product cannot be read: " + "; ".join(problems[:5])) from error
    ours = [row for row in product.attributes if row.attribute.slug.startswith(PREFIX) and row.values]
    return ProductSnapshot(
        id=product.id,
        name=product.name,
        name_hi=(product.translation and product.translation.name) or "",
        slug=product.slug,
        product_type=product.product_type.slug,
        attributes={
            row.attribute.slug: tuple(value.reading for value in row.values)
            for row in sorted(ours, key=lambda row: row.attribute.slug)
        },
        category_ids=product.category.path if product.category else (),
        updated_at=product.updated_at.astimezone(UTC),
    )
