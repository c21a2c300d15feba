//! Permission sets: what they grant, and what the account holder is shown.

use std::collections::BTreeMap;

use super::Walk;
use crate::compiler::{
    compare::{Side, What},
    schema::{Permission, PermissionSet, RepoAction},
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

    fn shown(&mut self, key: &str, before: Option<&str>, after: Option<&str>) {
        if before != after {
            let what = What::PermissionTextChanged {
                key: key.to_owned(),
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            };
            self.property(key, before.is_some(), after.is_some(), what);
        }
    }

    fn translations(
        &mut self,
        key: &str,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
    ) {
        let added = new.keys().filter(|tag| !old.contains_key(*tag));
        for tag in old.keys().chain(added) {
            let (before, after) = (old.get(tag), new.get(tag));
            if before == after {
                continue;
            }
            let spot = |walk: &Self, side, text: Option<&String>, all: &BTreeMap<_, _>| match (
                text,
                all.is_empty(),
            ) {
                (Some(_), _) => walk.below(side, &[key, tag]),
                (None, false) => walk.nothing_below(side, &[key]),
                (None, true) => walk.nothing_here(side),
            };
            let place = (
                spot(self, Side::Old, before, old),
                spot(self, Side::New, after, new),
            );
            let what = What::PermissionTextChanged {
                key: format!("{key}/{tag}"),
                before: before.cloned(),
                after: after.cloned(),
            };
            self.note(place.0, place.1, what);
        }
    }

    fn grants(&mut self, old: &Grants, new: &Grants) {
        let nothing: Grant = (0, Vec::new());
        for (subject, (place, actions)) in old {
            let now = &new.get(subject).unwrap_or(&nothing).1;
            if let Some(permission) = less(subject, actions, now) {
                let place = self.below(Side::Old, &["permissions", &place.to_string()]);
                let holder = self.nothing_below(Side::New, &["permissions"]);
                self.note(place, holder, What::PermissionRevoked { permission });
            }
        }
        for (subject, (place, actions)) in new {
            let before = &old.get(subject).unwrap_or(&nothing).1;
            if let Some(permission) = less(subject, actions, before) {
                let place = self.below(Side::New, &["permissions", &place.to_string()]);
                let holder = self.nothing_below(Side::Old, &["permissions"]);
                self.note(holder, place, What::PermissionGranted { permission });
            }
        }
    }
}

/// What may be done, and the first entry that says so. One action without a
/// name stands for what has no actions.
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
            let actions: Vec<_> = match action.is_empty() {
                true => vec!["create", "update", "delete"],
                false => action.iter().copied().map(name).collect(),
            };
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

fn name(action: RepoAction) -> &'static str {
    match action {
        RepoAction::Create => "create",
        RepoAction::Update => "update",
        RepoAction::Delete => "delete",
    }
}
