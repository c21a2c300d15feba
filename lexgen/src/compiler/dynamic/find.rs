//! Finding the schema for a name.

use std::fmt;

use super::{Checker, Options, Schema, Shape, Subject};
use crate::compiler::{
    check::suggest::{nearest, nearest_nsid, quoted},
    ir::{Body, DefinitionId, DefinitionKind, Endpoint, Ir, Module, Object},
    schema::FullName,
};
use crate::{compiler::check::Refused, syntax::Nsid};

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
    /// Whether the help is about flags of the command.
    is_about_flags: bool,
}

impl SchemaError {
    fn new(message: String) -> Self {
        Self {
            message,
            help: None,
            is_about_flags: false,
        }
    }

    fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    fn with_flags(self, help: impl Into<String>) -> Self {
        Self {
            is_about_flags: true,
            ..self.with_help(help)
        }
    }

    /// What to do instead.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What to do instead, where there are no flags.
    #[cfg(feature = "serve")]
    pub(crate) fn help_without_flags(&self) -> Option<&str> {
        self.help().filter(|_| !self.is_about_flags)
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
            kind @ (DefinitionKind::PermissionSet(_) | DefinitionKind::Space(_)) => {
                let what = match kind {
                    DefinitionKind::Space(_) => "declares a type of spaces",
                    _ => "is a permission set",
                };
                let message = format!("`{full}` {what}, which has no data");
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
                return Err(SchemaError::new(message).with_flags(help));
            }
        };
        let options = Options::default();
        Ok(Self {
            checker: Checker {
                ir,
                options,
                document: ir.module(id).nsid.as_str(),
                refused: None,
            },
            id,
            shape,
        })
    }

    /// What of a definition data can be checked against; nothing if it has no data.
    #[cfg(feature = "serve")]
    pub(crate) fn subjects(ir: &'i Ir, id: DefinitionId) -> Vec<Subject> {
        match &ir.definition(id).kind {
            DefinitionKind::Endpoint(endpoint) => parts(endpoint),
            DefinitionKind::PermissionSet(_) | DefinitionKind::Space(_) => Vec::new(),
            DefinitionKind::Record(_)
            | DefinitionKind::Object(_)
            | DefinitionKind::Type { .. }
            | DefinitionKind::Token { .. }
            | DefinitionKind::Opaque(_) => vec![Subject::Value],
        }
    }

    /// Like [`find`](Self::find). Errors and violations tell what has errors from what
    /// does not exist.
    ///
    /// # Errors
    /// Those of [`find`](Self::find).
    #[cfg(feature = "cli")]
    pub(crate) fn find_used(
        ir: &'i Ir,
        refused: &'i Refused,
        name: &str,
        subject: Subject,
    ) -> Result<Self, SchemaError> {
        match Self::find(ir, name, subject) {
            Ok(mut schema) => {
                schema.checker.refused = Some(refused);
                Ok(schema)
            }
            Err(error) => Err(FullName::parse(name)
                .and_then(|name| has_errors(refused, &name))
                .unwrap_or(error)),
        }
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
            return Err(SchemaError::new(message).with_flags(help(endpoint)));
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

/// The parts of an endpoint that have a schema.
fn parts(endpoint: &Endpoint) -> Vec<Subject> {
    let has_schema = |body: &&Body| body.schema.is_some();
    let mut subjects = Vec::new();
    subjects.extend(endpoint.params.as_ref().map(|_| Subject::Params));
    let (input, output) = (endpoint.input.as_ref(), endpoint.output.as_ref());
    subjects.extend(input.filter(has_schema).map(|_| Subject::Input));
    subjects.extend(output.filter(has_schema).map(|_| Subject::Output));
    subjects.extend(endpoint.message.as_ref().map(|_| Subject::Message));
    subjects.push(Subject::ErrorBody);
    subjects
}

/// Help with the flags for an endpoint.
fn help(endpoint: &Endpoint) -> String {
    let subjects = parts(endpoint);
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

    /// Every part.
    #[cfg(feature = "cli")]
    pub(crate) const ALL: [Self; 6] = [
        Self::Value,
        Self::Params,
        Self::Input,
        Self::Output,
        Self::Message,
        Self::ErrorBody,
    ];

    /// The name in requests: that of the flag.
    #[cfg(feature = "serve")]
    pub(crate) fn part_name(self) -> &'static str {
        match self {
            Self::Value => "value",
            _ => self.flag().trim_start_matches('-'),
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

/// Why a definition that was read cannot be used.
pub(super) fn has_errors(refused: &Refused, name: &FullName) -> Option<SchemaError> {
    let nsid = Nsid::new(name.nsid()).ok()?;
    if !refused.contains(&nsid, name.definition()) {
        return None;
    }
    let message = if refused.documents.contains(&nsid) {
        format!("the lexicon `{nsid}` was read, but it has errors")
    } else {
        format!("`{}` was read, but it has errors", name.as_str())
    };
    Some(SchemaError::new(message).with_help("fix its errors, which `lexgen check` shows"))
}

fn unknown_document(ir: &Ir, nsid: &str) -> SchemaError {
    let message = format!("the lexicon `{nsid}` is not among those read");
    let known = ir.modules.iter().map(|module| module.nsid.as_str());
    let error = SchemaError::new(message);
    match nearest_nsid(nsid, known) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_flags("pass the files and folders to read with `--lexicons`"),
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
