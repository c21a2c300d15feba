//! Validation without generated code: of data against a definition of an [`Ir`].
//!
//! Constraints are checked by the functions that [`validate`] of a generated type
//! calls, with the same [`Constraints`]. Errors that decoding into a generated type
//! would report, such as a missing field or a value of another type, are reported
//! too, all of them and with their paths.
//!
//! | question | file |
//! |---|---|
//! | which schema is `nsid#name`, or a part of an endpoint? | `find` |
//! | a value of any type | `value` |
//! | objects, records, unions, arrays, strings, blobs, references | a file each |
//! | what is wrong with a value, as diagnostics | `findings` |
//! | JSON that is not atproto data | `read` |
//! | a query string as parameters | `query` |
//! | the shortest valid data | `sample` |
//!
//! Each call checks a deeper level of the data, which has at most
//! [`MAX_NESTING`](crate::data::MAX_NESTING) levels if it was read, and nothing is
//! checked twice.
//!
//! [`validate`]: crate::Validate::validate
//! [`Constraints`]: crate::validate::Constraints

mod array;
mod blob;
mod error_body;
mod find;
#[cfg(feature = "cli")]
mod findings;
mod key;
mod object;
mod query;
mod read;
mod record;
mod reference;
pub(crate) mod sample;
mod string;
mod type_name;
mod union;
mod value;

#[cfg(test)]
pub(crate) mod tests;

use crate::{
    compiler::{
        check::Refused,
        ir::{DefinitionId, Ir, Object, Type},
    },
    data::Data,
    validate::{Validator, Violation, Violations},
};

pub use crate::compiler::schema::Subject;
pub use find::SchemaError;
#[cfg(feature = "cli")]
pub(crate) use findings::{Findings, not_an_object};
#[cfg(feature = "cli")]
pub(crate) use query::is_query;
#[cfg(feature = "serve")]
pub(crate) use query::query_ranges;
pub use query::write_query;
#[cfg(feature = "cli")]
pub(crate) use read::read_valid_json;
pub use read::{not_data, read_json};

/// Options of validation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Whether any value is valid if no lexicon defines its type.
    pub allow_unresolved: bool,
}

/// A schema to check data against.
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
    Params(&'i Object),
    Body(&'i Type),
    ErrorBody,
}

/// Checks data against types of an [`Ir`].
#[derive(Clone, Copy, Debug)]
struct Checker<'i> {
    ir: &'i Ir,
    options: Options,
    /// The NSID of the lexicon whose definition is being checked.
    document: &'i str,
    /// What was read and has errors, for messages.
    refused: Option<&'i Refused>,
}

impl<'i> Schema<'i> {
    /// Checks data and everything in it.
    ///
    /// # Errors
    /// Every violation, in the order of the lexicon's fields.
    pub fn validate(&self, data: &Data) -> Result<(), Violations> {
        let mut validator = Validator::default();
        self.check(data, &mut validator);
        validator.finish()
    }

    /// What is valid and not as the specification wants it, such as a blob in the
    /// legacy form.
    pub fn warnings(&self, data: &Data) -> Vec<Violation> {
        self.violations_and_warnings(data).1
    }

    /// Both, found at once.
    pub(crate) fn violations_and_warnings(&self, data: &Data) -> (Vec<Violation>, Vec<Violation>) {
        let mut validator = Validator::with_warnings();
        self.check(data, &mut validator);
        validator.into_parts()
    }

    fn check(&self, data: &Data, validator: &mut Validator<'i>) {
        let checker = self.checker;
        match &self.shape {
            Shape::Definition => checker.definition(self.id, data, validator),
            Shape::Params(params) => checker.object(params, data, validator),
            Shape::Body(schema) => checker.value(schema, data, validator),
            Shape::ErrorBody => checker.error_body(data, validator),
        }
    }

    /// The shortest valid data: only required fields, as short as the constraints
    /// allow. `None` if no data is valid, or only data that is too large for an
    /// example.
    pub fn sample(&self) -> Option<Data> {
        let mut sampler = match &self.shape {
            Shape::Params(_) => sample::Sampler::of_parameters(self.checker.ir),
            Shape::Definition | Shape::Body(_) | Shape::ErrorBody => {
                sample::Sampler::new(self.checker.ir)
            }
        };
        match &self.shape {
            Shape::Definition => sampler.definition(self.id),
            Shape::Params(params) => sampler.object(params),
            Shape::Body(schema) => sampler.value(schema),
            Shape::ErrorBody => {
                let error = ("error".to_owned(), Data::from("InvalidRequest"));
                Some(Data::from_iter([error]))
            }
        }
    }

    /// Data that shows what it is for: valid, and the same from run to run. `None` if no
    /// data is valid, or only data that is too large for an example.
    #[cfg(feature = "cli")]
    pub(crate) fn example(&self) -> Option<Data> {
        let mut speaker = sample::Speaker::new(self.checker.ir);
        let data = match &self.shape {
            Shape::Definition => speaker.definition(self.id),
            Shape::Params(params) => speaker.object(params),
            Shape::Body(schema) => speaker.value(schema),
            Shape::ErrorBody => self.sample(),
        };
        // Nothing invalid is ever shown, whatever the lexicon. What refers to a definition
        // that nobody has is valid if that is.
        let unresolved = self.clone().with_options(Options {
            allow_unresolved: true,
        });
        data.filter(|data| unresolved.validate(data).is_ok())
    }
}
