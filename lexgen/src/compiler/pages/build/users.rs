//! Who uses a definition.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{
        address::{self, Address},
        model::{Cut, Link, Reach, Relation, User, Users, UsersPage},
        site::Site,
    },
    reach::Reaching,
    references::Use,
};
use crate::compiler::{flow::Direction, ir::DefinitionId, schema::Subject};

/// How many users of a document are on its page.
const SHOWN: usize = 12;
/// How many users of one of its definitions.
const SHOWN_OF_DEFINITION: usize = 6;
/// How many rows of a user are listed.
const MAX_PLACES: usize = 20;
/// How many endpoints and records the page of users lists for all definitions of a
/// document. Each of many definitions can be reached from many others.
const MAX_REACHES: usize = 20_000;

/// Whether not all users are on the page itself.
pub(crate) fn has_users_page(site: &Site<'_>, index: usize) -> bool {
    let ids = site.ids_of(index);
    site.users_of_document(index).len() > SHOWN
        || site.reaching(&ids, index).len() > SHOWN
        || ids.into_iter().any(|id| {
            site.references.users_of(id).len() > SHOWN_OF_DEFINITION
                || site.reaching(&[id], index).len() > SHOWN_OF_DEFINITION
        })
}

/// The page with all users.
pub(crate) fn users_page(site: &Site<'_>, index: usize) -> UsersPage {
    let page = site.pages.get(index);
    let ids = site.ids_of(index);
    let most = (MAX_REACHES / ids.len().max(1)).max(SHOWN_OF_DEFINITION);
    let definitions = ids.into_iter().map(|id| {
        let link = Link {
            text: site.ir().full_name(id).to_string(),
            address: site.address(id),
        };
        (link, site.users_of(id, usize::MAX, most))
    });
    UsersPage {
        document: Link {
            text: site.ir().modules[index].nsid.as_str().to_owned(),
            address: Address::page(page),
        },
        address: site.users_address(index),
        all: site.document_users(index, usize::MAX),
        definitions: definitions.filter(|(_, users)| !users.is_empty()).collect(),
    }
}

/// The rows of a user, each as the names that lead to it.
type Places<'s, 'c> = Vec<&'s [&'c str]>;

impl<'c> Site<'c> {
    /// The users of a definition, as many as are on the page of its document.
    pub(super) fn users(&self, id: DefinitionId) -> Users {
        self.users_of(id, SHOWN_OF_DEFINITION, SHOWN_OF_DEFINITION)
    }

    /// The users of a document, likewise.
    pub(super) fn users_on_page(&self, index: usize) -> Users {
        self.document_users(index, SHOWN)
    }

    fn users_of(&self, id: DefinitionId, most: usize, most_reaching: usize) -> Users {
        let users = self.references.users_of(id);
        Users {
            direct: self.cut(users, most, id.module, |user| self.user(user)),
            reached_from: self.cut_reaching(&[id], most_reaching, id.module),
        }
    }

    fn document_users(&self, index: usize, most: usize) -> Users {
        let users: Vec<_> = self.users_of_document(index).into_iter().collect();
        Users {
            direct: self.cut(&users, most, index, |((user, relation), places)| {
                self.user_at(*user, *relation, places.iter().copied())
            }),
            reached_from: self.cut_reaching(&self.ids_of(index), most, index),
        }
    }

    /// The definitions of other documents that refer to a document.
    fn users_of_document(
        &self,
        index: usize,
    ) -> BTreeMap<(DefinitionId, Relation), Places<'_, 'c>> {
        let mut users: BTreeMap<_, Places<'_, 'c>> = BTreeMap::new();
        let uses = self.references.users[index].iter().flatten();
        for found in uses.filter(|found| found.user.module != index) {
            let places = users.entry((found.user, found.relation)).or_default();
            places.extend(found.places.iter().map(|names| &**names));
        }
        users
    }

    /// All definitions of a document.
    pub(super) fn ids_of(&self, module: usize) -> Vec<DefinitionId> {
        let definitions = 0..self.ir().modules[module].definitions.len();
        let ids = definitions.map(|definition| DefinitionId { module, definition });
        ids.collect()
    }

    fn cut<F, T>(&self, all: &[F], most: usize, index: usize, show: impl Fn(&F) -> T) -> Cut<T> {
        Cut {
            shown: all.iter().take(most).map(show).collect(),
            total: all.len(),
            is_at_least: false,
            page: (all.len() > most).then(|| self.users_address(index)),
        }
    }

    fn cut_reaching(&self, ids: &[DefinitionId], most: usize, index: usize) -> Cut<Reach> {
        let reaching = self.reaching(ids, index);
        let found: Vec<_> = reaching.found.iter().collect();
        let mut cut = self.cut(&found, most, index, |(id, parts)| Reach {
            link: Link {
                text: self.ir().full_name(**id).to_string(),
                address: self.address(**id),
            },
            kind: self.ir().definition(**id).kind.kind().as_str(),
            directions: parts.iter().map(direction).collect(),
        });
        cut.is_at_least = reaching.is_cut;
        cut
    }

    /// What leads to definitions of a document, unless that is only the document itself:
    /// its own data is on its page already.
    fn reaching(&self, ids: &[DefinitionId], index: usize) -> Arc<Reaching> {
        let reaching = self.reaches.to(ids);
        let mut found = reaching.found.keys();
        if found.all(|id| id.module == index) {
            return Arc::default();
        }
        reaching
    }

    pub(super) fn users_address(&self, index: usize) -> Address {
        Address::page(format!("{}-users", self.pages.get(index)))
    }

    /// A definition that refers to another, and where it does.
    pub(super) fn user(&self, found: &Use<'_>) -> User {
        let places = found.places.iter().map(|names| &**names);
        self.user_at(found.user, found.relation, places)
    }

    fn user_at<'p>(
        &self,
        user: DefinitionId,
        relation: Relation,
        rows: impl Iterator<Item = &'p [&'p str]>,
    ) -> User {
        let page = self.pages.get(user.module);
        let mut places = BTreeMap::new();
        for names in rows {
            // The definition itself is named already.
            if names.len() > 1 {
                places.entry(names[1..].join(".")).or_insert(names);
            }
        }
        let total = places.len();
        let shown = places.into_iter().take(MAX_PLACES);
        let shown = shown.map(|(text, names)| Link {
            text,
            address: Address::place(page, address::anchor(names.iter().copied())),
        });
        User {
            definition: Link {
                text: self.ir().full_name(user).to_string(),
                address: self.address(user),
            },
            relation,
            places: Cut {
                shown: shown.collect(),
                total,
                ..Cut::default()
            },
        }
    }
}

/// Where the data of a part goes.
fn direction(part: Subject) -> &'static str {
    match Direction::of(part) {
        Some(Direction::ToService) => "sent to services",
        Some(Direction::ToClient) => "sent to clients",
        Some(Direction::Stored) | None => "stored",
    }
}
