//! What is searched.

use super::{
    super::{
        address::{self, inside},
        model::{SearchEntry, SearchName},
        site::Site,
    },
    document::{page_kind, title},
    table::innermost,
};
use crate::compiler::{
    ir::{self, Definition, DefinitionKind, Object, TypeKind},
    schema::MAIN,
};

/// How many bytes of the description of a document search knows.
const MAX_SEARCHED: usize = 160;
/// How many bytes of the description of a definition or a field: the first of these with
/// which all of them fit.
const MAX_SEARCHED_OF_NAME: [usize; 3] = [100, 40, 0];
/// How many bytes the descriptions of definitions and fields of all documents have.
const MAX_SEARCHED_OF_NAMES: usize = 1 << 20;

/// What search knows of all documents.
pub(crate) fn search_index(site: &Site<'_>) -> Vec<SearchEntry> {
    let modules = site.ir().modules.iter().enumerate();
    let mut entries: Vec<SearchEntry> = modules
        .map(|(index, module)| {
            let title = module.named(MAIN).and_then(title).unwrap_or_default();
            let languages = title.languages.into_iter().map(|language| language.text);
            let mut titles = vec![title.text];
            titles.extend(languages);
            titles.retain(|title| !title.is_empty());
            titles.dedup();
            let mut names = Names {
                site,
                found: Vec::new(),
            };
            module.definitions.iter().for_each(|it| names.add(it));
            SearchEntry {
                nsid: module.nsid.as_str().to_owned(),
                page: site.pages.get(index).to_owned(),
                kind: page_kind(module),
                titles,
                text: cut(&site.summary(module).to_text(), MAX_SEARCHED),
                names: names.found,
            }
        })
        .collect();
    shorten(&mut entries, MAX_SEARCHED_OF_NAMES);
    entries
}

/// Cuts the descriptions of names until all of them fit.
fn shorten(entries: &mut [SearchEntry], most: usize) {
    for length in MAX_SEARCHED_OF_NAME {
        let mut total = 0;
        for name in entries.iter_mut().flat_map(|entry| &mut entry.names) {
            name.text = cut(&name.text, length);
            total += name.text.len();
        }
        if total <= most {
            return;
        }
    }
}

/// The names that have a place on the page of a document.
struct Names<'s, 'c> {
    site: &'s Site<'c>,
    found: Vec<SearchName>,
}

impl Names<'_, '_> {
    fn add(&mut self, definition: &Definition) {
        let anchor = address::anchor([definition.name.as_str()]);
        let kind = &definition.kind;
        if definition.name != MAIN {
            self.push(&definition.name, &anchor, kind.description());
        }
        match kind {
            DefinitionKind::Record(record) => self.add_fields(&record.object, &anchor),
            DefinitionKind::Object(object) => self.add_fields(object, &anchor),
            DefinitionKind::Type { r#type, .. } => self.add_type(r#type, &anchor),
            DefinitionKind::Endpoint(endpoint) => {
                if let Some(params) = &endpoint.params {
                    self.add_fields(params, &inside(&anchor, "parameters"));
                }
                let body = |body: &'_ Option<ir::Body>| body.clone().and_then(|body| body.schema);
                let parts = [
                    ("input", body(&endpoint.input)),
                    ("output", body(&endpoint.output)),
                    ("message", endpoint.message.clone()),
                ];
                for (part, schema) in parts {
                    if let Some(schema) = schema {
                        self.add_type(&schema, &inside(&anchor, part));
                    }
                }
                let errors = inside(&anchor, "errors");
                for error in &endpoint.errors {
                    let place = inside(&errors, &error.name);
                    self.push(&error.name, &place, error.description.as_deref());
                }
            }
            DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_)
            | DefinitionKind::Token { .. } => {}
        }
    }

    fn add_fields(&mut self, object: &Object, place: &str) {
        for field in &object.fields {
            let anchor = inside(place, &field.name);
            self.push(&field.name, &anchor, field.r#type.description.as_deref());
            self.add_type(&field.r#type, &anchor);
        }
    }

    fn add_type(&mut self, r#type: &ir::Type, place: &str) {
        if let TypeKind::Object(object) = &innermost(r#type).kind {
            self.add_fields(object, place);
        }
    }

    fn push(&mut self, name: &str, id: &str, description: Option<&str>) {
        let text = self.site.prose(description).to_text();
        self.found.push(SearchName {
            name: name.to_owned(),
            id: id.to_owned(),
            text: cut(&text, MAX_SEARCHED_OF_NAME[0]),
        });
    }
}

/// The beginning of a text, up to a whole word if there is one.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let starts = text.char_indices().map(|(at, _)| at);
    let end = starts.take_while(|at| *at <= most).last().unwrap_or(0);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::{pages::model::PageKind, schema::Kind};

    fn entry(text: &str, names: usize) -> SearchEntry {
        let name = SearchName {
            name: "a".to_owned(),
            id: "main.a".to_owned(),
            text: text.to_owned(),
        };
        SearchEntry {
            nsid: "com.example.a".to_owned(),
            page: "com.example.a".to_owned(),
            kind: PageKind::Main(Kind::Record),
            titles: Vec::new(),
            text: String::new(),
            names: vec![name; names],
        }
    }

    #[test]
    fn descriptions_are_as_long_as_there_is_space() {
        let text = "word ".repeat(30);
        let lengths = |most| {
            let mut entries = [entry(&text, 2), entry(&text, 1)];
            shorten(&mut entries, most);
            let names = entries.iter().flat_map(|entry| &entry.names);
            names.map(|name| name.text.len()).max().unwrap_or_default()
        };
        assert_eq!(lengths(400), "word ".len() * 20 - 1 + "…".len());
        assert_eq!(lengths(200), "word ".len() * 8 - 1 + "…".len());
        assert_eq!(lengths(100), "…".len());
    }
}
