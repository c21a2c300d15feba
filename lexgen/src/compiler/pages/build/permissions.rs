//! Permission sets and spaces.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        model::{
            Fact, FactPart, Granted, Group, Language, Localised, Permission, PermissionSet, Space,
        },
        site::Site,
    },
    facts::key_meaning,
};
use crate::compiler::{number::thousands, schema};

/// How many documents are one list, whatever their namespaces.
const MAX_UNGROUPED: usize = 8;

/// The names of the documents that a permission is about, or `*`.
pub(super) fn documents(permission: &schema::Permission) -> Vec<&str> {
    let (first, others) = match permission {
        schema::Permission::Repo { collection, .. } => (None, collection),
        schema::Permission::Rpc { lxm, .. } => (None, lxm),
        schema::Permission::Space {
            space_type,
            collection,
            ..
        } => (Some(space_type), collection),
        schema::Permission::Other { .. } => return Vec::new(),
    };
    let others = others.iter().map(String::as_str);
    first
        .map(String::as_str)
        .into_iter()
        .chain(others)
        .collect()
}

impl Site<'_> {
    pub(super) fn permission_set(&self, set: &schema::PermissionSet) -> PermissionSet {
        PermissionSet {
            title: set
                .title
                .as_ref()
                .map(|title| localised(title, &set.title_lang)),
            detail: self.prose(set.detail.as_deref()),
            detail_languages: languages(&set.detail_lang),
            permissions: set
                .permissions
                .iter()
                .map(|it| self.permission(it))
                .collect(),
        }
    }

    pub(super) fn space(&self, space: &schema::Space) -> Space {
        Space {
            name: localised(&space.name, &space.name_lang),
            key: space.key.to_string(),
            key_meaning: key_meaning(&space.key),
            collections: grouped(
                (space.collections.iter())
                    .map(|nsid| self.granted(nsid.as_str()))
                    .collect(),
            ),
        }
    }

    fn permission(&self, permission: &schema::Permission) -> Permission {
        let documents = documents(permission).into_iter();
        let documents: Vec<Granted> = documents.map(|name| self.granted(name)).collect();
        // A single one can be a pattern.
        let number = match documents.len() {
            0 | 1 => String::new(),
            number => format!("{} ", thousands(number)),
        };
        match permission {
            schema::Permission::Repo { action, .. } => {
                let actions = listed(action.iter().map(|action| action.name()));
                Permission {
                    resource: "repo".to_owned(),
                    sentence: if action.is_empty() {
                        "Grants nothing: it lists no actions.".to_owned()
                    } else {
                        format!("Grants to {actions} records of these {number}types.")
                    },
                    documents: grouped(documents),
                    facts: Vec::new(),
                }
            }
            schema::Permission::Rpc {
                aud, inherit_aud, ..
            } => {
                let mut facts = Vec::new();
                facts.extend(aud.as_ref().map(|aud| code("audience", aud)));
                if *inherit_aud {
                    facts.push(words(
                        "audience",
                        "the one that the client names when it includes the set",
                    ));
                }
                Permission {
                    resource: "rpc".to_owned(),
                    sentence: format!(
                        "Grants to call these {number}endpoints of a service for the account."
                    ),
                    documents: grouped(documents),
                    facts,
                }
            }
            schema::Permission::Space {
                space_type: _,
                authority,
                skey,
                collection,
                action,
                manage,
            } => {
                let mut facts = Vec::new();
                facts.extend(authority.as_ref().map(|it| code("authority", it)));
                facts.extend(skey.as_ref().map(|it| code("key", it)));
                let records = listed(action.iter().map(|action| action.name()));
                if !records.is_empty() {
                    facts.push(words("records", &records));
                }
                let spaces = listed(manage.iter().map(|action| action.name()));
                if !spaces.is_empty() {
                    facts.push(words("spaces", &spaces));
                }
                Permission {
                    resource: "space".to_owned(),
                    sentence: if collection.is_empty() {
                        "Grants to use spaces of this type.".to_owned()
                    } else {
                        "Grants to use spaces of the first type, and in them records of the others."
                            .to_owned()
                    },
                    // The first one is not like the others.
                    documents: ungrouped(documents),
                    facts,
                }
            }
            schema::Permission::Other {
                resource,
                parameters,
            } => Permission {
                resource: resource.clone(),
                sentence: "Servers ignore it: this version of the language does not have it."
                    .to_owned(),
                documents: Vec::new(),
                facts: (parameters.iter())
                    .map(|(name, value)| code("other", &format!("{name}: {value}")))
                    .collect(),
            },
        }
    }

    fn granted(&self, name: &str) -> Granted {
        match self.link_to(name) {
            Some(link) => Granted::Link(link),
            None => Granted::Name(name.to_owned()),
        }
    }
}

/// Documents by namespace, if they are many and of more than one.
fn grouped(documents: Vec<Granted>) -> Vec<Group> {
    let namespace = |document: &Granted| {
        let parts = document.name().rsplit_once('.');
        parts.map_or("", |(namespace, _)| namespace).to_owned()
    };
    let namespaces: BTreeSet<String> = documents.iter().map(namespace).collect();
    if documents.len() <= MAX_UNGROUPED || namespaces.len() == 1 {
        return ungrouped(documents);
    }
    let mut groups: BTreeMap<String, Vec<Granted>> = BTreeMap::new();
    for document in documents {
        let group = groups.entry(namespace(&document)).or_default();
        group.push(document);
    }
    let groups = groups.into_iter();
    groups
        .map(|(namespace, documents)| Group {
            namespace,
            documents,
        })
        .collect()
}

/// All documents in one list.
fn ungrouped(documents: Vec<Granted>) -> Vec<Group> {
    if documents.is_empty() {
        return Vec::new();
    }
    vec![Group {
        namespace: String::new(),
        documents,
    }]
}

/// A text and the same in other languages.
pub(super) fn localised(text: &str, others: &BTreeMap<String, String>) -> Localised {
    Localised {
        text: text.to_owned(),
        languages: languages(others),
    }
}

fn languages(texts: &BTreeMap<String, String>) -> Vec<Language> {
    let texts = texts.iter();
    texts
        .map(|(tag, text)| Language {
            tag: tag.clone(),
            text: text.clone(),
        })
        .collect()
}

/// `create, update and delete`
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

fn code(label: &'static str, code: &str) -> Fact {
    Fact {
        label,
        text: vec![FactPart::Code(code.to_owned())],
    }
}

fn words(label: &'static str, words: &str) -> Fact {
    Fact {
        label,
        text: vec![FactPart::Text(words.to_owned())],
    }
}
