//! What documentation says, before it is Markdown.

use crate::{
    compiler::{
        ir::{Field, Type},
        rust::Ident,
        schema::{Method, RecordKey, Space},
    },
    syntax::Nsid,
};

/// Paragraphs in their order.
#[derive(Debug, Default)]
pub struct Docs<'i>(pub Vec<Paragraph<'i>>);

/// One paragraph; a description may be several.
#[derive(Debug)]
pub enum Paragraph<'i> {
    /// A lexicon's description.
    Description(&'i str),
    /// A lexicon's description of a body that has no type of its own.
    Body(Companion, &'i str),
    /// What a lexicon demands of a value, and what it says of the items of an array.
    Facts(&'i Type),
    /// The same of a field.
    FieldFacts(&'i Field),
    /// A sentence of our own.
    Sentence(Sentence<'i>),
    /// A sentence of our own where nothing is said before it.
    Otherwise(Sentence<'i>),
}

/// A sentence about what an item or part is.
#[derive(Debug)]
pub enum Sentence<'i> {
    /// A module's document.
    Document(&'i Nsid),
    /// A document, for people who have not seen it.
    Lexicon(&'i Nsid),
    /// The items of a document.
    Defines(Vec<Ident<'i>>),
    /// A definition by its full name.
    Definition(&'i Nsid, &'i str),
    /// A name or value on the wire.
    Wire(&'i str),
    /// The required fields of the struct of this name.
    Required(Ident<'i>),
    /// The enum of all records.
    Records,
    /// A record.
    Record(&'i Nsid, &'i RecordKey),
    /// A permission set.
    PermissionSet(&'i Nsid),
    /// A type of spaces.
    Space(&'i Nsid, &'i Space),
    /// An endpoint.
    Endpoint(Method, &'i Nsid),
    /// What belongs to the endpoint of this name.
    Companion(Companion, Ident<'i>),
    /// A type written inside another one.
    Inline(Inline, Inside<'i>),
}

/// A type that belongs to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companion {
    /// The parameters of a query string.
    Params,
    /// The request body.
    Input,
    /// The response body.
    Output,
    /// The messages of a subscription.
    Message,
    /// The errors the lexicon names.
    Errors,
    /// The errors, of which the lexicon names none.
    NoErrors,
}

/// A type that is written in place.
#[derive(Clone, Copy, Debug)]
pub enum Inline {
    /// An object.
    Object,
    /// A union.
    Union {
        /// Whether it has no members but those listed.
        closed: bool,
    },
    /// A string with listed values.
    Values,
}

/// The place a type is written in.
#[derive(Clone, Debug)]
pub struct Inside<'i> {
    /// The item that holds it.
    pub owner: Ident<'i>,
    /// The field of a struct.
    pub field: Option<Ident<'i>>,
    /// Whether the items of an array are meant.
    pub items: bool,
}

impl<'i> Docs<'i> {
    /// Documentation that is one sentence.
    pub(super) fn of(sentence: Sentence<'i>) -> Self {
        Self::default().sentence(sentence)
    }

    /// Then a lexicon's description, if it has one.
    pub(super) fn description(mut self, description: Option<&'i str>) -> Self {
        self.0.extend(description.map(Paragraph::Description));
        self
    }

    /// What a lexicon says, without sentences of our own.
    pub(crate) fn descriptions(&self) -> String {
        let descriptions = self.0.iter().filter_map(|paragraph| match paragraph {
            Paragraph::Description(text) => Some(*text),
            Paragraph::Body(..)
            | Paragraph::Facts(_)
            | Paragraph::FieldFacts(_)
            | Paragraph::Sentence(_)
            | Paragraph::Otherwise(_) => None,
        });
        descriptions.collect::<Vec<_>>().join("\n\n")
    }

    /// Then the description of a body that has no type of its own.
    pub(super) fn body(mut self, companion: Companion, description: Option<&'i str>) -> Self {
        let body = |text| Paragraph::Body(companion, text);
        self.0.extend(description.map(body));
        self
    }

    /// What is said of a field.
    pub(super) fn field(field: &'i Field) -> Self {
        let mut docs = Self::default().description(field.r#type.description.as_deref());
        docs.0.push(Paragraph::FieldFacts(field));
        docs
    }

    /// Then what a lexicon demands of a value.
    fn facts(mut self, r#type: &'i Type) -> Self {
        self.0.push(Paragraph::Facts(r#type));
        self
    }

    /// Then a sentence.
    pub(super) fn sentence(mut self, sentence: Sentence<'i>) -> Self {
        self.0.push(Paragraph::Sentence(sentence));
        self
    }

    /// Or else a sentence.
    pub(super) fn or(mut self, sentence: Sentence<'i>) -> Self {
        self.0.push(Paragraph::Otherwise(sentence));
        self
    }

    /// What is said of a type that has a name.
    pub(super) fn named(r#type: &'i Type, sentence: Sentence<'i>) -> Self {
        Self::default().and_named(r#type, sentence)
    }

    /// Then what is said of a type that has a name.
    pub(super) fn and_named(self, r#type: &'i Type, sentence: Sentence<'i>) -> Self {
        self.description(r#type.description.as_deref())
            .facts(r#type)
            .or(sentence)
    }
}
