//! Finding the schema for a name.

use std::fmt;

use super::{Checker, Options, Schema, Shape, Subject};
use crate::compiler::{
    check::suggest::{nearest, nearest_nsid, quoted},
    ir::{Body, DefinitionId, DefinitionKind, Endpoint, Ir, Module, Object},
    schema::FullName,
};

/// The parameters of an endpoint that has none.
static NO_PARAMS: Object = Object {
    required_name: None,
    rust_name: String::new(),
    fields: Vec::new(),
};

/// There is no schema for a name and a [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    message: String,
    help: Option<String>,
}

impl SchemaError {
    fn new(message: String) -> Self {
        Self {
            message,
            help: None,
        }
    }

    fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// What to do instead.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SchemaError {}

impl<'i> Schema<'i> {
    /// The schema of a definition, or of a part of an endpoint. `name` is `nsid` or
    /// `nsid#name`.
    ///
    /// # Errors
    /// If the definition does not exist or does not have the part.
    pub fn find(ir: &'i Ir, name: &str, subject: Subject) -> Result<Self, SchemaError> {
        let name = FullName::parse(name).ok_or_else(|| unknown_document(ir, name))?;
        let module = ir
            .document(name.nsid())
            .ok_or_else(|| unknown_document(ir, name.nsid()))?;
        let id = ir
            .find(&name)
            .ok_or_else(|| unknown_definition(module, name.definition()))?;
        Self::of(ir, id, subject)
    }

    /// The schema of a definition, or of a part of an endpoint.
    ///
    /// # Errors
    /// If the definition does not have the part.
    pub(crate) fn of(ir: &'i Ir, id: DefinitionId, subject: Subject) -> Result<Self, SchemaError> {
        let full = ir.full_name(id);
        let shape = match &ir.definition(id).kind {
            DefinitionKind::Endpoint(endpoint) => of_endpoint(&full, endpoint, subject)?,
            DefinitionKind::PermissionSet(_) => {
                let message = format!("`{full}` is a permission set, which has no data");
                return Err(SchemaError::new(message));
            }
            _ if subject == Subject::Value => Shape::Definition,
            _ => {
                let message = format!(
                    "`{full}` is not an endpoint, so it has no {}",
                    subject.name()
                );
                let help = format!(
                    "leave out `{}` to check data of this definition",
                    subject.flag()
                );
                return Err(SchemaError::new(message).with_help(help));
            }
        };
        let options = Options::default();
        Ok(Self {
            checker: Checker { ir, options },
            id,
            shape,
        })
    }

    /// The same schema with other options.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.checker.options = options;
        self
    }
}

fn of_endpoint<'i>(
    name: &str,
    endpoint: &'i Endpoint,
    subject: Subject,
) -> Result<Shape<'i>, SchemaError> {
    let kind = endpoint.method.kind();
    let none = || SchemaError::new(format!("the {kind} `{name}` has no {}", subject.name()));
    let body = match subject {
        Subject::Value => {
            let message = format!("`{name}` is a {kind}: choose which part to check");
            return Err(SchemaError::new(message).with_help(parts(endpoint)));
        }
        Subject::ErrorBody => return Ok(Shape::ErrorBody),
        Subject::Params => {
            let params = endpoint.params.as_deref();
            return Ok(Shape::Params(params.unwrap_or(&NO_PARAMS)));
        }
        Subject::Message => {
            return endpoint.message.as_ref().map(Shape::Body).ok_or_else(none);
        }
        Subject::Input => endpoint.input.as_ref(),
        Subject::Output => endpoint.output.as_ref(),
    };
    let body = body.ok_or_else(none)?;
    body.schema.as_ref().map(Shape::Body).ok_or_else(|| {
        SchemaError::new(format!(
            "the {} of `{name}` is `{}` and has no schema",
            subject.name(),
            body.encoding
        ))
    })
}

/// Help with the flags for an endpoint.
fn parts(endpoint: &Endpoint) -> String {
    let has_schema = |body: &&Body| body.schema.is_some();
    let mut subjects = Vec::new();
    subjects.extend(endpoint.params.as_ref().map(|_| Subject::Params));
    let (input, output) = (endpoint.input.as_ref(), endpoint.output.as_ref());
    subjects.extend(input.filter(has_schema).map(|_| Subject::Input));
    subjects.extend(output.filter(has_schema).map(|_| Subject::Output));
    subjects.extend(endpoint.message.as_ref().map(|_| Subject::Message));
    subjects.push(Subject::ErrorBody);
    let mut help = "pass ".to_owned();
    for (index, subject) in subjects.iter().enumerate() {
        help += match index {
            0 => "",
            _ if index + 1 == subjects.len() => " or ",
            _ => ", ",
        };
        help += &format!("`{}`", subject.flag());
    }
    help
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Params => "parameters",
            Self::Input => "input",
            Self::Output => "output",
            Self::Message => "messages",
            Self::ErrorBody => "errors",
        }
    }

    /// The flag of `lexgen validate`.
    fn flag(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Params => "--params",
            Self::Input => "--input",
            Self::Output => "--output",
            Self::Message => "--message",
            Self::ErrorBody => "--error",
        }
    }
}

fn unknown_document(ir: &Ir, nsid: &str) -> SchemaError {
    let message = format!("the lexicon `{nsid}` is not among those read");
    let known = ir.modules.iter().map(|module| module.nsid.as_str());
    let error = SchemaError::new(message);
    match nearest_nsid(nsid, known) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help("pass the files and folders to read with `--lexicons`"),
    }
}

fn unknown_definition(module: &Module, name: &str) -> SchemaError {
    let nsid = &module.nsid;
    let message = format!("`{nsid}` has no definition named `{name}`");
    let error = SchemaError::new(message);
    let known = (module.definitions.iter()).map(|definition| definition.name.as_str());
    match nearest(name, known.clone()) {
        Some(near) => error.with_help(format!("did you mean `{}`?", FullName::new(nsid, near))),
        None => error.with_help(format!("it defines {}", quoted(known.take(8)))),
    }
}
