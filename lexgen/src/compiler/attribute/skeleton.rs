//! What a refused definition seems to be, as far as that decides which Rust items
//! it would become.

use std::collections::BTreeMap;

use crate::compiler::{
    schema::{
        Array, Body, Definition, Endpoint, Kind, Message, Method, Object, Params, PermissionSet,
        RecordKey, Space, StringType, Token, Type, TypeKind, Union,
    },
    source::json::{self, Json},
};

/// A definition as its JSON reads, whatever is wrong with it.
pub(super) fn definition(json: &json::Object<'_>) -> Definition {
    let kind = match json.get("type") {
        Some(Json::String(kind)) => Kind::from_name(kind),
        _ => None,
    };
    match kind {
        Some(Kind::Token) => Definition::Token(Token { description: None }),
        Some(Kind::PermissionSet) => Definition::PermissionSet(PermissionSet::default()),
        Some(Kind::Space) => Definition::Space(Space {
            description: None,
            key: RecordKey::Any,
            name: String::new(),
            name_lang: BTreeMap::new(),
            collections: Vec::new(),
        }),
        Some(kind) if kind.is_endpoint() => Definition::Endpoint(endpoint(json)),
        Some(Kind::Record) => Definition::Type(r#type(object(Some(json), "record"))),
        _ => Definition::Type(r#type(Some(json))),
    }
}

/// An endpoint with all parts that one can have.
pub(super) fn endpoint(json: &json::Object<'_>) -> Endpoint {
    let schema = |part| Some(r#type(object(object(Some(json), part), "schema")));
    let body = |part| Body {
        description: None,
        encoding: String::new(),
        schema: schema(part),
    };
    Endpoint {
        method: Method::Procedure,
        description: None,
        parameters: Some(Params {
            required: required(object(Some(json), "parameters")),
            properties: properties(object(Some(json), "parameters")),
            ..Params::default()
        }),
        input: Some(body("input")),
        output: Some(body("output")),
        message: Some(Message {
            description: None,
            schema: schema("message"),
        }),
        subprotocol: None,
        errors: Vec::new(),
    }
}

fn r#type(json: Option<&json::Object<'_>>) -> Type {
    let has = |field| json.is_some_and(|json| json.get(field).is_some());
    let kind = if has("properties") {
        TypeKind::Object(Object {
            required: required(json),
            properties: properties(json),
            ..Object::default()
        })
    } else if has("items") {
        TypeKind::Array(Array {
            items: Box::new(r#type(object(json, "items"))),
            min_length: None,
            max_length: None,
        })
    } else if has("refs") {
        TypeKind::Union(Union::default())
    } else if has("knownValues") || has("enum") {
        TypeKind::String(StringType {
            known_values: vec![String::new()],
            ..StringType::default()
        })
    } else {
        TypeKind::Unknown
    };
    Type {
        description: None,
        kind,
    }
}

/// The properties that are required, which decide whether there is a struct of
/// them.
fn required(json: Option<&json::Object<'_>>) -> Vec<String> {
    let Some(Json::Array(names)) = json.and_then(|json| json.get("required")) else {
        return Vec::new();
    };
    let names = names.iter().filter_map(|name| match name {
        Json::String(name) => Some(name.clone().into_owned()),
        _ => None,
    });
    names.collect()
}

fn properties(json: Option<&json::Object<'_>>) -> BTreeMap<String, Type> {
    let properties = object(json, "properties").into_iter();
    let properties = properties.flat_map(json::Object::iter);
    let types = properties.map(|(name, json)| (name.to_owned(), r#type(json.as_object())));
    types.collect()
}

/// A member that is an object.
fn object<'j>(json: Option<&'j json::Object<'j>>, field: &str) -> Option<&'j json::Object<'j>> {
    json?.get(field)?.as_object()
}
