//! Permission sets: what they grant, and what the account holder is shown.

use std::collections::BTreeMap;

use super::Walk;
use crate::compiler::{
    compare::{ChangeKind, PermissionChange, Side},
    schema::{Permission, PermissionSet, RepoAction, Step},
};

impl Walk<'_, '_> {
    pub(super) fn permission_sets(&mut self, old: &PermissionSet, new: &PermissionSet) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.shown("title", old.title.as_deref(), new.title.as_deref());
        self.translations("title:lang", &old.title_lang, &new.title_lang);
        self.shown("detail", old.detail.as_deref(), new.detail.as_deref());
        self.translations("detail:lang", &old.detail_lang, &new.detail_lang);
        self.grants(&granted(old), &granted(new));
    }

    fn shown(&mut self, key: &'static str, before: Option<&str>, after: Option<&str>) {
        if before != after {
            let kind = text(key.to_owned(), before, after);
            self.note_at(Step::Keyword(key), before.is_some(), after.is_some(), kind);
        }
    }

    fn translations(
        &mut self,
        key: &'static str,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
    ) {
        let added = new.keys().filter(|tag| !old.contains_key(*tag));
        for tag in old.keys().chain(added) {
            let (before, after) = (old.get(tag), new.get(tag));
            if before == after {
                continue;
            }
            let [old, new] = [(Side::Old, old), (Side::New, new)].map(|(side, texts)| {
                if texts.is_empty() {
                    return self.nothing_here(side);
                }
                let mut location = self.nothing_below(side, key);
                if texts.contains_key(tag) {
                    location.path.push(Step::Key(tag.clone()));
                    location.present = true;
                }
                location
            });
            let key = format!("{key}/{tag}");
            let kind = text(key, before.map(String::as_str), after.map(String::as_str));
            self.note(old, new, kind);
        }
    }

    fn grants(&mut self, old: &Grants, new: &Grants) {
        let nothing: Grant = (0, Vec::new());
        for (subject, (place, actions)) in old {
            let now = &new.get(subject).unwrap_or(&nothing).1;
            if let Some(permission) = less(subject, actions, now) {
                let kind = ChangeKind::Permission(PermissionChange::Revoked { permission });
                self.note_only(Side::Old, Step::Permission(*place), PERMISSIONS, kind);
            }
        }
        for (subject, (place, actions)) in new {
            let before = &old.get(subject).unwrap_or(&nothing).1;
            if let Some(permission) = less(subject, actions, before) {
                let kind = ChangeKind::Permission(PermissionChange::Granted { permission });
                self.note_only(Side::New, Step::Permission(*place), PERMISSIONS, kind);
            }
        }
    }
}

const PERMISSIONS: Option<&str> = Some("permissions");

/// Another text for account holders.
fn text(key: String, before: Option<&str>, after: Option<&str>) -> ChangeKind {
    ChangeKind::Permission(PermissionChange::Text {
        key,
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    })
}

/// What may be done, and the first entry that says so. An empty
/// action is for what has no actions.
type Grant = (usize, Vec<&'static str>);

/// What a set grants, by whom or what it is granted for.
type Grants = BTreeMap<String, Grant>;

/// In words, what of `actions` is not in `others`.
fn less(subject: &str, actions: &[&'static str], others: &[&'static str]) -> Option<String> {
    let mut words = vec![subject];
    let more = actions.iter().filter(|action| !others.contains(action));
    words.extend(more);
    if words.len() == 1 {
        return None;
    }
    words.retain(|word| !word.is_empty());
    Some(words.join(" "))
}

fn granted(set: &PermissionSet) -> Grants {
    let mut grants = Grants::new();
    for (place, permission) in set.permissions.iter().enumerate() {
        for (subject, actions) in subjects(permission) {
            let grant = grants.entry(subject).or_insert((place, Vec::new()));
            for action in actions {
                if !grant.1.contains(&action) {
                    grant.1.push(action);
                }
            }
        }
    }
    grants
}

fn subjects(permission: &Permission) -> Vec<(String, Vec<&'static str>)> {
    match permission {
        Permission::Repo { collection, action } => {
            let actions = if action.is_empty() {
                &RepoAction::ALL[..]
            } else {
                action
            };
            let actions: Vec<_> = actions.iter().map(|it| it.name()).collect();
            let subjects = collection.iter().map(|it| format!("repo {it}"));
            subjects.map(|it| (it, actions.clone())).collect()
        }
        Permission::Rpc {
            lxm,
            aud,
            inherit_aud,
        } => {
            let audience = match (aud, inherit_aud) {
                (Some(aud), _) => format!(" aud={aud}"),
                (None, true) => " inheritAud".to_owned(),
                (None, false) => String::new(),
            };
            let subjects = lxm.iter().map(|it| format!("rpc {it}{audience}"));
            subjects.map(|it| (it, vec![""])).collect()
        }
        Permission::Other {
            resource,
            parameters,
        } => {
            let parameters = parameters.iter().map(|(key, it)| format!(" {key}={it}"));
            let subject = format!("{resource}{}", parameters.collect::<String>());
            vec![(subject, vec![""])]
        }
    }
}
