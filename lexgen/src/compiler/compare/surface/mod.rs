//! What Rust callers see of a generated module, as data: computed from the IR,
//! without generating a line.
//!
//! It asks the generator for its decisions (which type has a field, what is
//! derived, what does `new` take) and never decides again; a test reads
//! generated text back and finds the same. Two surfaces are
//! [compared](compare) by
//! [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html), and
//! each difference is [attributed](Attribution) to the change of the lexicon
//! that makes it.

mod attribute;
mod collect;
mod difference;
mod item;
mod makers;
mod members;
mod text;

use std::collections::BTreeMap;

use crate::{compiler::schema::Path, syntax::Nsid};

pub use attribute::Attribution;
pub use difference::{Difference, compare};

/// The public items of a generated module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The items by their Rust path below the module, such as
    /// `com::example::shelf::get_book::Input`.
    pub items: BTreeMap<String, Item>,
}

impl Surface {
    /// Takes nothing for deprecated.
    pub(super) fn forget_deprecations(&mut self) {
        for item in self.items.values_mut() {
            item.deprecated = false;
            match &mut item.shape {
                Shape::Struct(it) => it.fields.iter_mut().for_each(|it| it.deprecated = false),
                Shape::Enum(it) => it.variants.iter_mut().for_each(|it| it.deprecated = false),
                Shape::Newtype(_) | Shape::Alias(_) | Shape::Constant(_) | Shape::Marker(_) => {}
            }
        }
    }
}

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The place of the lexicon it is made of.
    pub origin: Origin,
    /// Whether it has `#[deprecated]`.
    pub deprecated: bool,
    /// The traits in its `#[derive(…)]`, in that order.
    pub derives: Vec<String>,
    /// What it is.
    pub shape: Shape,
}

/// A place of a lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub nsid: Nsid,
    /// Where in it.
    pub place: Path,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A struct of an object or a record; always `#[non_exhaustive]`.
    Struct(Struct),
    /// An enum.
    Enum(Enum),
    /// A struct around one public value.
    Newtype(TypeName),
    /// Another name of a type.
    Alias(TypeName),
    /// A constant of a module: a token or a permission set.
    Constant(Constant),
    /// The type that stands for an endpoint.
    Marker(Marker),
}

/// A struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Its public fields, except `extra`, which each has.
    pub fields: Vec<Field>,
    /// What `new` takes; `None` where the struct is made by `Default`.
    pub new: Option<Vec<Argument>>,
    /// Its associated constants: what readers assume of absent fields.
    pub constants: Vec<Constant>,
    /// What it says as a `Record`.
    pub record: Option<Record>,
}

/// A public field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its Rust name, without `r#`.
    pub name: String,
    /// Its type.
    pub r#type: TypeName,
    /// Whether it has `#[deprecated]`.
    pub deprecated: bool,
    /// The property.
    pub place: Path,
}

/// An argument of `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its Rust name, that of the field.
    pub name: String,
    /// Its type.
    pub r#type: TypeName,
    /// The property.
    pub place: Path,
}

/// The constants of a record's `Record` implementation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `NSID`
    pub nsid: String,
    /// `KEY`
    pub key: String,
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// What it stands for, which decides what it implements.
    pub of: EnumOf,
    /// Whether matches need no arm for the rest: it is not `#[non_exhaustive]`
    /// and has no `Other`.
    pub exhaustive: bool,
    /// Its variants in order, `Other` among them.
    pub variants: Vec<Variant>,
}

/// What an enum stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumOf {
    /// The values of a string.
    Values,
    /// The members of a union.
    Members,
    /// The errors of an endpoint.
    Errors,
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its Rust name.
    pub name: String,
    /// What it is called on the wire; `None` for `Other`.
    pub wire: Option<String>,
    /// What it holds.
    pub holds: Option<TypeName>,
    /// Whether it has `#[deprecated]`.
    pub deprecated: bool,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Its Rust name.
    pub name: String,
    /// Its type.
    pub r#type: TypeName,
    /// Its value, to be told from another.
    pub value: String,
    /// Where its value is.
    pub place: Path,
}

/// An endpoint's implementation of `Endpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// `NSID`
    pub nsid: String,
    /// The variant of `METHOD`.
    pub method: &'static str,
    /// `INPUT_ENCODING`
    pub input_encoding: Option<String>,
    /// `OUTPUT_ENCODING`
    pub output_encoding: Option<String>,
    /// `type Params`
    pub params: TypeName,
    /// `type Input`
    pub input: TypeName,
    /// `type Output`
    pub output: TypeName,
    /// `type Error`
    pub error: TypeName,
}

/// A Rust type by its name. Types of the runtime and the language go by their
/// own name, all others by their path below the generated module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// As it is written.
    pub written: String,
    /// The same type with type aliases replaced by what they stand for.
    pub meant: String,
}
