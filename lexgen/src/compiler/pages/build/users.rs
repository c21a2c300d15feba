//! Who uses a definition.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use super::super::{
    address::{self, Address},
    model::{Cut, Link, Reach, User, Users, UsersPage},
    site::Site,
};
use crate::compiler::{
    flow::Direction,
    ir::{DefinitionId, DefinitionKind},
    schema::Subject,
};

/// How many users of a document are on its page.
const SHOWN: usize = 12;
/// How many users of one of its definitions.
const SHOWN_OF_DEFINITION: usize = 6;
/// How many records and endpoints are looked for that lead to a definition, and how many
/// definitions are looked at: what all of a large set leads to would take too long.
const MAX_FOUND: usize = 1000;
const MAX_SEARCHED: usize = 4000;

/// Whether not all users are on the page itself.
pub(crate) fn has_users_page(site: &Site<'_>, index: usize) -> bool {
    let all = site.users_of_document(index);
    let reaching = |ids: &[DefinitionId], most| site.reaching(ids, most + 1).found.len() > most;
    if all.len() > SHOWN || reaching(&site.ids_of(index), SHOWN) {
        return true;
    }
    site.ids_of(index).into_iter().any(|id| {
        site.references.users_of(id).len() > SHOWN_OF_DEFINITION
            || reaching(&[id], SHOWN_OF_DEFINITION)
    })
}

/// The page with all users.
pub(crate) fn users_page(site: &Site<'_>, index: usize) -> UsersPage {
    let page = site.pages.get(index);
    let ids = site.ids_of(index);
    let definitions = ids.into_iter().map(|id| {
        let link = Link {
            text: site.ir().full_name(id).to_string(),
            address: site.address(id),
        };
        (link, site.users_of(id, usize::MAX))
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

impl Site<'_> {
    /// The users of a definition, as many as are on the page of its document.
    pub(super) fn users(&self, id: DefinitionId) -> Users {
        self.users_of(id, SHOWN_OF_DEFINITION)
    }

    /// The users of a document, likewise.
    pub(super) fn users_on_page(&self, index: usize) -> Users {
        self.document_users(index, SHOWN)
    }

    fn users_of(&self, id: DefinitionId, most: usize) -> Users {
        let users = self.references.users_of(id);
        Users {
            direct: self.cut(users, most, id.module, |user| self.user(*user, &[id])),
            reached_from: self.cut_reaching(&[id], most, id.module),
        }
    }

    fn document_users(&self, index: usize, most: usize) -> Users {
        let ids = self.ids_of(index);
        let users = self.users_of_document(index);
        Users {
            direct: self.cut(&users, most, index, |user| self.user(*user, &ids)),
            reached_from: self.cut_reaching(&ids, most, index),
        }
    }

    /// The definitions of other documents that refer to a document.
    pub(super) fn users_of_document(&self, index: usize) -> Vec<DefinitionId> {
        let users = self.references.users[index].iter().flatten();
        let users: BTreeSet<_> = users.filter(|user| user.module != index).copied().collect();
        users.into_iter().collect()
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
        let reaching = self.reaching(ids, MAX_FOUND);
        let mut found: Vec<_> = reaching.found.into_iter().collect();
        // A document's own data is on its page already.
        if found.iter().all(|(id, _)| id.module == index) {
            found.clear();
        }
        let mut cut = self.cut(&found, most, index, |(id, parts)| Reach {
            link: Link {
                text: self.ir().full_name(*id).to_string(),
                address: self.address(*id),
            },
            kind: self.ir().definition(*id).kind.kind().as_str(),
            directions: parts.iter().map(|part| direction(*part)).collect(),
        });
        cut.is_at_least = reaching.is_cut;
        cut
    }

    fn users_address(&self, index: usize) -> Address {
        Address::page(format!("{}-users", self.pages.get(index)))
    }

    /// A definition that refers to any of some, and where it does.
    pub(super) fn user(&self, user: DefinitionId, targets: &[DefinitionId]) -> User {
        let definition = self.ir().definition(user);
        let page = self.pages.get(user.module);
        let mut places = BTreeMap::new();
        definition.each_place(&mut |names, target| {
            if targets.contains(&target) {
                let text = names[1..].join(".");
                let anchor = address::anchor(names.iter().copied());
                places.entry(text).or_insert(anchor);
            }
        });
        places.remove("");
        let places = places.into_iter().map(|(text, anchor)| Link {
            text,
            address: Address::place(page, anchor),
        });
        User {
            definition: Link {
                text: self.ir().full_name(user).to_string(),
                address: self.address(user),
            },
            places: places.collect(),
        }
    }

    /// The endpoints and records that lead to any of these definitions, the nearest ones
    /// if there are more than `most`.
    fn reaching(&self, ids: &[DefinitionId], most: usize) -> Reaching {
        let mut found: BTreeMap<DefinitionId, BTreeSet<Subject>> = BTreeMap::new();
        let mut seen: HashSet<DefinitionId> = ids.iter().copied().collect();
        let mut open: VecDeque<DefinitionId> = ids.iter().copied().collect();
        let mut is_cut = false;
        while let Some(id) = open.pop_front() {
            if found.len() >= most {
                is_cut = true;
                break;
            }
            for &user in self.references.users_of(id) {
                let definition = self.ir().definition(user);
                match &definition.kind {
                    DefinitionKind::Endpoint(_) => definition.each_target(&mut |part, target| {
                        if target == id {
                            found.entry(user).or_default().insert(part);
                        }
                    }),
                    DefinitionKind::Record(_) => {
                        found.entry(user).or_default().insert(Subject::Value);
                    }
                    _ => {}
                }
                if seen.contains(&user) {
                    continue;
                }
                if seen.len() < MAX_SEARCHED {
                    seen.insert(user);
                    open.push_back(user);
                } else {
                    is_cut = true;
                }
            }
        }
        Reaching { found, is_cut }
    }
}

/// What leads to definitions.
struct Reaching {
    /// The endpoints and records, with the parts of them that do.
    found: BTreeMap<DefinitionId, BTreeSet<Subject>>,
    /// Whether there may be more.
    is_cut: bool,
}

/// Where the data of a part goes.
fn direction(part: Subject) -> &'static str {
    match Direction::of(part) {
        Some(Direction::ToService) => "sent to services",
        Some(Direction::ToClient) => "sent to clients",
        Some(Direction::Stored) | None => "stored",
    }
}
