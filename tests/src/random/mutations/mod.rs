//! Sets of lexicons with exactly one mistake in them, and where it is.
//!
//! Every mutation breaks a rule by what it does, not by luck: what might still
//! be valid afterwards is not in the list. Each knows the rule it breaks and
//! the place a diagnostic has to name.

mod keywords;
mod names;
mod sites;
mod texts;
mod values;

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use super::Random;
use sites::{At, Site};

/// A set with one mistake.
#[derive(Debug)]
pub struct Mutant {
    /// What was done, for whoever reads a failing test.
    pub mutation: &'static str,
    /// The texts of the documents. Only one of them may be no UTF-8.
    pub texts: Vec<Vec<u8>>,
    /// Which of them the mistake is in.
    pub document: usize,
    /// The rule that is broken.
    pub code: &'static str,
    /// Where.
    pub spot: Spot,
    /// Whether the document can not be recognised any more by its name, so
    /// that references to it lead nowhere.
    pub is_nameless: bool,
}

/// Where a mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At a value, or at the key before it.
    Pointer(String),
    /// At a byte of the text.
    Byte(usize),
    /// In these lines of the text, counted from zero.
    Lines(RangeInclusive<usize>),
}

/// Does one thing to a document, if there is something to do it to, and says
/// where.
type Mutation = fn(&mut Change<'_>) -> Option<String>;

/// A set that is about to be changed.
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

    /// One of the sites that fit.
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

    /// Writes a member, and says where.
    fn set(&mut self, site: &Site, key: &str, value: impl Into<Value>) -> Option<String> {
        let value = value.into();
        self.at_mut(&site.pointer)[key] = value;
        Some(below(&site.pointer, key))
    }

    /// Appends to a list, which may not be there yet, and says where.
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

/// A pointer, one step further down.
fn below(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}

impl Mutant {
    /// Makes one mistake in a sound set.
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

/// The line a byte is in, counted from zero.
#[must_use]
pub fn line(text: &[u8], at: usize) -> usize {
    let before = &text[..at.min(text.len())];
    before.iter().filter(|byte| **byte == b'\n').count()
}

/// Where a text that occurs once occurs.
fn find(text: &str, what: &str) -> Range<usize> {
    let start = text.find(what).expect("a marker that was put there");
    start..start + what.len()
}
