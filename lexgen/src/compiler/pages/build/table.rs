//! Tables of fields.

use super::super::{
    address::{self, Address, inside},
    model::{Badge, Link, Prose, Row, Table, TypePiece, TypeText, Value},
    site::Site,
};
use super::{facts::facts, order::Order, references::named_by_value};
use crate::compiler::{
    ir::{self, DefinitionId, Object, Target, TypeKind},
    schema::{FullName, MAIN, deprecation},
};

impl Site<'_> {
    /// The fields of an object at a place.
    /// How deep objects are in objects is limited when a document is read.
    pub(super) fn table(&self, place: &str, object: &Object, order: &Order) -> Table {
        let rows = order
            .fields(place, &object.fields)
            .into_iter()
            .map(|field| {
                let anchor = inside(place, &field.name);
                let description = field.r#type.description.as_deref();
                let inner = innermost(&field.r#type);
                let mut badges = self.deprecated(description);
                if field.boxed {
                    badges.push(Badge::Recursive);
                }
                if let TypeKind::Opaque(opaque) = &inner.kind {
                    badges.push(Badge::Opaque(opaque.r#type.clone()));
                }
                Row {
                    name: field.name.clone(),
                    r#type: self.type_text(&field.r#type),
                    required: field.required,
                    nullable: field.nullable,
                    facts: facts(&field.r#type.kind),
                    values: self.values(&inner.kind),
                    is_closed: is_closed(&inner.kind),
                    description: self.prose(description),
                    badges,
                    nested: match &inner.kind {
                        TypeKind::Object(object) => Some(self.table(&anchor, object, order)),
                        _ => None,
                    },
                    anchor,
                }
            });
        Table {
            rows: rows.collect(),
        }
    }

    /// The badge of a description that says that what it describes is deprecated.
    pub(super) fn deprecated(&self, description: Option<&str>) -> Vec<Badge> {
        let note = deprecation(description);
        let badge = note.map(|note| Badge::Deprecated(self.prose(Some(note))));
        Vec::from_iter(badge)
    }

    /// A type as text.
    pub(super) fn type_text(&self, r#type: &ir::Type) -> TypeText {
        let mut pieces = Vec::new();
        self.add_type(&r#type.kind, &mut pieces);
        TypeText(pieces)
    }

    fn add_type(&self, kind: &TypeKind, pieces: &mut Vec<TypePiece>) {
        match kind {
            TypeKind::Ref(target) => pieces.push(self.target(target)),
            TypeKind::Array(array) => {
                pieces.push(TypePiece::Text("array of ".to_owned()));
                self.add_type(&array.items.kind, pieces);
            }
            TypeKind::Opaque(opaque) => pieces.push(TypePiece::Text(opaque.r#type.clone())),
            other => pieces.push(TypePiece::Text(other.kind().to_string())),
        }
    }

    /// The values that a type lists, or the members of a union.
    pub(super) fn values(&self, kind: &TypeKind) -> Vec<Value> {
        match kind {
            TypeKind::String(text) => {
                let schema = &text.schema;
                let listed = if schema.values.is_empty() {
                    &schema.known_values
                } else {
                    &schema.values
                };
                listed.iter().map(|value| self.known_value(value)).collect()
            }
            TypeKind::Integer(integer) => {
                let values = integer.values.iter();
                values.map(|value| plain_value(value.to_string())).collect()
            }
            TypeKind::Union(union) => {
                let members = union.members.iter();
                members.map(|member| self.member(&member.target)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A value, which can be the name of a token.
    fn known_value(&self, value: &str) -> Value {
        match named_by_value(self.ir(), value) {
            Some(id) => self.definition_value(value, id),
            None => plain_value(value.to_owned()),
        }
    }

    fn member(&self, target: &Target) -> Value {
        match target {
            Target::Definition { name, id } => self.definition_value(name, *id),
            Target::External { name, .. } => plain_value(name.to_string()),
            Target::Missing { name } => Value {
                address: Some(missing_address(name)),
                is_missing: true,
                ..plain_value(name.to_string())
            },
        }
    }

    fn definition_value(&self, text: &str, id: DefinitionId) -> Value {
        Value {
            address: Some(self.address(id)),
            description: self.definition_summary(id),
            ..plain_value(text.to_owned())
        }
    }

    /// The first paragraph about a definition.
    fn definition_summary(&self, id: DefinitionId) -> Prose {
        self.beginning(self.ir().definition(id).kind.description())
    }

    /// What a reference refers to.
    pub(super) fn target(&self, target: &Target) -> TypePiece {
        let text = target.name().to_string();
        match target {
            Target::Definition { id, .. } => TypePiece::Link(Link {
                text,
                address: self.address(*id),
            }),
            Target::External { rust_path, .. } => TypePiece::External {
                name: text,
                rust_path: rust_path.to_string(),
            },
            Target::Missing { name } => TypePiece::Missing(Link {
                text,
                address: missing_address(name),
            }),
        }
    }

    /// The place of a definition.
    pub(super) fn address(&self, id: DefinitionId) -> Address {
        let definition = self.ir().definition(id);
        let page = self.pages.get(id.module);
        Address::place(page, address::anchor([definition.name.as_str()]))
    }

    /// The place of the definition with this name; the top of the page for `main`.
    pub(super) fn address_of(&self, name: &FullName) -> Option<Address> {
        let id = self.ir().find(name);
        match id {
            Some(id) => Some(self.address(id)),
            None if name.definition() == MAIN => {
                let index = self.index_of(name.nsid())?;
                Some(Address::page(self.pages.get(index)))
            }
            None => None,
        }
    }

    /// The index of a document.
    pub(super) fn index_of(&self, nsid: &str) -> Option<usize> {
        let modules = &self.ir().modules;
        let index = modules.binary_search_by(|module| module.nsid.as_str().cmp(nsid));
        index.ok()
    }
}

fn plain_value(text: String) -> Value {
    Value {
        text,
        address: None,
        is_missing: false,
        description: Prose::default(),
    }
}

/// The type of the items of an array, or of their items; another type itself.
pub(super) fn innermost(r#type: &ir::Type) -> &ir::Type {
    match &r#type.kind {
        TypeKind::Array(array) => innermost(&array.items),
        _ => r#type,
    }
}

/// Whether no values but the listed ones are valid.
pub(super) fn is_closed(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::String(text) => !text.schema.values.is_empty(),
        TypeKind::Integer(integer) => !integer.values.is_empty(),
        TypeKind::Union(union) => union.closed,
        _ => false,
    }
}

/// The place of a missing definition.
pub(super) fn missing_address(name: &FullName) -> Address {
    Address::place(address::MISSING, address::anchor([name.as_str()]))
}
