//! The schema of each value: the same for all, or that of its own `$type`.

use std::collections::{BTreeMap, HashMap};

use crate::{
    compiler::dynamic::{Options, Schema, SchemaError, Subject},
    compiler::ir::Ir,
    data::Data,
    shown::shown,
    validate::{Code, Violation},
};

/// The schemas of a run.
pub(super) enum Schemas<'i> {
    One(Box<Schema<'i>>),
    ByType(ByType<'i>),
}

/// Schemas by `$type`, each of which is looked for once.
pub(super) struct ByType<'i> {
    ir: &'i Ir,
    options: Options,
    found: HashMap<String, Result<Schema<'i>, SchemaError>>,
    /// By type: how many values are valid, and how many there are.
    pub(super) counts: BTreeMap<String, (usize, usize)>,
}

/// The name in a summary of values whose type nobody knows.
const NO_TYPE: &str = "values without a type";

impl<'i> ByType<'i> {
    pub(super) fn new(ir: &'i Ir, options: Options) -> Self {
        Self {
            ir,
            options,
            found: HashMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// The violations of a value of its own `$type`.
    pub(super) fn violations(&mut self, data: &Data) -> Vec<Violation> {
        let Some(name) = data.type_name() else {
            let message = "is missing: without an NSID, each value must have its own".to_owned();
            return vec![Violation::new(
                "/$type".to_owned(),
                Code::MissingType,
                message,
            )];
        };
        if !self.found.contains_key(name) {
            let schema = Schema::find(self.ir, name, Subject::Value);
            let schema = schema.map(|schema| schema.with_options(self.options));
            self.found.insert(name.to_owned(), schema);
        }
        match self.found.get(name) {
            Some(Ok(schema)) => match schema.validate(data) {
                Ok(()) => Vec::new(),
                Err(violations) => violations.into_iter().collect(),
            },
            _ if self.options.allow_unresolved => Vec::new(),
            Some(Err(error)) => {
                let message = match error.help() {
                    Some(help) => format!("is `{}`: {error} ({help})", shown(name)),
                    None => format!("is `{}`: {error}", shown(name)),
                };
                vec![Violation::new(
                    "/$type".to_owned(),
                    Code::Unresolved,
                    message,
                )]
            }
            None => Vec::new(),
        }
    }

    /// Counts a value for the summary.
    pub(super) fn count(&mut self, data: Option<&Data>, is_valid: bool) {
        let name = data.and_then(Data::type_name).unwrap_or(NO_TYPE);
        let name = if name.len() > 400 { NO_TYPE } else { name };
        let (valid, all) = self.counts.entry(name.to_owned()).or_default();
        *valid += usize::from(is_valid);
        *all += 1;
    }
}
