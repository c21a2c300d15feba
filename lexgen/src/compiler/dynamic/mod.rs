//! Validation without generated code: data against a definition of an
//! [`Ir`].
//!
//! Constraints are judged by the very functions that [`validate`] of a
//! generated type calls, from the same [`Constraints`], so both say the same. On top
//! comes what decoding into a generated type would refuse, such as a missing
//! field or a value of another type; here one does not hide the next, and all
//! are reported with their paths.
//!
//! | question | file |
//! |---|---|
//! | what does `nsid#name` mean, and what of an endpoint? | `find` |
//! | a value of any type | `value` |
//! | objects, records, unions, arrays, strings, blobs, references | a file each |
//! | a text that is no data of the protocol at all | `read` |
//! | a query string as parameters | `query` |
//! | the shortest data that is valid | `sample` |
//!
//! Each step of the walk goes one level deeper into the data, which is at most
//! [`MAX_NESTING`](crate::data::MAX_NESTING) deep when it was read, and nothing
//! is looked at twice.
//!
//! [`validate`]: crate::Validate::validate
//! [`Constraints`]: crate::validate::Constraints

mod array;
mod blob;
mod error_body;
mod find;
mod key;
mod object;
mod query;
mod read;
mod record;
mod reference;
pub(crate) mod sample;
mod string;
mod union;
mod value;

#[cfg(test)]
pub(crate) mod tests;

use crate::{
    compiler::ir::{DefinitionId, Ir, Object, Type},
    data::Data,
    validate::{Validator, Violations},
};

pub use find::SchemaError;
pub use query::write_query;
pub use read::read_json;

/// What of a definition data is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A value of the definition: a record, an object or another type.
    Value,
    /// The parameters of an endpoint, as an object.
    Params,
    /// The body of a request.
    Input,
    /// The body of a response.
    Output,
    /// A message of a subscription.
    Message,
    /// The body of an error response.
    /// [Specification](https://atproto.com/specs/xrpc#error-responses).
    ErrorBody,
}

/// How strict to be beyond the lexicon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Whether a value whose definition is not among the lexicons is valid,
    /// whatever it is.
    pub allow_unresolved: bool,
}

/// What data is held against.
///
/// ```
/// use lexgen::{Data, Input, compile, dynamic::{Schema, Subject}};
///
/// let lexicon = r#"{"lexicon": 1, "id": "com.example.tag", "defs": {"main": {
///     "type": "object", "required": ["name"],
///     "properties": {"name": {"type": "string", "maxLength": 3}}
/// }}}"#;
/// let lexicons = compile([Input::text("tag.json", lexicon)]);
///
/// let schema = Schema::find(lexicons.ir(), "com.example.tag", Subject::Value)?;
/// let data: Data = serde_json::from_str(r#"{"name": "alder"}"#)?;
/// let violations = schema.validate(&data).unwrap_err();
/// assert_eq!(violations.to_string(), "/name: has 5 bytes, more than 3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Schema<'i> {
    checker: Checker<'i>,
    id: DefinitionId,
    shape: Shape<'i>,
}

#[derive(Clone, Debug)]
enum Shape<'i> {
    Definition,
    Params(Option<&'i Object>),
    Body(&'i Type),
    ErrorBody,
}

/// What a walk needs to know everywhere.
#[derive(Clone, Copy, Debug)]
struct Checker<'i> {
    ir: &'i Ir,
    options: Options,
}

impl<'i> Schema<'i> {
    /// Checks data and everything in it.
    ///
    /// # Errors
    /// Every violation, in the order of the lexicon's fields.
    pub fn validate(&self, data: &Data) -> Result<(), Violations> {
        let mut validator = Validator::default();
        let checker = self.checker;
        match &self.shape {
            Shape::Definition => checker.definition(self.id, data, &mut validator),
            Shape::Params(Some(params)) => checker.object(params, data, &mut validator),
            Shape::Params(None) => checker.empty(data, &mut validator),
            Shape::Body(schema) => checker.value(schema, data, &mut validator),
            Shape::ErrorBody => checker.error_body(data, &mut validator),
        }
        validator.finish()
    }

    /// The shortest data that is valid: only what is required, as short as its
    /// limits let it be. `None` where nothing is valid, or only what is too
    /// large to be an example.
    pub fn sample(&self) -> Option<Data> {
        let mut sampler = match &self.shape {
            Shape::Params(_) => sample::Sampler::of_parameters(self.checker.ir),
            Shape::Definition | Shape::Body(_) | Shape::ErrorBody => {
                sample::Sampler::new(self.checker.ir)
            }
        };
        match &self.shape {
            Shape::Definition => sampler.definition(self.id),
            Shape::Params(Some(params)) => sampler.object(params),
            Shape::Params(None) => Some(Data::Object(Default::default())),
            Shape::Body(schema) => sampler.value(schema),
            Shape::ErrorBody => {
                let error = ("error".to_owned(), Data::from("InvalidRequest"));
                Some(Data::from_iter([error]))
            }
        }
    }
}
