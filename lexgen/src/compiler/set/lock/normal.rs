//! The meaning of a document as normalized JSON: fields in a fixed order,
//! without defaults and without text for people.
//!
//! Lists whose order matters in Rust (arguments of constructors, which of two
//! equal names gets an underscore) keep it; other lists are sorted.

use std::collections::{BTreeMap, HashSet};

use super::layout::Node;
use crate::{
    compiler::schema::{
        Array, Blob, Body, Boolean, Bytes, Definition, Document, Endpoint, ErrorName, Integer,
        Kind, Message, Object, Params, Permission, PermissionSet, Record, RepoAction, Space,
        SpaceAction, StringType, Token, Type, TypeKind, Union,
    },
    xrpc::Subprotocol,
};

/// Builds an object, member by member.
struct Members(Vec<(String, Node)>);

impl Members {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn of_type(kind: Kind) -> Self {
        Self::new().with("type", Node::text(kind.as_str()))
    }

    fn with(mut self, key: &str, value: Node) -> Self {
        self.0.push((key.to_owned(), value));
        self
    }

    fn optional(self, key: &str, value: Option<Node>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    fn text(self, key: &str, value: Option<&str>) -> Self {
        self.optional(key, value.map(Node::text))
    }

    fn scalar(self, key: &str, value: Option<impl ToString>) -> Self {
        self.optional(key, value.map(|it| Node::Scalar(it.to_string())))
    }

    /// Adds a list, unless it is empty.
    fn texts(self, key: &str, values: &[String]) -> Self {
        match values {
            [] => self,
            values => self.with(key, texts(values)),
        }
    }

    fn sorted_texts(self, key: &str, values: &[String]) -> Self {
        self.texts(key, &sorted(values))
    }

    fn node(self) -> Node {
        Node::Members(self.0)
    }
}

fn texts(values: &[String]) -> Node {
    Node::List(values.iter().map(|it| Node::text(it)).collect())
}

fn sorted<T: Ord + Clone>(values: &[T]) -> Vec<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values
}

pub(super) fn document(document: &Document) -> Node {
    let Document {
        source: _,
        id,
        description: _,
        defs,
    } = document;
    let main = defs.iter().filter(|(name, _)| *name == "main");
    let others = defs.iter().filter(|(name, _)| *name != "main");
    let defs = main
        .chain(others)
        .map(|(name, it)| (name.clone(), definition(it)));
    Members::new()
        .scalar("lexicon", Some(1))
        .text("id", Some(id.as_str()))
        .with("defs", Node::Members(defs.collect()))
        .node()
}

fn definition(definition: &Definition) -> Node {
    match definition {
        Definition::Record(Record {
            description: _,
            key,
            record,
        }) => Members::of_type(Kind::Record)
            .text("key", Some(&key.to_string()))
            .with("record", object(record)),
        Definition::Endpoint(Endpoint {
            method,
            description: _,
            parameters,
            input,
            output,
            message: sent,
            subprotocol,
            errors,
        }) => Members::of_type(method.kind())
            .optional("parameters", parameters.as_ref().map(params))
            .optional("input", input.as_ref().map(body))
            .optional("output", output.as_ref().map(body))
            .optional("message", sent.as_ref().map(message))
            .text("subprotocol", subprotocol_name(*subprotocol))
            .optional("errors", error_names(errors)),
        Definition::PermissionSet(set) => return permission_set(set),
        Definition::Space(it) => return space(it),
        Definition::Token(Token { description }) => {
            Members::of_type(Kind::Token).text("description", description.as_deref())
        }
        Definition::Type(it) => return r#type(it),
        Definition::Opaque(it) => return Node::of(&it.text),
    }
    .node()
}

fn subprotocol_name(subprotocol: Option<Subprotocol>) -> Option<&'static str> {
    let named = subprotocol.filter(|subprotocol| *subprotocol != Subprotocol::default());
    named.map(Subprotocol::name)
}

fn params(params: &Params) -> Node {
    let Params {
        description: _,
        required,
        properties: fields,
    } = params;
    Members::of_type(Kind::Params)
        .texts("required", required)
        .with("properties", properties(fields))
        .node()
}

fn body(body: &Body) -> Node {
    let Body {
        description: _,
        encoding,
        schema,
    } = body;
    Members::new()
        .text("encoding", Some(encoding))
        .optional("schema", schema.as_ref().map(r#type))
        .node()
}

fn message(message: &Message) -> Node {
    let Message {
        description: _,
        schema,
    } = message;
    Members::new()
        .optional("schema", schema.as_ref().map(r#type))
        .node()
}

fn error_names(errors: &[ErrorName]) -> Option<Node> {
    let errors: Vec<_> = errors
        .iter()
        .map(
            |ErrorName {
                 name,
                 description: _,
             }| Members::new().text("name", Some(name)).node(),
        )
        .collect();
    (!errors.is_empty()).then_some(Node::List(errors))
}

fn properties(properties: &BTreeMap<String, Type>) -> Node {
    let members = properties
        .iter()
        .map(|(name, it)| (name.clone(), r#type(it)));
    Node::Members(members.collect())
}

fn object(object: &Object) -> Node {
    let Object {
        required,
        nullable,
        properties: fields,
    } = object;
    Members::of_type(Kind::Object)
        .texts("required", required)
        .sorted_texts("nullable", nullable)
        .with("properties", properties(fields))
        .node()
}

fn r#type(it: &Type) -> Node {
    let Type {
        description: _,
        kind,
    } = it;
    match kind {
        TypeKind::Object(it) => return object(it),
        TypeKind::String(it) => return string(it),
        TypeKind::Boolean(Boolean { default, constant }) => Members::of_type(Kind::Boolean)
            .scalar("default", *default)
            .scalar("const", *constant),
        TypeKind::Integer(Integer {
            minimum,
            maximum,
            values,
            default,
            constant,
        }) => {
            let values = sorted(values);
            let values = values.iter().map(|it| Node::Scalar(it.to_string()));
            let values: Vec<_> = values.collect();
            Members::of_type(Kind::Integer)
                .scalar("minimum", *minimum)
                .scalar("maximum", *maximum)
                .optional("enum", (!values.is_empty()).then_some(Node::List(values)))
                .scalar("default", *default)
                .scalar("const", *constant)
        }
        TypeKind::Bytes(Bytes {
            min_length,
            max_length,
        }) => Members::of_type(Kind::Bytes)
            .scalar("minLength", *min_length)
            .scalar("maxLength", *max_length),
        TypeKind::CidLink => Members::of_type(Kind::CidLink),
        TypeKind::Blob(Blob { accept, max_size }) => Members::of_type(Kind::Blob)
            // An empty list allows nothing; a missing one allows everything.
            .optional("accept", accept.as_deref().map(|it| texts(&sorted(it))))
            .scalar("maxSize", *max_size),
        TypeKind::Array(Array {
            items,
            min_length,
            max_length,
        }) => Members::of_type(Kind::Array)
            .with("items", r#type(items))
            .scalar("minLength", *min_length)
            .scalar("maxLength", *max_length),
        TypeKind::Ref(target) => Members::of_type(Kind::Ref).text("ref", Some(&target.to_string())),
        TypeKind::Union(Union { refs, closed }) => {
            let mut seen = HashSet::with_capacity(refs.len());
            let refs = refs.iter().filter(|it| seen.insert(*it));
            let refs: Vec<_> = refs.map(ToString::to_string).collect();
            Members::of_type(Kind::Union)
                .with("refs", texts(&refs))
                .scalar("closed", closed.then_some(true))
        }
        TypeKind::Unknown => Members::of_type(Kind::Unknown),
        TypeKind::Opaque(it) => return Node::of(&it.text),
    }
    .node()
}

fn string(string: &StringType) -> Node {
    let StringType {
        format,
        unknown_format,
        min_length,
        max_length,
        min_graphemes,
        max_graphemes,
        known_values,
        values,
        default,
        constant,
    } = string;
    Members::of_type(Kind::String)
        .text(
            "format",
            format.map(|it| it.name()).or(unknown_format.as_deref()),
        )
        .scalar("minLength", *min_length)
        .scalar("maxLength", *max_length)
        .scalar("minGraphemes", *min_graphemes)
        .scalar("maxGraphemes", *max_graphemes)
        .texts("knownValues", known_values)
        .texts("enum", values)
        .text("default", default.as_deref())
        .text("const", constant.as_deref())
        .node()
}

fn permission_set(set: &PermissionSet) -> Node {
    let PermissionSet {
        description: _,
        title,
        title_lang,
        detail,
        detail_lang,
        permissions,
    } = set;
    Members::of_type(Kind::PermissionSet)
        .text("title", title.as_deref())
        .optional("title:lang", translations(title_lang))
        .text("detail", detail.as_deref())
        .optional("detail:lang", translations(detail_lang))
        .with(
            "permissions",
            Node::List(permissions.iter().map(permission).collect()),
        )
        .node()
}

fn space(space: &Space) -> Node {
    let Space {
        description: _,
        key,
        name,
        name_lang,
        collections,
    } = space;
    let collections: Vec<_> = collections.iter().map(|it| it.to_string()).collect();
    Members::of_type(Kind::Space)
        .text("key", Some(&key.to_string()))
        .text("name", Some(name))
        .optional("name:lang", translations(name_lang))
        .with("collections", texts(&sorted(&collections)))
        .node()
}

/// The names of actions.
fn actions<A: Copy>(actions: &[A], name: fn(A) -> &'static str) -> Vec<String> {
    let names = actions.iter().map(|action| name(*action).to_owned());
    names.collect()
}

fn translations(texts: &BTreeMap<String, String>) -> Option<Node> {
    let members = texts
        .iter()
        .map(|(language, text)| (language.clone(), Node::text(text)));
    (!texts.is_empty()).then(|| Node::Members(members.collect()))
}

fn permission(permission: &Permission) -> Node {
    let members = Members::of_type(Kind::Permission);
    match permission {
        Permission::Repo { collection, action } => members
            .text("resource", Some("repo"))
            .with("collection", texts(&sorted(collection)))
            .sorted_texts("action", &actions(action, RepoAction::name)),
        Permission::Rpc {
            lxm,
            aud,
            inherit_aud,
        } => members
            .text("resource", Some("rpc"))
            .with("lxm", texts(&sorted(lxm)))
            .text("aud", aud.as_deref())
            .scalar("inheritAud", inherit_aud.then_some(true)),
        Permission::Space {
            space_type,
            authority,
            skey,
            collection,
            action,
            manage,
        } => members
            .text("resource", Some("space"))
            .text("spaceType", Some(space_type))
            .text("authority", authority.as_deref().filter(|it| *it != "self"))
            .text("skey", skey.as_deref().filter(|it| *it != "*"))
            .sorted_texts("collection", collection)
            .sorted_texts("action", &actions(action, SpaceAction::name))
            .sorted_texts("manage", &actions(manage, RepoAction::name)),
        Permission::Other {
            resource,
            parameters,
        } => parameters.iter().fold(
            members.text("resource", Some(resource)),
            |all, (key, it)| all.with(key, Node::of(it)),
        ),
    }
    .node()
}
