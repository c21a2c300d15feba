//! The page of a document.

use std::fmt;

use super::{Address, Badge, Change, Code, Cut, Definition, Link, Metadata, Picture, Prose, Users};
use crate::compiler::{
    number::{count, thousands},
    schema::{Kind, MAIN},
};

/// What the page of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// Its name.
    pub(crate) nsid: String,
    /// Its page.
    pub(crate) address: Address,
    /// The namespaces that it is in, outermost first (`com`, `com.atproto`, …), each a
    /// link to its place on the start page.
    pub(crate) namespaces: Vec<Link>,
    /// What its `main` is.
    pub(crate) kind: PageKind,
    /// The first sentence or paragraph about it, for lists and `<meta>`.
    pub(crate) summary: Prose,
    /// The description at the top of the document. That of `main` is in its definition.
    pub(crate) description: Prose,
    /// What is remarkable about all of it: that it is deprecated, for example.
    pub(crate) badges: Vec<Badge>,
    /// The name that account holders see, of a permission set or a space.
    pub(crate) title: Option<Localised>,
    /// Where it is from.
    pub(crate) metadata: Metadata,
    /// What it defines: `main` first, the others by name.
    pub(crate) definitions: Vec<Definition>,
    /// Who refers to any of its definitions, from other documents.
    pub(crate) used_by: Users,
    /// The documents that refer to it, and those it refers to.
    pub(crate) picture: Picture,
    /// What it refers to and what the site does not have, by name.
    pub(crate) missing: Vec<Link>,
    /// The lexicon.
    pub(crate) json: Listing,
    /// The Rust that lexgen makes of it.
    pub(crate) rust: Listing,
    /// The command that validates data against `main`, if there is data.
    pub(crate) command: Option<String>,
    /// The findings of `lexgen lint`, if they were asked for.
    pub(crate) remarks: Vec<Remark>,
    /// What has changed since the pinned version; `None` if there is none.
    pub(crate) changes: Option<Cut<Change>>,
}

impl Document {
    /// What is said at the top of the page: the description of the document, or else that
    /// of `main`.
    pub(crate) fn lead(&self) -> &Prose {
        let main = self.definitions.first().filter(|main| self.is_lead(main));
        main.map_or(&self.description, |main| &main.description)
    }

    /// Whether the description of a definition is at the top of the page.
    pub(crate) fn is_lead(&self, definition: &Definition) -> bool {
        definition.name == MAIN && self.description.is_empty()
    }
}

/// Code on the page, or on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    /// The code, if it is on this page.
    pub(crate) code: Option<Code>,
    /// The page it has of its own, if it is too large for this one.
    pub(crate) page: Option<Address>,
    /// How many lines it has.
    pub(crate) lines: usize,
}

/// What a document is, by its `main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PageKind {
    /// It has a `main` of this kind.
    Main(Kind),
    /// It has no `main`: definitions for others.
    Definitions,
}

impl PageKind {
    /// A number of documents of this kind: `1 query`, `195 queries`.
    pub(crate) fn counted(self, number: usize) -> String {
        match self {
            Self::Definitions => format!("{} with definitions only", thousands(number)),
            Self::Main(Kind::Query) if number != 1 => format!("{} queries", thousands(number)),
            Self::Main(_) => count(number, &self.to_string()),
        }
    }

    /// How it is called in text, and in the name of its class.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Main(kind) => kind.as_str(),
            Self::Definitions => "definitions",
        }
    }
}

impl fmt::Display for PageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Main(Kind::PermissionSet) => "permission set",
            other => other.as_str(),
        })
    }
}

/// A text in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Localised {
    /// The text without a language.
    pub(crate) text: String,
    /// In other languages.
    pub(crate) languages: Vec<Language>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// The language tag.
    pub(crate) tag: String,
    /// The text.
    pub(crate) text: String,
}

/// A finding of lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// How important it is.
    pub(crate) tone: Tone,
    /// The same in a word: `warning`.
    pub(crate) level: &'static str,
    /// The code of the rule.
    pub(crate) code: String,
    /// One sentence.
    pub(crate) message: String,
    /// What to do, and notes.
    pub(crate) help: Vec<String>,
    /// The definition, or the row, that it is about.
    pub(crate) place: Option<Link>,
}

/// How important something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// An error, or a breaking change.
    Bad,
    /// A warning.
    Warning,
    /// Good to know.
    Neutral,
}

impl Tone {
    /// The name of its class.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Bad => "danger",
            Self::Warning => "warning",
            Self::Neutral => "neutral",
        }
    }
}

/// A page with the code of a document that is too large for its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodePage {
    /// The document.
    pub(crate) document: Link,
    /// Its own address.
    pub(crate) address: Address,
    /// `JSON` or `Rust`.
    pub(crate) language: &'static str,
    /// The code.
    pub(crate) code: Code,
}

/// A page with all users of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UsersPage {
    /// The document.
    pub(crate) document: Link,
    /// Its own address.
    pub(crate) address: Address,
    /// Those of the document as a whole, from other documents.
    pub(crate) all: Users,
    /// Those of each definition, by name, also from its own document.
    pub(crate) definitions: Vec<(Link, Users)>,
}
