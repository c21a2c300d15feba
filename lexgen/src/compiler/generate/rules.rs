//! What `validate()` is to check of a field, as attributes of its row.

use super::ModuleWriter;
use crate::compiler::{
    ir::{Definition, DefinitionKind, Target, Text, Type},
    rust::{Quoted, Signed},
    schema::{Blob, Boolean, Integer},
};

impl ModuleWriter<'_> {
    /// The attributes of a row: how it is read, and what it is held to.
    pub(super) fn attributes(&self, r#type: &Type, lenient: bool) -> Vec<String> {
        let mut attributes = self.rules(r#type);
        if lenient {
            attributes.insert(0, "lenient".to_owned());
        } else if attributes.is_empty() && self.is_checked(r#type) {
            attributes.push("checked".to_owned());
        }
        attributes
    }

    /// The constraints of a type, through aliases.
    pub(super) fn rules(&self, r#type: &Type) -> Vec<String> {
        match r#type {
            Type::Boolean(it) => boolean(it),
            Type::Integer(it) => integer(it),
            Type::String(it) => text(it),
            Type::Bytes(it) => lengths(it.min_length, it.max_length),
            Type::Blob(it) => blob(it),
            Type::Unknown(_) => vec!["object".to_owned()],
            Type::Array(it) => {
                let mut rules = lengths(it.min_length, it.max_length);
                let items = self.rules(&it.items);
                if !items.is_empty() {
                    rules.push(format!("items({})", items.join(", ")));
                }
                rules
            }
            Type::Ref {
                target: Target::Definition { id, name },
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
                        vec![format!("string({})", Quoted(name))]
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

fn boolean(it: &Boolean) -> Vec<String> {
    it.constant
        .map(|value| format!("boolean({value})"))
        .into_iter()
        .collect()
}

fn integer(it: &Integer) -> Vec<String> {
    let signed = |value: i64| Signed(value).to_string();
    let mut rules = Vec::new();
    rules.extend(
        it.minimum
            .map(signed)
            .map(|least| format!("minimum({least})")),
    );
    rules.extend(
        it.maximum
            .map(signed)
            .map(|most| format!("maximum({most})")),
    );
    if !it.values.is_empty() {
        let values: Vec<String> = it.values.iter().copied().map(signed).collect();
        rules.push(format!("integers({})", values.join(", ")));
    }
    rules.extend(
        it.constant
            .map(signed)
            .map(|value| format!("integer({value})")),
    );
    rules
}

fn text(it: &Text) -> Vec<String> {
    let schema = &it.schema;
    let mut rules = lengths(schema.min_length, schema.max_length);
    let (least, most) = (schema.min_graphemes, schema.max_graphemes);
    rules.extend(least.map(|least| format!("min_graphemes({least})")));
    rules.extend(most.map(|most| format!("max_graphemes({most})")));
    let constant = schema.constant.as_deref();
    rules.extend(constant.map(|value| format!("string({})", Quoted(value))));
    if let (Some(format), Some(_)) = (schema.format, &it.values) {
        rules.push(format!("format({})", format.type_name()));
    }
    rules
}

fn blob(it: &Blob) -> Vec<String> {
    let mut rules = Vec::new();
    if let Some(accept) = &it.accept {
        let patterns = accept.iter().map(|pattern| Quoted(pattern).to_string());
        let patterns: Vec<String> = patterns.collect();
        rules.push(format!("accept({})", patterns.join(", ")));
    }
    rules.extend(it.max_size.map(|most| format!("max_size({most})")));
    rules
}

fn lengths(least: Option<u64>, most: Option<u64>) -> Vec<String> {
    let mut rules = Vec::new();
    rules.extend(least.map(|least| format!("min_length({least})")));
    rules.extend(most.map(|most| format!("max_length({most})")));
    rules
}
