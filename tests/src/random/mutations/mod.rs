//! Sets of lexicons with exactly one error, whose location is known.
//!
//! Every mutation violates a rule in all cases, not by chance. Each returns the
//! rule and the location that a diagnostic must report.

mod keywords;
mod names;
mod sites;
mod texts;
mod values;

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use super::Random;
use sites::{At, Site};

/// A set with one error.
#[derive(Debug)]
pub struct Mutant {
    /// The mutation, for the message of a failing test.
    pub mutation: &'static str,
    /// The texts of the documents. At most one is not UTF-8.
    pub texts: Vec<Vec<u8>>,
    /// The index of the text with the error.
    pub document: usize,
    /// The rule that is violated.
    pub code: &'static str,
    /// The location.
    pub spot: Spot,
    /// Whether the document has lost its name, so that references to it are
    /// errors too.
    pub is_nameless: bool,
}

/// The location of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A value, or the key before it.
    Pointer(String),
    /// A byte of the text.
    Byte(usize),
    /// These lines of the text, counted from zero.
    Lines(RangeInclusive<usize>),
}

/// Mutates a document if possible, and returns the location.
type Mutation = fn(&mut Change<'_>) -> Option<String>;

/// A set to mutate.
struct Change<'a> {
    random: &'a mut Random,
    documents: &'a mut Vec<Value>,
    /// The document to change.
    document: usize,
    sites: Vec<Site>,
}

impl Change<'_> {
    fn root(&mut self) -> &mut Value {
        &mut self.documents[self.document]
    }

    fn node(&self, site: &Site) -> &Value {
        self.at(&site.pointer)
    }

    fn at(&self, pointer: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        let found = self.documents[self.document].pointer(pointer);
        found.unwrap_or(&NOTHING)
    }

    fn at_mut(&mut self, pointer: &str) -> &mut Value {
        let root = &mut self.documents[self.document];
        root.pointer_mut(pointer).expect("a place that was found")
    }

    /// One of the matching sites.
    fn site(&mut self, fits: impl Fn(&Site, &Value) -> bool) -> Option<Site> {
        let fitting: Vec<&Site> = (self.sites.iter())
            .filter(|site| fits(site, self.node(site)))
            .collect();
        match fitting.len() {
            0 => None,
            count => Some(fitting[self.random.below(count)].clone()),
        }
    }

    fn of_kind(&mut self, kinds: &[&str]) -> Option<Site> {
        self.site(|site, _| kinds.contains(&site.kind.as_str()))
    }

    /// Writes a member, and returns its location.
    fn set(&mut self, site: &Site, key: &str, value: impl Into<Value>) -> Option<String> {
        let value = value.into();
        self.at_mut(&site.pointer)[key] = value;
        Some(below(&site.pointer, key))
    }

    /// Appends to a list, which is created if needed, and returns the location.
    fn push(&mut self, site: &Site, key: &str, value: impl Into<Value>) -> Option<String> {
        let list = &mut self.at_mut(&site.pointer)[key];
        if list.is_null() {
            *list = Value::Array(Vec::new());
        }
        let list = list.as_array_mut()?;
        list.push(value.into());
        let last = (list.len() - 1).to_string();
        Some(below(&below(&site.pointer, key), &last))
    }
}

/// Appends a step to a pointer.
fn below(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}

impl Mutant {
    /// Makes one error in a valid set.
    #[must_use]
    pub fn of(documents: &[Value], random: &mut Random) -> Self {
        loop {
            let document = random.below(documents.len());
            let made = match random.chance(20) {
                true => texts::mutate(documents, document, random),
                false => Self::of_data(documents, document, random),
            };
            if let Some(made) = made {
                return made;
            }
        }
    }

    /// The names of all mutations.
    pub fn all() -> impl Iterator<Item = &'static str> {
        let of_data = data().map(|(name, ..)| name);
        of_data.chain(texts::ALL.iter().map(|(name, ..)| *name))
    }

    fn of_data(documents: &[Value], document: usize, random: &mut Random) -> Option<Self> {
        let all: Vec<_> = data().collect();
        let (mutation, code, mutate) = random.pick(&all);
        let mut changed = documents.to_vec();
        let sites = sites::sites(&changed[document]);
        let mut change = Change {
            random,
            documents: &mut changed,
            document,
            sites,
        };
        let pointer = mutate(&mut change)?;
        let document = change.document;
        Some(Self {
            mutation,
            texts: changed.iter().map(text).map(String::into_bytes).collect(),
            document,
            code,
            spot: Spot::Pointer(pointer),
            is_nameless: mutation.contains("id"),
        })
    }
}

fn data() -> impl Iterator<Item = (&'static str, &'static str, Mutation)> {
    let all = [keywords::ALL, names::ALL, values::ALL];
    all.into_iter().flatten().copied()
}

fn text(document: &Value) -> String {
    serde_json::to_string_pretty(document).expect("JSON can be written")
}

/// The line of a byte, counted from zero.
#[must_use]
pub fn line(text: &[u8], at: usize) -> usize {
    let before = &text[..at.min(text.len())];
    before.iter().filter(|byte| **byte == b'\n').count()
}

/// The position of a text that occurs once.
fn find(text: &str, what: &str) -> Range<usize> {
    let start = text.find(what).expect("a marker that was put there");
    start..start + what.len()
}
