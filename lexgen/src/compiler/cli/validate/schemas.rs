//! The schema of each value: the same for all, or that of its own `$type`.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use crate::{
    compiler::{
        check::Refused,
        dynamic::{Findings, Options, Schema, SchemaError, Subject, not_an_object},
        ir::Ir,
        schema::FullName,
    },
    data::Data,
    repo::RepoPath,
    shown::shown,
    validate::{Code, type_fault},
};

/// The most types that are remembered although no lexicon defines them: data can have
/// a new one in every value.
const MOST_UNKNOWN: usize = 1000;

/// The most bytes of the name of a type in a summary.
const LONGEST_NAME: usize = 400;

/// The schemas of a run.
pub(super) enum Schemas<'i> {
    One(Box<Schema<'i>>),
    ByType(ByType<'i>),
}

/// Schemas by `$type`, each of which is looked for once.
pub(super) struct ByType<'i> {
    ir: &'i Ir,
    refused: &'i Refused,
    options: Options,
    by_name: HashMap<String, Arc<OfType<'i>>>,
    /// How many of them no lexicon defines.
    unknown: usize,
    /// Values that cannot be read.
    unreadable: Arc<OfType<'i>>,
    /// Values without a type, or with one that is too long to be one.
    untyped: Arc<OfType<'i>>,
    /// Values of types that are not remembered.
    others: Arc<OfType<'i>>,
}

/// What a run knows of a type.
pub(super) struct OfType<'i> {
    pub(super) name: String,
    schema: Result<Schema<'i>, Option<SchemaError>>,
    valid: AtomicUsize,
    total: AtomicUsize,
}

impl<'i> OfType<'i> {
    fn new(name: &str, schema: Result<Schema<'i>, Option<SchemaError>>) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            schema,
            valid: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
        })
    }

    /// Checks a value of this type, and the collection and the key of a record.
    pub(super) fn check(&self, data: &Data, path: Option<&RepoPath>, options: Options) -> Findings {
        let mut findings = Findings::default();
        let Some(name) = data.type_name() else {
            if data.as_object().is_none() {
                findings.violations.extend(not_an_object(data));
                return findings;
            }
            let message = "is missing: without an NSID, each value must have its own";
            findings.of_type(Code::MissingType, message.to_owned());
            return findings;
        };
        let is_other = |path: &&RepoPath| {
            let collection = path.collection.as_str();
            collection != name && collection != self.name
        };
        let other = path.filter(is_other);
        match &self.schema {
            Ok(schema) => {
                // Only the lexicon of the collection says which keys are allowed.
                let key = path.filter(|_| other.is_none());
                let key = key.map(|path| path.rkey.as_str());
                findings = Findings::of(schema, data, key);
            }
            Err(error) => {
                let fault = type_fault(name, None);
                let names_nothing = fault.as_ref().is_some_and(|fault| fault.meant.is_none());
                if let Some(fault) = fault {
                    findings.of_type(Code::MalformedType, fault.message);
                }
                if !names_nothing && !options.allow_unresolved {
                    findings.of_type(Code::Unresolved, unresolved(name, error.as_ref()));
                }
            }
        }
        if let Some(path) = other {
            let message = format!(
                "is `{}`, but the record is in the collection `{}`",
                shown(name),
                shown(&path.collection)
            );
            findings.of_type(Code::WrongRecordType, message);
        }
        findings
    }

    /// Counts a value for the summary.
    pub(super) fn count(&self, is_valid: bool) {
        self.valid.fetch_add(usize::from(is_valid), Relaxed);
        self.total.fetch_add(1, Relaxed);
    }

    /// How many values are valid, and how many there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.valid.load(Relaxed), self.total.load(Relaxed))
    }

    /// Whether it is a type that no lexicon defines.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.schema, Err(Some(_)))
    }
}

impl<'i> ByType<'i> {
    pub(super) fn new(ir: &'i Ir, refused: &'i Refused, options: Options) -> Self {
        Self {
            ir,
            refused,
            options,
            by_name: HashMap::new(),
            unknown: 0,
            unreadable: OfType::new("unreadable values", Err(None)),
            untyped: OfType::new("values without a type", Err(None)),
            others: OfType::new("values of other types that no lexicon defines", Err(None)),
        }
    }

    /// What is known of the `$type` of a value. If it is malformed, the one that is meant
    /// counts.
    pub(super) fn of_value(&mut self, data: &Data) -> Arc<OfType<'i>> {
        let Some(name) = data.type_name() else {
            return Arc::clone(&self.untyped);
        };
        let meant = type_fault(name, None).and_then(|fault| fault.meant);
        let name = meant.as_deref().unwrap_or(name);
        if let Some(of_type) = self.by_name.get(name) {
            return Arc::clone(of_type);
        }
        let full = FullName::parse(name);
        let is_known = full.is_some_and(|name| self.ir.find(&name).is_some());
        if !is_known && name.len() > LONGEST_NAME {
            return Arc::clone(&self.untyped);
        }
        if !is_known && self.unknown >= MOST_UNKNOWN {
            return Arc::clone(&self.others);
        }
        let schema = Schema::find_used(self.ir, self.refused, name, Subject::Value);
        let schema = schema.map(|schema| schema.with_options(self.options));
        let of_type = OfType::new(name, schema.map_err(Some));
        self.unknown += usize::from(!is_known);
        self.by_name.insert(name.to_owned(), Arc::clone(&of_type));
        of_type
    }

    /// The type of a value that cannot be read.
    pub(super) fn unreadable(&self) -> Arc<OfType<'i>> {
        Arc::clone(&self.unreadable)
    }

    /// Every type of which there are values, by name; those that no lexicon defines
    /// are last.
    pub(super) fn types(&self) -> Vec<Arc<OfType<'i>>> {
        let mut types: Vec<_> = self.by_name.values().cloned().collect();
        types.sort_by_key(|of_type| (of_type.is_unknown(), of_type.name.clone()));
        types.extend([&self.others, &self.untyped, &self.unreadable].map(Arc::clone));
        types.retain(|of_type| of_type.counts().1 > 0);
        types
    }
}

/// Why a value cannot be checked.
fn unresolved(name: &str, error: Option<&SchemaError>) -> String {
    let Some(error) = error else {
        return format!(
            "is `{}`, which is not the name of a lexicon that was read",
            shown(name)
        );
    };
    match error.help() {
        Some(help) => format!("is `{}`: {error} ({help})", shown(name)),
        None => format!("is `{}`: {error}", shown(name)),
    }
}
