//! The page of a document.

use std::collections::BTreeSet;

use super::{
    super::{
        address::{self, Address, START, namespace},
        model::{Badge, Content, Definition, Document, Link, Localised, PageKind, Prose},
        site::Site,
    },
    facts::{facts, key_meaning},
    json::highlighted,
    listing::{Listings, has_code_pages},
    order::Order,
    permissions::localised,
    search::cut,
    table::{innermost, is_closed, missing_address},
};
use crate::compiler::{
    dynamic::Subject,
    ir::{self, DefinitionId, DefinitionKind, Module, Target, TypeKind},
    schema::{MAIN, deprecation},
};

/// How many bytes of a description are in a list.
const MAX_SUMMARY: usize = 600;

/// What the page of a document says.
pub(crate) fn document(site: &Site<'_>, index: usize) -> Document {
    let module = &site.ir().modules[index];
    let page = site.pages.get(index);
    let main = module.named(MAIN);
    let listings = Listings::of(site, index);
    let [json, rust] = listings.shown(site, index);
    Document {
        nsid: module.nsid.as_str().to_owned(),
        address: Address::page(page),
        namespaces: site.namespaces_of(module.nsid.as_str()),
        kind: page_kind(module),
        summary: site.summary(module),
        description: site.prose(module.description.as_deref()),
        badges: site.badges(module),
        title: main.and_then(title),
        metadata: site.metadata(index),
        definitions: (site.ids_of(index).into_iter())
            .map(|id| site.definition(id, &listings))
            .collect(),
        used_by: site.users_on_page(index),
        picture: site.picture(index),
        missing: site.missing_from(module),
        json,
        rust,
        command: main.and_then(|main| command(module, main)),
        remarks: site.remarks(index),
        changes: site.changes(index),
    }
}

/// What a document is, by its `main`.
pub(super) fn page_kind(module: &Module) -> PageKind {
    let main = module.named(MAIN);
    main.map_or(PageKind::Definitions, |main| {
        PageKind::Main(main.kind.kind())
    })
}

/// The command that validates data against `main`.
fn command(module: &Module, main: &ir::Definition) -> Option<String> {
    let nsid = module.nsid.as_str();
    let part = match &main.kind {
        DefinitionKind::Endpoint(endpoint) => {
            if endpoint
                .input
                .as_ref()
                .is_some_and(|it| it.schema.is_some())
            {
                " --input"
            } else if endpoint
                .output
                .as_ref()
                .is_some_and(|it| it.schema.is_some())
            {
                " --output"
            } else {
                return None;
            }
        }
        DefinitionKind::Record(_) | DefinitionKind::Object(_) | DefinitionKind::Type { .. } => "",
        DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. } => return None,
    };
    Some(format!("lexgen validate {nsid}{part} data.json"))
}

impl Site<'_> {
    /// The namespaces around a document, outermost first.
    fn namespaces_of(&self, nsid: &str) -> Vec<Link> {
        let dots = nsid.match_indices('.').map(|(at, _)| at);
        dots.filter_map(|at| {
            let name = nsid.get(..at)?;
            self.namespaces.contains(name).then(|| Link {
                text: name.to_owned(),
                address: Address::place(START, namespace(name)),
            })
        })
        .collect()
    }

    /// The first paragraph about a document.
    pub(super) fn summary(&self, module: &Module) -> Prose {
        let of_main = || module.named(MAIN).and_then(|main| main.kind.description());
        let text = module.description.as_deref().or_else(of_main);
        self.beginning(text)
    }

    /// The first paragraph of a description, cut if it is very long: lists have many.
    pub(super) fn beginning(&self, description: Option<&str>) -> Prose {
        let text = description.map(|text| cut(text, MAX_SUMMARY));
        let mut prose = self.prose(text.as_deref());
        prose.0.truncate(1);
        prose
    }

    pub(super) fn badges(&self, module: &Module) -> Vec<Badge> {
        let mut badges = Vec::new();
        let of_main = module.named(MAIN).and_then(|main| main.kind.description());
        for text in [module.description.as_deref(), of_main] {
            if let Some(note) = deprecation(text) {
                badges.push(Badge::Deprecated(self.prose(Some(note))));
                break;
            }
        }
        let mut parts = module.nsid.as_str().split('.');
        if parts.any(|part| part == "unspecced") {
            badges.push(Badge::Unspecced);
        }
        badges
    }

    fn definition(&self, id: DefinitionId, listings: &Listings) -> Definition {
        let module = &self.ir().modules[id.module];
        let definition = &module.definitions[id.definition];
        let anchor = address::anchor([definition.name.as_str()]);
        let description = definition.kind.description();
        let mut badges = self.deprecated(description);
        match &definition.kind {
            DefinitionKind::Opaque(opaque) => badges.push(Badge::Opaque(opaque.r#type.clone())),
            DefinitionKind::Type { newtype: true, .. } => badges.push(Badge::Recursive),
            _ => {}
        }
        let has_data = !matches!(
            definition.kind,
            DefinitionKind::Endpoint(_)
                | DefinitionKind::Token { .. }
                | DefinitionKind::PermissionSet(_)
                | DefinitionKind::Space(_)
                | DefinitionKind::Opaque(_)
        );
        Definition {
            name: definition.name.clone(),
            full_name: module.full_name(definition).to_string(),
            description: self.prose(description),
            badges,
            kind: definition.kind.kind(),
            content: self.content(&anchor, id, &listings.order),
            used_by: self.users(id),
            example: has_data.then(|| self.example(id, Subject::Value)).flatten(),
            // Of a large document, it would be as large as the code that is not on the page.
            beside: if has_code_pages(self, id.module) {
                Vec::new()
            } else {
                self.beside(id, &listings.text, &listings.rust)
            },
            anchor,
        }
    }

    fn content(&self, anchor: &str, id: DefinitionId, order: &Order) -> Content {
        match &self.ir().definition(id).kind {
            DefinitionKind::Record(record) => Content::Record {
                key: record.key.to_string(),
                key_meaning: key_meaning(&record.key),
                table: self.table(anchor, &record.object, order),
            },
            DefinitionKind::Endpoint(endpoint) => {
                Content::Endpoint(self.endpoint(anchor, id, endpoint, order))
            }
            DefinitionKind::Object(object) => Content::Fields(self.table(anchor, object, order)),
            DefinitionKind::Token { .. } => Content::Token,
            DefinitionKind::PermissionSet(set) => Content::PermissionSet(self.permission_set(set)),
            DefinitionKind::Space(space) => Content::Space(self.space(space)),
            DefinitionKind::Opaque(opaque) => {
                let text = serde_json::to_string_pretty(&opaque.text).unwrap_or_default();
                Content::Opaque {
                    r#type: opaque.r#type.clone(),
                    json: highlighted(self, id.module, &text),
                }
            }
            DefinitionKind::Type { r#type, .. } => {
                let inner = innermost(r#type);
                Content::Type {
                    r#type: self.type_text(r#type),
                    facts: facts(&r#type.kind),
                    values: self.values(&inner.kind),
                    is_closed: is_closed(&inner.kind),
                    nested: match &inner.kind {
                        TypeKind::Object(object) => Some(self.table(anchor, object, order)),
                        _ => None,
                    },
                }
            }
        }
    }

    /// What a document refers to and the site does not have.
    fn missing_from(&self, module: &Module) -> Vec<Link> {
        let mut names = BTreeSet::new();
        for definition in &module.definitions {
            definition.walk(&mut |_, kind| {
                kind.each_target(&mut |target| {
                    if let Target::Missing { name } = target {
                        names.insert(name);
                    }
                });
            });
        }
        let links = names.into_iter().map(|name| Link {
            text: name.to_string(),
            address: missing_address(name),
        });
        links.collect()
    }
}

/// The name that account holders see.
pub(super) fn title(main: &ir::Definition) -> Option<Localised> {
    match &main.kind {
        DefinitionKind::PermissionSet(set) => {
            let title = set.title.as_ref()?;
            Some(localised(title, &set.title_lang))
        }
        DefinitionKind::Space(space) => Some(localised(&space.name, &space.name_lang)),
        _ => None,
    }
}
