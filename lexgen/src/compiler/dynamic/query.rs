//! A query string as the parameters of an endpoint: everything in it is text,
//! and the lexicon says what it stands for.
//! [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).

use std::collections::BTreeMap;

use super::{Schema, Shape};
use crate::{compiler::ir::Type, data::Data};

/// Parameters as a query string, without a `?`: an array is there once for
/// each element, and an empty one is not there. `None` for what no query
/// string can hold.
pub fn write_query(parameters: &Data) -> Option<String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let Data::Object(fields) = parameters else {
        return None;
    };
    for (name, value) in fields {
        let values = match value {
            Data::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let text = match value {
                Data::Boolean(value) => value.to_string(),
                Data::Integer(value) => value.to_string(),
                Data::String(text) => text.clone(),
                _ => return None,
            };
            query.append_pair(name, &text);
        }
    }
    Some(query.finish())
}

impl Schema<'_> {
    /// Reads a query string, with or without its `?`. What is not text of the
    /// type that the lexicon gives stays a string, and a parameter that is
    /// there more than once becomes an array, for validation to judge.
    pub fn read_query(&self, query: &str) -> Data {
        let query = query.trim();
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            texts
                .entry(name.into_owned())
                .or_default()
                .push(text.into_owned());
        }
        texts
            .into_iter()
            .map(|(name, texts)| {
                let value = parameter(self.parameter_type(&name), texts);
                (name, value)
            })
            .collect()
    }

    fn parameter_type(&self, name: &str) -> Option<&Type> {
        match &self.shape {
            Shape::Params(Some(params)) => {
                let field = params.fields.iter().find(|field| field.name == name)?;
                Some(&field.r#type)
            }
            Shape::Params(None) | Shape::Definition | Shape::Body(_) | Shape::ErrorBody => None,
        }
    }
}

fn parameter(r#type: Option<&Type>, mut texts: Vec<String>) -> Data {
    match r#type {
        Some(Type::Array(array)) => texts
            .into_iter()
            .map(|text| scalar(Some(&array.items), text))
            .collect(),
        r#type => match (texts.pop(), texts.is_empty()) {
            (Some(text), true) => scalar(r#type, text),
            (last, _) => texts
                .into_iter()
                .chain(last)
                .map(|text| scalar(r#type, text))
                .collect(),
        },
    }
}

fn scalar(r#type: Option<&Type>, text: String) -> Data {
    match r#type {
        Some(Type::Integer(_)) => text.parse().map_or(Data::String(text), Data::Integer),
        Some(Type::Boolean(_)) => text.parse().map_or(Data::String(text), Data::Boolean),
        _ => Data::String(text),
    }
}
