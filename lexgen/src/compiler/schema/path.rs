//! Places in a document, as the language names them.

use std::fmt;

/// A place in a document: the document itself, a definition, or something
/// inside a definition. Displayed as a
/// [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    definition: Option<String>,
    steps: Vec<Step>,
}

/// One step from a definition towards something inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
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
    Property(String),
    /// `items` of an array.
    Items,
    /// A member of `errors`, by index.
    Error(usize),
    /// A member of `refs`, by index.
    Member(usize),
    /// A member of `permissions`, by index.
    Permission(usize),
    /// A keyword of what stands here, such as `maxLength`.
    Keyword(&'static str),
    /// A member of a keyword's list, by index.
    Index(usize),
    /// A member of a keyword's map, such as a language of `title:lang`.
    Key(String),
}

impl Path {
    /// The document itself.
    pub fn document() -> Self {
        Self::default()
    }

    /// A definition.
    pub fn definition(name: impl Into<String>) -> Self {
        Self {
            definition: Some(name.into()),
            steps: Vec::new(),
        }
    }

    /// The name of the definition; `None` for the document itself.
    pub fn definition_name(&self) -> Option<&str> {
        self.definition.as_deref()
    }

    /// The steps from the definition.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Goes one step further down.
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Goes back up, to the first `length` steps.
    pub fn truncate(&mut self, length: usize) {
        self.steps.truncate(length);
    }

    /// The place one step further down.
    #[must_use]
    pub fn with(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.push(step);
        path
    }

    /// Whether this is `outer` or lies inside it.
    pub fn is_within(&self, outer: &Self) -> bool {
        match &outer.definition {
            None => true,
            Some(_) => self.definition == outer.definition && self.steps.starts_with(&outer.steps),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(definition) = &self.definition else {
            return Ok(());
        };
        write!(f, "/defs/{}", Escaped(definition))?;
        self.steps.iter().try_for_each(|step| step.fmt(f))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record => f.write_str("/record"),
            Self::Parameters => f.write_str("/parameters"),
            Self::Input => f.write_str("/input"),
            Self::Output => f.write_str("/output"),
            Self::Message => f.write_str("/message"),
            Self::Schema => f.write_str("/schema"),
            Self::Property(name) => write!(f, "/properties/{}", Escaped(name)),
            Self::Items => f.write_str("/items"),
            Self::Error(index) => write!(f, "/errors/{index}"),
            Self::Member(index) => write!(f, "/refs/{index}"),
            Self::Permission(index) => write!(f, "/permissions/{index}"),
            Self::Keyword(keyword) => write!(f, "/{keyword}"),
            Self::Index(index) => write!(f, "/{index}"),
            Self::Key(key) => write!(f, "/{}", Escaped(key)),
        }
    }
}

/// A name as a step of a JSON pointer.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(['~', '/']) {
            f.write_str(&self.0.replace('~', "~0").replace('/', "~1"))
        } else {
            f.write_str(self.0)
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
    }
}
