//! The files of a site, by path.

use std::collections::{BTreeMap, HashMap};
#[cfg(feature = "serve")]
use std::sync::OnceLock;

use rayon::prelude::*;

#[cfg(feature = "serve")]
use super::{address, html::Places};
use super::{
    address::{MISSING, START},
    build,
    html::{self, Divided},
    markdown,
    model::{Form, Live},
    site::{Site, marked},
};
use crate::compiler::print::File;

/// The file that search loads.
const SEARCH_INDEX: &str = "search-index.js";

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Start,
    Missing,
    SearchIndex,
    Asset(usize),
    Document(usize, Part),
}

/// A part of what a document's pages say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Page,
    Json,
    Rust,
    Users,
}

impl Part {
    /// Every part, and what the name of its page ends with.
    const ALL: [(Self, &'static str); 4] = [
        (Self::Page, ""),
        (Self::Json, "-json"),
        (Self::Rust, "-rust"),
        (Self::Users, "-users"),
    ];
}

/// The pages of a server that may be in parts, by name, and where their places are once
/// somebody has asked.
#[cfg(feature = "serve")]
pub(super) type LargePages = HashMap<String, (Subject, OnceLock<Option<Places>>)>;

impl Site<'_> {
    /// All files.
    pub(crate) fn files(&self) -> Vec<File> {
        let mut subjects = self.subjects();
        // It leads to the parts of all pages.
        subjects.remove(SEARCH_INDEX);
        let subjects: Vec<_> = subjects.into_iter().collect();
        let pages = subjects.into_par_iter().map(|(path, subject)| {
            let text = self.text(subject, None, None);
            let (texts, places) = match self.divided(&path, subject, &text) {
                Some(divided) => (divided.texts, Some(divided.places)),
                None => (vec![text], None),
            };
            let texts = texts.into_iter().map(|text| marked(&path, text));
            (path.clone(), texts.collect::<Vec<_>>(), places)
        });
        let pages: Vec<_> = pages.collect();
        let mut places = HashMap::new();
        let mut files = Vec::new();
        for (path, texts, own) in pages {
            let texts = texts.into_iter().enumerate();
            files.extend(texts.map(|(part, text)| (path.clone(), part, text)));
            places.extend(own.map(|own| (page_of(&path).to_owned(), own)));
        }
        let places = |page: &str| places.get(page);
        let search = html::search_index(&build::search_index(self), &places);
        files.push((SEARCH_INDEX.to_owned(), 0, marked(SEARCH_INDEX, search)));
        let files = files.into_par_iter().map(|(path, part, text)| {
            let page = page_of(&path);
            if page == path {
                return File { path, text };
            }
            File {
                text: html::resolved(text, page, part, &places),
                path: format!("{}.html", html::part_page(page, part)),
            }
        });
        let mut files: Vec<File> = files.collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files
    }

    /// The Markdown form, by path. Its pages are whole, however large they are.
    pub(crate) fn markdown_files(&self) -> Vec<File> {
        let subjects: Vec<_> = self.subjects().into_values().collect();
        let files = subjects.into_par_iter();
        files
            .filter_map(|subject| {
                let (page, text) = self.markdown(subject)?;
                let path = markdown::path(&page);
                Some(File {
                    text: marked(&path, text),
                    path,
                })
            })
            .collect()
    }

    /// A page and its text as Markdown.
    fn markdown(&self, subject: Subject) -> Option<(String, String)> {
        Some(match subject {
            Subject::Start => (START.to_owned(), markdown::start(&build::start(self))),
            Subject::Missing => (MISSING.to_owned(), markdown::missing(&build::missing(self))),
            Subject::Document(index, Part::Page) => {
                let document = self.document(index);
                let text = markdown::document(&document);
                (document.address.page, text)
            }
            Subject::Document(index, Part::Users) => {
                let page = build::users_page(self, index);
                let text = markdown::users_page(&page);
                (page.address.page, text)
            }
            Subject::Document(_, Part::Json | Part::Rust)
            | Subject::SearchIndex
            | Subject::Asset(_) => return None,
        })
    }

    /// The parts of a page that is too large.
    fn divided(&self, path: &str, subject: Subject, text: &str) -> Option<Divided> {
        let page = path
            .strip_suffix(".html")
            .filter(|_| html::is_large(text))?;
        self.parts(page, subject, text)
    }

    fn parts(&self, page: &str, subject: Subject, text: &str) -> Option<Divided> {
        let rest = match subject {
            Subject::Document(index, Part::Page) if self.has(index, Part::Json) => {
                Some(format!("{page}-json.html"))
            }
            Subject::Document(_, Part::Page) => Some(format!("{page}.html#page:json")),
            _ => None,
        };
        html::divided(page, text, rest.as_deref())
    }

    /// Whether a document has a page for a part.
    fn has(&self, index: usize, part: Part) -> bool {
        match part {
            Part::Page => true,
            Part::Json | Part::Rust => build::has_code_pages(self, index),
            Part::Users => build::has_users_page(self, index),
        }
    }

    fn subjects(&self) -> BTreeMap<String, Subject> {
        let mut subjects = BTreeMap::new();
        subjects.insert(format!("{START}.html"), Subject::Start);
        if !self.references.missing.is_empty() {
            subjects.insert(format!("{MISSING}.html"), Subject::Missing);
        }
        subjects.insert(SEARCH_INDEX.to_owned(), Subject::SearchIndex);
        for (index, (path, _)) in html::ASSETS.iter().enumerate() {
            subjects.insert((*path).to_owned(), Subject::Asset(index));
        }
        for index in 0..self.ir().modules.len() {
            let page = self.pages.get(index);
            let document = |part| Subject::Document(index, part);
            for (part, suffix) in Part::ALL {
                if self.has(index, part) {
                    subjects.insert(format!("{page}{suffix}.html"), document(part));
                }
            }
        }
        subjects
    }

    /// The text of a file as a whole, with links to whole pages.
    fn text(&self, subject: Subject, live: Option<&Live>, form: Option<&Form>) -> String {
        let frame = self.frame(live);
        match subject {
            Subject::Start => html::start(&frame, &build::start(self)),
            Subject::Missing => html::missing(&frame, &build::missing(self)),
            Subject::SearchIndex => html::search_index(&build::search_index(self), &|_| None),
            Subject::Asset(index) => html::ASSETS[index].1.to_owned(),
            Subject::Document(index, part) => match part {
                Part::Page => html::document(&frame, &self.document(index), form),
                Part::Json => html::code(&frame, &build::json_page(self, index)),
                Part::Rust => html::code(&frame, &build::rust_page(self, index)),
                Part::Users => html::users(&frame, &build::users_page(self, index)),
            },
        }
    }
}

/// The files of a server, made one at a time.
#[cfg(feature = "serve")]
impl Site<'_> {
    /// Whether the site has a file with this path.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.found(path).is_some_and(|(page, subject, part)| {
            let count = || {
                self.divided_now(page, subject)
                    .map_or(1, |it| it.places.count)
            };
            part == 0 || part < count()
        })
    }

    /// The text of one file, whose pages have a form; `None` if the site has no such file.
    pub(crate) fn live_file(&self, path: &str, live: &Live) -> Option<String> {
        let mut assets = html::LIVE_ASSETS.iter();
        if let Some((_, text)) = assets.find(|(name, _)| *name == path) {
            return Some((*text).to_owned());
        }
        let (page, subject, part) = self.found(path)?;
        if subject == Subject::SearchIndex {
            let places = |page: &str| self.places(page);
            return Some(html::search_index(&build::search_index(self), &places));
        }
        let form = match subject {
            Subject::Document(index, Part::Page) => build::form(self, index),
            _ => None,
        };
        let text = self.text(subject, Some(live), form.as_ref());
        if page == path {
            return Some(text);
        }
        // Parts are those of a page without a form.
        let is_large = part > 0 || text.len() > html::SMALL;
        let Some(divided) = is_large.then(|| self.divided_now(page, subject)).flatten() else {
            let text = html::resolved(text, page, 0, &|page: &str| self.places(page));
            return (part == 0).then_some(text);
        };
        let text = self.text(subject, Some(live), None);
        let mut live_parts = self.parts(page, subject, &text)?;
        let mut text = std::mem::take(live_parts.texts.get_mut(part)?);
        if let Some(mut form) = form {
            form.keep(|definition| {
                divided.places.part(&address::anchor([definition])) == Some(part)
            });
            html::add_form(&self.frame(Some(live)), page, &form, &mut text);
        }
        let places = |other: &str| {
            if other == page {
                Some(&divided.places)
            } else {
                self.places(other)
            }
        };
        Some(html::resolved(text, page, part, &places))
    }

    /// The parts of a page, if it is too large.
    fn divided_now(&self, page: &str, subject: Subject) -> Option<Divided> {
        let text = self.text(subject, None, None);
        self.divided(&format!("{page}.html"), subject, &text)
    }

    /// Where the places of a page are, if it is in parts.
    fn places(&self, page: &str) -> Option<&Places> {
        let large = self.large.get_or_init(|| self.large_pages());
        let (subject, places) = large.get(page)?;
        let places = places.get_or_init(|| Some(self.divided_now(page, *subject)?.places));
        places.as_ref()
    }

    /// The pages with places that may be in parts.
    fn large_pages(&self) -> LargePages {
        let mut large = vec![];
        if self.ir().modules.len() > build::FEW_DOCUMENTS {
            large.push((START.to_owned(), Subject::Start));
        }
        if self.references.missing.len() > build::FEW_DOCUMENTS {
            large.push((MISSING.to_owned(), Subject::Missing));
        }
        let documents = 0..self.ir().modules.len();
        let documents = documents.filter(|index| build::may_be_large(self, *index));
        large.extend(documents.map(|index| {
            let page = self.pages.get(index).to_owned();
            (page, Subject::Document(index, Part::Page))
        }));
        let large = large.into_iter();
        large
            .map(|(page, subject)| (page, (subject, OnceLock::new())))
            .collect()
    }

    /// The page of a file, what it is about, and which part of it that is, from 0.
    fn found<'p>(&self, path: &'p str) -> Option<(&'p str, Subject, usize)> {
        let page = page_of(path);
        if let Some(subject) = self.subject(path, page) {
            return Some((page, subject, 0));
        }
        let (page, part) = page.rsplit_once('-').filter(|_| page != path)?;
        let number: usize = part.parse().ok().filter(|number| *number > 1)?;
        let subject = self.subject(&format!("{page}.html"), page)?;
        (part == number.to_string()).then_some((page, subject, number - 1))
    }

    /// What a file is about, without a look at the other ones.
    fn subject(&self, path: &str, page: &str) -> Option<Subject> {
        let mut assets = html::ASSETS.iter();
        if let Some(index) = assets.position(|(asset, _)| *asset == path) {
            return Some(Subject::Asset(index));
        }
        if path == SEARCH_INDEX {
            return Some(Subject::SearchIndex);
        }
        if page == path {
            return None;
        }
        match page {
            START => return Some(Subject::Start),
            MISSING => {
                let is_there = !self.references.missing.is_empty();
                return is_there.then_some(Subject::Missing);
            }
            _ => {}
        }
        Part::ALL.into_iter().find_map(|(part, suffix)| {
            let index = self.pages.index(page.strip_suffix(suffix)?)?;
            self.has(index, part)
                .then_some(Subject::Document(index, part))
        })
    }
}

/// The page of a file; the path itself if it is none.
fn page_of(path: &str) -> &str {
    path.strip_suffix(".html").unwrap_or(path)
}
