//! Places in a document.

use std::fmt;

use crate::compiler::diagnostic::{Pointer, PointerStep, pointer::escaped};

/// A place in a document: the document itself, a definition, or something
/// inside one of them. Displayed as a
/// [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901).
///
/// Walks borrow the names (`Path<&str>`); stored paths own them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path<N = String> {
    definition: Option<N>,
    steps: Vec<Step<N>>,
}

/// One step from a document or definition towards something inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step<N = String> {
    /// `record`: the object of a record.
    Record,
    /// `parameters` of an endpoint.
    Parameters,
    /// `input`: the request body of a procedure.
    Input,
    /// `output`: the response body of a query or procedure.
    Output,
    /// `message` of a subscription.
    Message,
    /// `schema` of a body or message.
    Schema,
    /// A member of `properties`.
    Property(N),
    /// `items` of an array.
    Items,
    /// A member of `errors`, by index.
    Error(usize),
    /// A member of `refs`, by index.
    Member(usize),
    /// A member of `permissions`, by index.
    Permission(usize),
    /// A keyword of the type here, such as `maxLength`.
    Keyword(&'static str),
    /// A member of a keyword's list, by index.
    Index(usize),
    /// A member of a keyword's map, such as a language of `title:lang`.
    Key(N),
}

impl Path {
    /// The document itself.
    pub fn document() -> Self {
        Self::default()
    }

    /// A definition.
    pub fn definition(name: impl Into<String>) -> Self {
        Self::of(name.into())
    }
}

impl<N> Path<N> {
    /// The definition of this name.
    pub fn of(name: N) -> Self {
        Self {
            definition: Some(name),
            steps: Vec::new(),
        }
    }

    /// The name of the definition; `None` for the document itself.
    pub fn definition_name(&self) -> Option<&str>
    where
        N: AsRef<str>,
    {
        self.definition.as_ref().map(N::as_ref)
    }

    /// The steps from the definition, or from the document where there is none.
    pub fn steps(&self) -> &[Step<N>] {
        &self.steps
    }

    /// Goes one step further down.
    pub fn push(&mut self, step: Step<N>) {
        self.steps.push(step);
    }

    /// Goes back up, to the first `length` steps.
    pub fn truncate(&mut self, length: usize) {
        self.steps.truncate(length);
    }
}

impl Path<&str> {
    /// The same place with names of its own.
    pub fn to_owned(&self) -> Path {
        Path {
            definition: self.definition.map(str::to_owned),
            steps: self.steps.iter().map(|step| step.into_owned()).collect(),
        }
    }
}

impl Step<&str> {
    fn into_owned(self) -> Step {
        match self {
            Self::Record => Step::Record,
            Self::Parameters => Step::Parameters,
            Self::Input => Step::Input,
            Self::Output => Step::Output,
            Self::Message => Step::Message,
            Self::Schema => Step::Schema,
            Self::Property(name) => Step::Property(name.to_owned()),
            Self::Items => Step::Items,
            Self::Error(index) => Step::Error(index),
            Self::Member(index) => Step::Member(index),
            Self::Permission(index) => Step::Permission(index),
            Self::Keyword(keyword) => Step::Keyword(keyword),
            Self::Index(index) => Step::Index(index),
            Self::Key(name) => Step::Key(name.to_owned()),
        }
    }
}

impl<N: Clone + PartialEq> Path<N> {
    /// The place one step further down.
    #[must_use]
    pub fn with(&self, step: Step<N>) -> Self {
        let mut path = self.clone();
        path.push(step);
        path
    }

    /// The place one step further up; `None` above the document itself.
    pub fn parent(&self) -> Option<Self> {
        let mut path = self.clone();
        if path.steps.pop().is_none() {
            path.definition.take()?;
        }
        Some(path)
    }

    /// How many steps it is from the document.
    pub fn depth(&self) -> usize {
        usize::from(self.definition.is_some()) + self.steps.len()
    }

    /// Whether this is `outer` or lies inside it.
    pub fn is_within(&self, outer: &Self) -> bool {
        match &outer.definition {
            None if outer.steps.is_empty() => true,
            outer_definition => {
                self.definition == *outer_definition && self.steps.starts_with(&outer.steps)
            }
        }
    }
}

/// Which member of a map or list a step leads to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry<'n> {
    /// A member of a map.
    Name(&'n str),
    /// A member of a list.
    Index(usize),
}

impl<N: AsRef<str>> Step<N> {
    /// The member of an object that this step goes through.
    pub(crate) fn keyword(&self) -> Option<&'static str> {
        match self {
            Self::Record => Some("record"),
            Self::Parameters => Some("parameters"),
            Self::Input => Some("input"),
            Self::Output => Some("output"),
            Self::Message => Some("message"),
            Self::Schema => Some("schema"),
            Self::Property(_) => Some("properties"),
            Self::Items => Some("items"),
            Self::Error(_) => Some("errors"),
            Self::Member(_) => Some("refs"),
            Self::Permission(_) => Some("permissions"),
            Self::Keyword(keyword) => Some(keyword),
            Self::Index(_) | Self::Key(_) => None,
        }
    }

    /// The step as steps in the JSON of the document.
    pub(crate) fn in_json(&self) -> impl Iterator<Item = PointerStep> + use<N> {
        let keyword = self.keyword().map(PointerStep::Keyword);
        let entry = self.entry().map(|entry| match entry {
            Entry::Name(name) => PointerStep::name(name),
            Entry::Index(index) => PointerStep::Index(index),
        });
        keyword.into_iter().chain(entry)
    }

    /// The member of a map or list that this step leads to.
    pub(crate) fn entry(&self) -> Option<Entry<'_>> {
        match self {
            Self::Property(name) | Self::Key(name) => Some(Entry::Name(name.as_ref())),
            Self::Error(index)
            | Self::Member(index)
            | Self::Permission(index)
            | Self::Index(index) => Some(Entry::Index(*index)),
            Self::Record
            | Self::Parameters
            | Self::Input
            | Self::Output
            | Self::Message
            | Self::Schema
            | Self::Items
            | Self::Keyword(_) => None,
        }
    }
}

impl<N> Default for Path<N> {
    fn default() -> Self {
        Self {
            definition: None,
            steps: Vec::new(),
        }
    }
}

/// Where the place is in the JSON of the document.
impl<N: AsRef<str>> From<&Path<N>> for Pointer {
    fn from(path: &Path<N>) -> Self {
        let definition = path.definition.as_ref().map(|name| {
            let name = PointerStep::name(name.as_ref());
            [PointerStep::Keyword("defs"), name]
        });
        let definition = definition.into_iter().flatten();
        let steps = path.steps.iter().flat_map(Step::in_json);
        definition.chain(steps).collect()
    }
}

impl<N: AsRef<str>> fmt::Display for Path<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(definition) = &self.definition {
            write!(f, "/defs/{}", escaped(definition.as_ref()))?;
        }
        self.steps.iter().try_for_each(|step| step.fmt(f))
    }
}

impl<N: AsRef<str>> fmt::Display for Step<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(keyword) = self.keyword() {
            write!(f, "/{keyword}")?;
        }
        match self.entry() {
            Some(Entry::Name(name)) => write!(f, "/{}", escaped(name)),
            Some(Entry::Index(index)) => write!(f, "/{index}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Step};

    #[test]
    fn paths_are_json_pointers() {
        let mut path = Path::definition("main");
        for step in [
            Step::Input,
            Step::Schema,
            Step::Property("a/b~c".into()),
            Step::Items,
            Step::Member(2),
        ] {
            path.push(step);
        }
        assert_eq!(
            path.to_string(),
            "/defs/main/input/schema/properties/a~1b~0c/items/refs/2"
        );
        assert_eq!(Path::document().to_string(), "");
        assert!(path.is_within(&Path::definition("main").with(Step::Input)));
        assert!(!path.is_within(&Path::definition("main").with(Step::Output)));
        assert!(path.is_within(&Path::document()));
        assert_eq!(path.depth(), 6);
        let holders = std::iter::successors(path.parent(), Path::parent);
        let holders: Vec<_> = holders.map(|holder| holder.to_string()).collect();
        assert_eq!(
            holders[3..],
            ["/defs/main/input", "/defs/main", ""].map(str::to_owned)
        );
        let description = Path::document().with(Step::Keyword("description"));
        assert_eq!(description.to_string(), "/description");
    }
}
