//! What `validate()` is to check of a field, as attributes of its row.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{ModuleWriter, imports::ident};
use crate::{
    ir::{Definition, DefinitionKind, Target, Text, Type},
    schema::{Blob, Boolean, Integer},
    syntax::Format,
};

impl ModuleWriter<'_> {
    /// The attributes of a row: how it is read, and what it is held to.
    pub(super) fn attributes(&self, r#type: &Type, lenient: bool) -> Vec<TokenStream> {
        let mut attributes = self.rules(r#type);
        if lenient {
            attributes.insert(0, quote!(lenient));
        } else if attributes.is_empty() && self.is_checked(r#type) {
            attributes.push(quote!(checked));
        }
        attributes
    }

    /// The constraints of a type, through aliases.
    pub(super) fn rules(&self, r#type: &Type) -> Vec<TokenStream> {
        match r#type {
            Type::Boolean(it) => boolean(it),
            Type::Integer(it) => integer(it),
            Type::String(it) => text(it),
            Type::Bytes(it) => lengths(it.min_length, it.max_length),
            Type::Blob(it) => blob(it),
            Type::Unknown(_) => vec![quote!(object)],
            Type::Array(it) => {
                let mut rules = lengths(it.min_length, it.max_length);
                let items = self.rules(&it.items);
                if !items.is_empty() {
                    rules.push(quote!(items(#(#items),*)));
                }
                rules
            }
            Type::Ref {
                target: Target::Definition { id, r#ref },
                ..
            } => {
                match self.ir.definition(*id) {
                    Definition {
                        kind:
                            DefinitionKind::Type {
                                r#type,
                                newtype: false,
                            },
                        ..
                    } => self.rules(r#type),
                    // A token's data is its own name.
                    Definition {
                        kind: DefinitionKind::Token { .. },
                        ..
                    } => {
                        vec![quote!(string(#r#ref))]
                    }
                    _ => Vec::new(),
                }
            }
            Type::CidLink(_) | Type::Object(_) | Type::Union(_) | Type::Ref { .. } => Vec::new(),
        }
    }

    /// Whether there is something to check inside, whatever the place demands.
    fn is_checked(&self, r#type: &Type) -> bool {
        match r#type {
            Type::String(text) => text.values.is_none() && text.schema.format.is_some(),
            Type::Array(array) => self.is_checked(&array.items),
            Type::Object(_) | Type::Union(_) => true,
            Type::Ref { target, .. } => match target {
                Target::Definition { id, .. } => match &self.ir.definition(*id).kind {
                    DefinitionKind::Type {
                        r#type,
                        newtype: false,
                    } => self.is_checked(r#type),
                    DefinitionKind::Token { .. } => false,
                    _ => true,
                },
                Target::External { .. } => true,
                Target::Missing { .. } => false,
            },
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_) => false,
        }
    }
}

fn boolean(it: &Boolean) -> Vec<TokenStream> {
    it.constant
        .map(|value| quote!(boolean(#value)))
        .into_iter()
        .collect()
}

fn integer(it: &Integer) -> Vec<TokenStream> {
    let literal = Literal::i64_unsuffixed;
    let mut rules = Vec::new();
    rules.extend(it.minimum.map(literal).map(|least| quote!(minimum(#least))));
    rules.extend(it.maximum.map(literal).map(|most| quote!(maximum(#most))));
    if !it.values.is_empty() {
        let values = it.values.iter().copied().map(literal);
        rules.push(quote!(integers(#(#values),*)));
    }
    rules.extend(
        it.constant
            .map(literal)
            .map(|value| quote!(integer(#value))),
    );
    rules
}

fn text(it: &Text) -> Vec<TokenStream> {
    let schema = &it.schema;
    let literal = Literal::u64_unsuffixed;
    let mut rules = lengths(schema.min_length, schema.max_length);
    rules.extend(
        schema
            .min_graphemes
            .map(literal)
            .map(|least| quote!(min_graphemes(#least))),
    );
    rules.extend(
        schema
            .max_graphemes
            .map(literal)
            .map(|most| quote!(max_graphemes(#most))),
    );
    rules.extend(schema.constant.as_ref().map(|value| quote!(string(#value))));
    if let (Some(format), Some(_)) = (schema.format, &it.values) {
        let format = ident(format_variant(format));
        rules.push(quote!(format(#format)));
    }
    rules
}

fn blob(it: &Blob) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    rules.extend(
        it.accept
            .as_ref()
            .map(|accept| quote!(accept(#(#accept),*))),
    );
    rules.extend(
        it.max_size
            .map(Literal::u64_unsuffixed)
            .map(|most| quote!(max_size(#most))),
    );
    rules
}

fn lengths(least: Option<u64>, most: Option<u64>) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    rules.extend(
        least
            .map(Literal::u64_unsuffixed)
            .map(|least| quote!(min_length(#least))),
    );
    rules.extend(
        most.map(Literal::u64_unsuffixed)
            .map(|most| quote!(max_length(#most))),
    );
    rules
}

/// The runtime's name for a format.
pub(super) fn format_variant(format: Format) -> &'static str {
    match format {
        Format::AtIdentifier => "AtIdentifier",
        Format::AtUri => "AtUri",
        Format::Cid => "Cid",
        Format::Datetime => "Datetime",
        Format::Did => "Did",
        Format::Handle => "Handle",
        Format::Language => "Language",
        Format::Nsid => "Nsid",
        Format::RecordKey => "RecordKey",
        Format::Tid => "Tid",
        Format::Uri => "Uri",
    }
}
