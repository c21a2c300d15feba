//! The parts of pages.

use std::borrow::Cow;

use askama::{Template, filters::HtmlSafe};

use super::{
    super::model::{
        Address, Badge, Block, Body, Code, Content, Cut, Document, Entry, Fact, FactPart, Form,
        Granted, Group, Line, List, Listing, Live, LiveErrors, Localised, NamespacePicture,
        PageKind, Picture, Prose, Request, Row, Span, Table, TypePiece, TypeText, User, Users,
        Value,
    },
    picture::{NamespacesSvg, PictureSvg},
};
use crate::compiler::{
    number::count,
    prose::{self, Span as Words},
};

/// How many bytes of a page the errors of the files are.
const MAX_ERRORS: usize = 12 * 1024;

/// The page that a part is on. Its methods make the parts, for templates to insert.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'p> {
    /// The title of the site.
    pub(super) site: &'p str,
    /// The page, without its extension.
    pub(super) page: &'p str,
    /// What a page of a server says beside.
    pub(super) live: Option<&'p Live>,
}

/// A template of a part, and the method that makes it.
macro_rules! parts {
    ($(
        $(#[$doc:meta])*
        $part:ident $path:tt $method:ident($($field:ident: $type:ty),*);
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Template)]
            #[template(path = $path)]
            pub(super) struct $part<'p> {
                // Some parts have no other part.
                #[allow(dead_code)]
                here: Here<'p>,
                $($field: $type,)*
            }

            // Text of a template, which has escaped it.
            impl HtmlSafe for $part<'_> {}

            impl<'p> Here<'p> {
                $(#[$doc])*
                pub(super) fn $method(self, $($field: $type),*) -> $part<'p> {
                    $part { here: self, $($field),* }
                }
            }
        )*
    };
}

parts! {
    /// A description.
    ProsePart "prose.html" prose(prose: &'p Prose);
    /// Words, code and links.
    SpansPart "spans.html" spans(spans: &'p [Span]);
    /// A message about a lexicon, in which names are code.
    MessagePart "message.html" message(text: &'p str);
    /// A list in a description.
    ListPart "list.html" list(list: &'p List);
    /// A type.
    TypePart "type.html" type_text(pieces: &'p [TypePiece]);
    /// Limits and other facts.
    FactsPart "facts.html" facts(facts: &'p [Fact]);
    /// What is remarkable.
    BadgesPart "badges.html" badges(badges: &'p [Badge]);
    /// Highlighted lines.
    LinesPart "lines.html" lines(lines: &'p [Line]);
    /// Code that can be copied.
    CodePart "code.html" code(label: &'p str, code: &'p Code);
    /// The section with the JSON or the Rust of a document, or a link to it.
    ListingPart "listing.html" listing(id: &'p str, language: &'p str, listing: &'p Listing);
    /// A text in several languages.
    LocalisedPart "localised.html" localised(title: &'p Localised);
    /// Who refers to something.
    DirectUsersPart "direct-users.html" direct_users(direct: &'p Cut<User>);
    /// Who uses something.
    UsersPart "users.html" users(users: &'p Users);
    /// The HTTP request of an endpoint.
    RequestPart "request.html" request(request: &'p Request);
    /// The body of a request or a response, or a message.
    BodyPart "body.html" body(title: &'p str, body: &'p Body, with_example: bool);
    /// A form that validates data.
    FormPart "validate.html" form(form: &'p Form);
    /// The documents that a permission is about.
    GrantedPart "granted.html" granted(groups: &'p [Group]);
    /// Those of one namespace.
    GrantedGroupPart "granted-group.html" granted_group(group: &'p Group);
    /// How many documents there are of each kind.
    CountsPart "counts.html" counts(counts: &'p [(PageKind, usize)]);
    /// The documents of a namespace.
    EntriesPart "entries.html" entries(entries: &'p [Entry]);
}

/// A name with places where a line may break.
#[derive(Template)]
#[template(path = "breaks.html")]
pub(super) struct BreaksPart<'p> {
    name: &'p str,
}

impl HtmlSafe for BreaksPart<'_> {}

/// Values, or members of a union.
#[derive(Template)]
#[template(path = "values.html")]
pub(super) struct ValuesPart<'p> {
    here: Here<'p>,
    label: Option<&'p str>,
    values: &'p [Value],
    is_described: bool,
}

impl HtmlSafe for ValuesPart<'_> {}

/// A table of fields. Those of objects inside it are rows of the same table.
#[derive(Template)]
#[template(path = "table.html")]
pub(super) struct TablePart<'p> {
    here: Here<'p>,
    caption: &'p str,
    /// Each with the path of the object it is in: `outer.`.
    rows: Vec<(&'p Row, String)>,
}

impl HtmlSafe for TablePart<'_> {}

/// What a list leaves out.
#[derive(Template)]
#[template(path = "rest.html")]
pub(super) struct RestPart<'p> {
    here: Here<'p>,
    hidden: usize,
    total: usize,
    page: Option<&'p Address>,
}

impl HtmlSafe for RestPart<'_> {}

/// The documents around a document.
#[derive(Template)]
#[template(path = "picture.html")]
pub(super) struct PicturePart<'p> {
    here: Here<'p>,
    svg: PictureSvg<'p>,
}

impl HtmlSafe for PicturePart<'_> {}

/// The namespaces, and which refers to which.
#[derive(Template)]
#[template(path = "namespaces.html")]
pub(super) struct NamespacesPart<'p> {
    here: Here<'p>,
    svg: NamespacesSvg<'p>,
}

impl HtmlSafe for NamespacesPart<'_> {}

impl<'p> Here<'p> {
    pub(super) fn href(self, address: &Address) -> String {
        address.href_on(self.page, "html")
    }

    /// A number with its noun.
    pub(super) fn number(self, number: &usize, noun: &str) -> String {
        count(number, noun)
    }

    /// The errors of the files that a server reads.
    pub(super) fn errors(self) -> Option<&'p LiveErrors> {
        self.live?.errors.as_ref()
    }

    /// The first lines of their text, as many as do not make a page too large.
    pub(super) fn first_lines(self, errors: &str) -> String {
        // Each character as it is written in HTML.
        let mut room = MAX_ERRORS;
        let end = errors.char_indices().find_map(|(at, c)| {
            let length = match c {
                '<' | '>' | '&' | '"' | '\'' => 5,
                '\n' | ' '..='~' => 1,
                // Or spelled out.
                _ => 6,
            };
            let left = room.checked_sub(length);
            room = left.unwrap_or_default();
            left.is_none().then_some(at)
        });
        let Some(end) = end else {
            return errors.to_owned();
        };
        let lines = errors[..end].rfind('\n').map_or("", |end| &errors[..end]);
        format!("{lines}\n\n… `lexgen check` prints all errors")
    }

    pub(super) fn breaks(self, name: &'p str) -> BreaksPart<'p> {
        BreaksPart { name }
    }

    /// A name or a value, quoted if nothing would be seen.
    pub(super) fn shown(self, text: &'p str) -> Cow<'p, str> {
        if text.trim().is_empty() {
            Cow::Owned(format!("\"{text}\""))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The words and the code of a message.
    pub(super) fn words(self, text: &'p str) -> Vec<Words<'p>> {
        prose::spans(text)
    }

    /// A name in this document without that of the document: `#name`.
    pub(super) fn local(self, name: &'p str) -> &'p str {
        let local = name.strip_prefix(self.page);
        local.filter(|rest| rest.starts_with('#')).unwrap_or(name)
    }

    /// A name without the namespace in front of it.
    pub(super) fn last(self, namespace: &str, name: &'p str) -> &'p str {
        let last = name.strip_prefix(namespace);
        last.and_then(|last| last.strip_prefix('.')).unwrap_or(name)
    }

    /// Whether a fact needs its label to be understood.
    pub(super) fn is_labelled(self, fact: &Fact) -> bool {
        fact.is_labelled()
    }

    /// Whether the last cell of a row has anything.
    pub(super) fn is_described(self, row: &Row) -> bool {
        !row.description.is_empty() || !row.values.is_empty()
    }

    /// The type of a body, unless a table has its fields.
    pub(super) fn shown_type(self, body: &'p Body) -> Option<&'p TypeText> {
        body.r#type.as_ref().filter(|_| body.table.is_none())
    }

    pub(super) fn row_values(self, row: &'p Row) -> ValuesPart<'p> {
        // The facts of a union say what else is allowed.
        let is_union = row.facts.iter().any(|fact| fact.label == "union");
        let label = if row.is_closed {
            "one of"
        } else {
            "known values"
        };
        ValuesPart {
            label: (!is_union).then_some(label),
            ..self.values(&row.values)
        }
    }

    pub(super) fn values(self, values: &'p [Value]) -> ValuesPart<'p> {
        ValuesPart {
            here: self,
            label: None,
            values,
            is_described: values.iter().any(|value| !value.description.is_empty()),
        }
    }

    pub(super) fn table(self, table: &'p Table, caption: &'p str) -> TablePart<'p> {
        let mut rows = Vec::new();
        // A stack, because objects in objects can be deep.
        let mut rest: Vec<_> = table
            .rows
            .iter()
            .rev()
            .map(|row| (row, String::new()))
            .collect();
        while let Some((row, outer)) = rest.pop() {
            if let Some(nested) = &row.nested {
                let inside = format!("{outer}{}.", row.name);
                rest.extend(nested.rows.iter().rev().map(|row| (row, inside.clone())));
            }
            rows.push((row, outer));
        }
        TablePart {
            here: self,
            caption,
            rows,
        }
    }

    pub(super) fn rest<T>(self, list: &'p Cut<T>) -> RestPart<'p> {
        RestPart {
            here: self,
            hidden: list.hidden(),
            total: list.total,
            page: list.page.as_ref(),
        }
    }

    pub(super) fn picture(self, nsid: &'p str, picture: &'p Picture) -> PicturePart<'p> {
        PicturePart {
            here: self,
            svg: PictureSvg::of(nsid, picture),
        }
    }

    pub(super) fn namespace_picture(self, picture: &'p NamespacePicture) -> NamespacesPart<'p> {
        NamespacesPart {
            here: self,
            svg: NamespacesSvg::of(picture),
        }
    }

    /// The type of a definition that is nothing but a type. Templates cannot name it.
    pub(super) fn named_type(self, content: &'p Content) -> &'p [TypePiece] {
        match content {
            Content::Type { r#type, .. } => &r#type.0,
            _ => &[],
        }
    }

    /// Whether a document, or its `main`, is deprecated.
    pub(super) fn is_deprecated(self, document: &Document) -> bool {
        let main = document.definitions.first();
        let main = main.filter(|main| document.is_lead(main));
        self.are_deprecated(main.map_or(&document.badges, |main| &main.badges))
    }

    /// Whether badges say that something is deprecated. Its description says why.
    pub(super) fn are_deprecated(self, badges: &[Badge]) -> bool {
        badges
            .iter()
            .any(|badge| matches!(badge, Badge::Deprecated(_)))
    }

    /// Whether anything refers to a document, or it refers to anything.
    pub(super) fn has_references(self, document: &Document) -> bool {
        !document.picture.is_empty() || !document.used_by.is_empty()
    }
}
