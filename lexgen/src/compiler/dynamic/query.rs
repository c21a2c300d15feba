//! Query strings as the parameters of an endpoint: all values are strings, and the
//! lexicon has their types.
//! [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).

use std::collections::BTreeMap;
#[cfg(feature = "serve")]
use std::ops::Range;

#[cfg(feature = "cli")]
use serde::de::IgnoredAny;

use super::{Schema, Shape};
use crate::{
    compiler::ir::TypeKind,
    data::{Data, View},
    xrpc::query_text,
};

/// Writes parameters as a query string, without `?`: an array repeats its name for
/// each item. `None` if query strings have no form for the data.
pub fn write_query(parameters: &Data) -> Option<String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.as_object()? {
        let values = value.as_array().unwrap_or(std::slice::from_ref(value));
        for value in values {
            let text = match value.view() {
                View::Boolean(value) => value.to_string(),
                View::Integer(value) => value.to_string(),
                View::String(text) => text.to_owned(),
                _ => return None,
            };
            query.append_pair(name, &text);
        }
    }
    Some(query.finish())
}

/// Whether a text is a query string, and not JSON: no name of a parameter begins like JSON,
/// and a text that is JSON as a whole, such as `null`, is no query string.
#[cfg(feature = "cli")]
pub(crate) fn is_query(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    !matches!(text, [b'{' | b'[' | b'"', ..]) && serde_json::from_slice::<IgnoredAny>(text).is_err()
}

/// The bytes of each parameter in a query string, with its name.
#[cfg(feature = "serve")]
pub(crate) fn query_ranges(query: &str) -> Vec<(String, Range<usize>)> {
    let trimmed = query.trim();
    let mut start = query.len() - query.trim_start().len();
    let trimmed = match trimmed.strip_prefix('?') {
        Some(rest) => {
            start += 1;
            rest
        }
        None => trimmed,
    };
    let pairs = trimmed.split('&').map(|pair| {
        let range = start..start + pair.len();
        start = range.end + 1;
        let name = form_urlencoded::parse(pair.as_bytes()).next();
        (
            name.map_or_else(String::new, |(name, _)| name.into_owned()),
            range,
        )
    });
    pairs.collect()
}

impl Schema<'_> {
    /// Reads a query string, with or without `?`. Values that do not match the type
    /// in the lexicon stay strings, and repeated parameters become arrays, so that
    /// validation reports them.
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

    fn parameter_type(&self, name: &str) -> Option<&TypeKind> {
        match &self.shape {
            Shape::Params(params) => {
                let field = params.fields.iter().find(|field| field.name == name)?;
                Some(&field.r#type.kind)
            }
            Shape::Definition | Shape::Body(_) | Shape::ErrorBody => None,
        }
    }
}

fn parameter(r#type: Option<&TypeKind>, mut texts: Vec<String>) -> Data {
    match r#type {
        Some(TypeKind::Array(array)) => texts
            .into_iter()
            .map(|text| scalar(Some(&array.items.kind), text))
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

fn scalar(r#type: Option<&TypeKind>, text: String) -> Data {
    let value = match r#type {
        Some(TypeKind::Integer(_)) => query_text::integer(&text).map(Data::from),
        Some(TypeKind::Boolean(_)) => query_text::boolean(&text).map(Data::from),
        _ => None,
    };
    value.unwrap_or_else(|| text.into())
}
