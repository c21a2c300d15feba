//! The resolved world: what the generator, the comparison and the dynamic
//! validator work on.
//!
//! [`resolve`] takes checked documents and settles everything that needs more
//! than one of them. Every reference is a definition of this world, a Rust path
//! somewhere else ([`Target::External`]) or opaque data ([`Target::Missing`]);
//! every name that Rust will see is decided; recursion is found and broken.
//! After this pass no text is parsed again.
//!
//! The rules for names are in [`names`](self) and repeated in the README; in
//! short, each depends on the definition's own wire name and not on what else
//! there is, so that adding a lexicon does not rename what existed.

mod bad_references;
mod constraints;
mod json;
mod lookup;
mod lower;
mod names;
mod naming;
mod prefix;
mod reach;
mod recursion;
mod resolve;
mod scope;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod walk;

use std::borrow::Cow;

use serde::Serialize;

use crate::{
    compiler::{
        rust::RustPath,
        schema::{self, FullName, Kind, RecordKey},
    },
    syntax::Nsid,
};

pub(crate) use constraints::token as token_constraints;
pub use prefix::prefixed;
pub(crate) use resolve::is_external;
pub use resolve::{ExternPath, Options, resolve, resolve_all};

use lookup::Lookup;
pub(crate) use lower::joined as inline_name;
pub(crate) use names::{constant as constant_name, field as field_name, module as module_name};
pub(crate) use naming::{definition_name, token_name};

/// A closed world of definitions, sorted by NSID.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ir {
    /// One module for each document of which something is generated.
    pub modules: Vec<Module>,
}

/// What becomes of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Module {
    /// The document's NSID.
    #[serde(serialize_with = "json::nsid")]
    pub nsid: Nsid,
    /// The Rust module path below the root, without `r#`.
    pub path: Vec<String>,
    /// The `description` at the top of the document.
    pub description: Option<String>,
    /// What the names of an endpoint's companions (`Input`, `Output`, …) begin
    /// with: nothing, unless [`prefixed`] has said something.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub companion_prefix: String,
    /// `main` first, the others by name.
    pub definitions: Vec<Definition>,
}

/// Names a definition of an [`Ir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId {
    /// Index into [`Ir::modules`].
    pub module: usize,
    /// Index into [`Module::definitions`].
    pub definition: usize,
}

/// One definition and the Rust items it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name in `defs`.
    pub name: String,
    /// The Rust type or constant.
    pub rust_name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: DefinitionKind,
}

/// The kinds of definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DefinitionKind {
    /// A record: a struct.
    Record(Record),
    /// A query, procedure or subscription: a marker and its companions.
    Endpoint(Box<Endpoint>),
    /// A permission set: a constant.
    PermissionSet(schema::PermissionSet),
    /// A token: a constant.
    Token {
        /// Text for people.
        description: Option<String>,
    },
    /// An object: a struct.
    Object(Object),
    /// Any other named type: an enum, an alias, or a newtype where an alias
    /// would be recursive.
    Type {
        /// The type.
        r#type: Type,
        /// Whether a newtype is needed.
        newtype: bool,
    },
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// What its record keys look like.
    pub key: RecordKey,
    /// Text for people.
    pub description: Option<String>,
    /// Its fields.
    pub object: Object,
}

/// A query, procedure or subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Which of the three.
    pub method: Method,
    /// Text for people.
    pub description: Option<String>,
    /// The query string parameters, as a struct `Params`.
    pub params: Option<Object>,
    /// The request body, as `Input`.
    pub input: Option<Body>,
    /// The response body, as `Output`.
    pub output: Option<Body>,
    /// What a subscription sends, as `Message`.
    pub message: Option<Type>,
    /// The errors the lexicon names, as variants of `Error`.
    pub errors: Vec<Variant>,
}

/// How an endpoint is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// HTTP `GET`.
    Query,
    /// HTTP `POST`.
    Procedure,
    /// A WebSocket.
    Subscription,
}

/// A request or response body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Body {
    /// The MIME type or pattern.
    pub encoding: String,
    /// Text for people.
    pub description: Option<String>,
    /// Its type, where the lexicon gives one.
    pub schema: Option<Type>,
}

/// An object: a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Object {
    /// The Rust struct.
    pub rust_name: String,
    /// Text for people.
    pub description: Option<String>,
    /// Required fields in the order of the lexicon's `required`, then the
    /// others by name.
    pub fields: Vec<Field>,
}

/// A property of an object: a field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The property's name.
    pub name: String,
    /// The Rust field, without `r#`.
    pub rust_name: String,
    /// Whether it must be present.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether the value is boxed, because the struct holds itself.
    pub boxed: bool,
    /// Its type.
    pub r#type: Type,
}

/// A field type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Type {
    /// `bool`
    Boolean(schema::Boolean),
    /// `i64`
    Integer(schema::Integer),
    /// Text: a `String`, a string format's type, or an enum of values.
    String(Text),
    /// Bytes.
    Bytes(schema::Bytes),
    /// A link.
    CidLink(schema::CidLink),
    /// A blob.
    Blob(schema::Blob),
    /// Any object.
    Unknown(schema::Unknown),
    /// A `Vec`.
    Array(Array),
    /// An object written in place.
    Object(Object),
    /// A union written in place.
    Union(Union),
    /// Another definition.
    Ref {
        /// Text for people.
        description: Option<String>,
        /// What is meant.
        #[serde(flatten)]
        target: Target,
    },
}

/// A string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// What the lexicon says of it.
    #[serde(flatten)]
    pub schema: schema::StringType,
    /// The enum, where the lexicon lists values.
    pub values: Option<Values>,
    /// Where each of the values allowed stands.
    #[serde(skip)]
    pub(crate) lookup: Lookup,
}

impl Text {
    /// Whether a text is in the closed list of values, if there is one.
    pub(crate) fn lists(&self, text: &str) -> bool {
        let found = self.lookup.find(&self.schema.values, text, String::as_str);
        found.is_some()
    }
}

/// An enum of string values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The Rust enum.
    pub rust_name: String,
    /// Whether other values are refused.
    pub closed: bool,
    /// The values, in the order of the lexicon.
    pub variants: Vec<Variant>,
}

/// A value or an error: a variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The text on the wire.
    pub name: String,
    /// The Rust variant.
    pub rust_name: String,
    /// Text for people.
    pub description: Option<String>,
}

/// An array.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Array {
    /// Text for people.
    pub description: Option<String>,
    /// What each element is.
    pub items: Box<Type>,
    /// Fewest elements.
    pub min_length: Option<u64>,
    /// Most elements.
    pub max_length: Option<u64>,
}

/// A union: an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Union {
    /// The Rust enum.
    pub rust_name: String,
    /// Text for people.
    pub description: Option<String>,
    /// Whether other members are refused.
    pub closed: bool,
    /// The members, in the order of the lexicon.
    pub members: Vec<Member>,
    /// Where each of them stands.
    #[serde(skip)]
    pub(crate) lookup: Lookup,
}

impl Union {
    /// The member whose `$type` this is.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.lookup.find(&self.members, name, |it| it.target.name())
    }
}

/// A member of a union: a variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The Rust variant.
    pub rust_name: String,
    /// What it holds; its wire name is the `$type`.
    #[serde(flatten)]
    pub target: Target,
}

/// What a reference resolved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "resolved", rename_all = "kebab-case")]
pub enum Target {
    /// A definition of this world.
    Definition {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
        /// The definition.
        #[serde(skip)]
        id: DefinitionId,
    },
    /// A type that some other Rust code provides.
    External {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
        /// Its path.
        rust_path: RustPath,
    },
    /// Nothing that is known: data of any kind.
    Missing {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
    },
}

impl Target {
    /// The name it is referred to by.
    pub fn name(&self) -> &FullName {
        match self {
            Self::Definition { name, .. }
            | Self::External { name, .. }
            | Self::Missing { name } => name,
        }
    }
}

impl Type {
    /// The lexicon's `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::String(_) => Kind::String,
            Self::Bytes(_) => Kind::Bytes,
            Self::CidLink(_) => Kind::CidLink,
            Self::Blob(_) => Kind::Blob,
            Self::Unknown(_) => Kind::Unknown,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
            Self::Union(_) => Kind::Union,
            Self::Ref { .. } => Kind::Ref,
        }
    }

    /// The description that stands at this type.
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Boolean(it) => it.description.as_deref(),
            Self::Integer(it) => it.description.as_deref(),
            Self::String(it) => it.schema.description.as_deref(),
            Self::Bytes(it) => it.description.as_deref(),
            Self::CidLink(it) => it.description.as_deref(),
            Self::Blob(it) => it.description.as_deref(),
            Self::Unknown(it) => it.description.as_deref(),
            Self::Array(it) => it.description.as_deref(),
            Self::Object(it) => it.description.as_deref(),
            Self::Union(it) => it.description.as_deref(),
            Self::Ref { description, .. } => description.as_deref(),
        }
    }
}

impl DefinitionKind {
    /// The lexicon's `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Record(_) => Kind::Record,
            Self::Endpoint(endpoint) => endpoint.method.kind(),
            Self::PermissionSet(_) => Kind::PermissionSet,
            Self::Token { .. } => Kind::Token,
            Self::Object(_) => Kind::Object,
            Self::Type { r#type, .. } => r#type.kind(),
        }
    }
}

impl DefinitionKind {
    /// The description of the definition itself.
    pub(crate) fn description(&self) -> Option<&str> {
        match self {
            Self::Record(it) => it.description.as_deref(),
            Self::Endpoint(it) => it.description.as_deref(),
            Self::PermissionSet(it) => it.description.as_deref(),
            Self::Token { description } => description.as_deref(),
            Self::Object(it) => it.description.as_deref(),
            Self::Type { r#type, .. } => r#type.description(),
        }
    }
}

impl Method {
    /// The runtime's name for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Query => "Query",
            Self::Procedure => "Procedure",
            Self::Subscription => "Subscription",
        }
    }

    /// The lexicon's `type` of such an endpoint.
    pub fn kind(self) -> Kind {
        match self {
            Self::Query => Kind::Query,
            Self::Procedure => Kind::Procedure,
            Self::Subscription => Kind::Subscription,
        }
    }
}

impl Module {
    /// Which of the definitions has a name: `main` comes first, the others in
    /// the order of the alphabet.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let key = (name != "main", name);
        let definitions = &self.definitions;
        let place = definitions.binary_search_by(|it| (it.name != "main", &*it.name).cmp(&key));
        place.ok()
    }

    /// The definition of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(self.position(name)?)
    }

    /// What one of its definitions is called in other documents and on the wire.
    pub(crate) fn full_name(&self, definition: &Definition) -> FullName {
        FullName::new(&self.nsid, &definition.name)
    }

    /// What the companion of this name (`Input`, …) is called here.
    pub fn companion(&self, name: &'static str) -> Cow<'static, str> {
        if self.companion_prefix.is_empty() {
            name.into()
        } else {
            format!("{}{name}", self.companion_prefix).into()
        }
    }
}

impl Ir {
    /// The definition an id stands for.
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.modules[id.module].definitions[id.definition]
    }

    /// The definition with this name.
    pub(crate) fn find(&self, name: &FullName) -> Option<DefinitionId> {
        self.find_in(name.nsid(), name.definition())
    }

    /// The definition of a document with this name.
    pub(crate) fn find_in(&self, nsid: &str, definition: &str) -> Option<DefinitionId> {
        let module = self.position(nsid)?;
        let definition = self.modules.get(module)?.position(definition)?;
        Some(DefinitionId { module, definition })
    }

    /// What a definition is called in other documents and on the wire.
    pub(crate) fn full_name(&self, id: DefinitionId) -> FullName {
        self.module(id).full_name(self.definition(id))
    }

    /// Every definition, in order.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = (DefinitionId, &Definition)> {
        self.modules.iter().enumerate().flat_map(|(module, found)| {
            let definitions = found.definitions.iter().enumerate();
            definitions.map(move |(definition, found)| (DefinitionId { module, definition }, found))
        })
    }

    /// Which of the modules is a document's: they are in the order of the NSIDs.
    fn position(&self, nsid: &str) -> Option<usize> {
        let modules = &self.modules;
        let place = modules.binary_search_by(|it| it.nsid.as_str().cmp(nsid));
        place.ok()
    }

    /// The module of a document.
    pub(crate) fn document(&self, nsid: &str) -> Option<&Module> {
        self.modules.get(self.position(nsid)?)
    }

    /// The document in which a definition stands.
    pub(crate) fn module(&self, id: DefinitionId) -> &Module {
        &self.modules[id.module]
    }

    /// How many documents something is generated of.
    pub fn document_count(&self) -> usize {
        self.modules.len()
    }

    /// How many definitions are generated.
    pub fn definition_count(&self) -> usize {
        self.modules
            .iter()
            .map(|module| module.definitions.len())
            .sum()
    }
}
