//! Pages as HTML.
//!
//! A template for each kind of page, and one for each part, in `templates`. All of them
//! escape everything: a part is text that a template has made, which `HtmlSafe` marks,
//! and nothing else is.

mod assets;
mod divide;
mod here;
mod links;
mod picture;
mod search;
mod start;
mod visible;

use askama::Template;

#[cfg(feature = "serve")]
use super::address::Address;
use super::{
    address::{MISSING, REFERS_TO, START, USED_BY},
    model::{CodePage, Content, Document, Form, Live, Missing, Proof, Start, Upstream, UsersPage},
};
use here::Here;

pub(super) use assets::ASSETS;
#[cfg(feature = "serve")]
pub(super) use assets::LIVE_ASSETS;
#[cfg(feature = "serve")]
pub(super) use divide::Places;
#[cfg(feature = "serve")]
pub(super) use divide::SMALL;
pub(super) use divide::{Divided, divided, is_large, part_page};
pub(super) use links::resolved;
pub(super) use search::search_index;

/// What is around the text of every page.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The title of the site.
    pub(super) title: String,
    /// What a page of a server says beside.
    pub(super) live: Option<Live>,
}

impl Frame {
    fn here<'p>(&'p self, page: &'p str) -> Here<'p> {
        Here {
            site: &self.title,
            page,
            live: self.live.as_ref(),
        }
    }
}

/// The page of a document, and its form if it is on a server.
pub(super) fn document(frame: &Frame, document: &Document, form: Option<&Form>) -> String {
    #[derive(Template)]
    #[template(path = "document.html")]
    struct Page<'p> {
        here: Here<'p>,
        document: &'p Document,
        form: Option<&'p Form>,
    }

    let here = frame.here(&document.address.page);
    rendered(&Page {
        here,
        document,
        form,
    })
}

/// The page of a form alone.
#[cfg(feature = "serve")]
pub(super) fn form(frame: &Frame, address: &Address, form: &Form) -> String {
    #[derive(Template)]
    #[template(path = "validate-page.html")]
    struct Page<'p> {
        here: Here<'p>,
        address: &'p Address,
        form: &'p Form,
    }

    let here = frame.here("validate");
    rendered(&Page {
        here,
        address,
        form,
    })
}

/// Adds a form to a part of the page of a document.
#[cfg(feature = "serve")]
pub(super) fn add_form(frame: &Frame, page: &str, form: &Form, part: &mut String) {
    #[derive(Template)]
    #[template(path = "form-section.html")]
    struct Section<'p> {
        here: Here<'p>,
        form: &'p Form,
    }

    // What is after the text.
    if let Some(end) = part.rfind("</main>").filter(|_| !form.choices.is_empty()) {
        let here = frame.here(page);
        part.insert_str(end, &rendered(&Section { here, form }));
    }
}

/// The start page.
pub(super) fn start(frame: &Frame, start: &Start) -> String {
    #[derive(Template)]
    #[template(path = "start.html")]
    struct Page<'p> {
        here: Here<'p>,
        start: &'p Start,
    }

    let here = frame.here(START);
    rendered(&Page { here, start })
}

/// The page of missing definitions.
pub(super) fn missing(frame: &Frame, missing: &Missing) -> String {
    #[derive(Template)]
    #[template(path = "missing.html")]
    struct Page<'p> {
        here: Here<'p>,
        missing: &'p Missing,
    }

    let here = frame.here(MISSING);
    rendered(&Page { here, missing })
}

/// The page in place of one that a server does not have.
#[cfg(feature = "serve")]
pub(super) fn not_found(frame: &Frame) -> String {
    #[derive(Template)]
    #[template(path = "not-found.html")]
    struct Page<'p> {
        here: Here<'p>,
    }

    let here = frame.here("not-found");
    rendered(&Page { here })
}

/// A page of code alone.
pub(super) fn code(frame: &Frame, page: &CodePage) -> String {
    #[derive(Template)]
    #[template(path = "code-page.html")]
    struct Page<'p> {
        here: Here<'p>,
        page: &'p CodePage,
    }

    let here = frame.here(&page.address.page);
    rendered(&Page { here, page })
}

/// A page of users.
pub(super) fn users(frame: &Frame, page: &UsersPage) -> String {
    #[derive(Template)]
    #[template(path = "users-page.html")]
    struct Page<'p> {
        here: Here<'p>,
        page: &'p UsersPage,
    }

    let here = frame.here(&page.address.page);
    rendered(&Page { here, page })
}

fn rendered(page: &impl Template) -> String {
    // Templates fail only if a writer does, and a string does not.
    visible::visible(page.render().unwrap_or_default())
}
