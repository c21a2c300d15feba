//! Permission sets: what they grant, and what the account holder is shown.

use std::collections::BTreeMap;

use super::Walk;
use crate::compiler::{
    compare::{ChangeKind, PermissionChange, Side},
    schema::{Permission, PermissionSet, RepoAction, SpaceAction, Step},
};

impl Walk<'_, '_> {
    pub(super) fn permission_sets(&mut self, old: &PermissionSet, new: &PermissionSet) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.shown("title", old.title.as_deref(), new.title.as_deref(), text);
        self.translations("title:lang", &old.title_lang, &new.title_lang, text);
        self.shown("detail", old.detail.as_deref(), new.detail.as_deref(), text);
        self.translations("detail:lang", &old.detail_lang, &new.detail_lang, text);
        self.grants(&granted(old), &granted(new));
    }

    /// A text that account holders are shown.
    pub(super) fn shown(
        &mut self,
        key: &'static str,
        before: Option<&str>,
        after: Option<&str>,
        text: MakeText,
    ) {
        if before != after {
            let kind = text(key.to_owned(), before, after);
            self.note_at(Step::Keyword(key), before.is_some(), after.is_some(), kind);
        }
    }

    /// The same text in other languages.
    pub(super) fn translations(
        &mut self,
        key: &'static str,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
        text: MakeText,
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

/// Makes the change of a text, from its key and what it was and is.
pub(super) type MakeText = fn(String, Option<&str>, Option<&str>) -> ChangeKind;

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
        Permission::Space {
            space_type,
            authority,
            skey,
            collection,
            action,
            manage,
        } => {
            let mut spaces = format!("space {space_type}");
            if let Some(authority) = authority.as_deref().filter(|it| *it != "self") {
                spaces.push_str(&format!(" authority={authority}"));
            }
            if let Some(key) = skey.as_deref().filter(|it| *it != "*") {
                spaces.push_str(&format!(" skey={key}"));
            }
            in_spaces(&spaces, collection, action, manage)
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

/// What is granted in some spaces. Only writing is limited by the collections, and
/// reading everything includes what the account itself wrote.
fn in_spaces(
    spaces: &str,
    collections: &[String],
    actions: &[SpaceAction],
    manage: &[RepoAction],
) -> Vec<(String, Vec<&'static str>)> {
    let actions = match actions {
        [] => &SpaceAction::DEFAULT[..],
        actions => actions,
    };
    let (writes, reads): (Vec<SpaceAction>, Vec<SpaceAction>) =
        actions.iter().partition(|action| action.writes());
    let mut reads: Vec<_> = reads.into_iter().map(SpaceAction::name).collect();
    if reads.contains(&SpaceAction::Read.name()) {
        reads = vec![SpaceAction::Read.name(), SpaceAction::ReadSelf.name()];
    }
    let writes: Vec<_> = writes.into_iter().map(SpaceAction::name).collect();
    let mut granted = vec![(spaces.to_owned(), reads)];
    if collections.is_empty() {
        granted.push((spaces.to_owned(), writes));
    } else {
        let in_each = collections.iter();
        granted.extend(in_each.map(|nsid| (format!("{spaces} collection={nsid}"), writes.clone())));
    }
    let manage = manage.iter().map(|action| action.name()).collect();
    granted.push((format!("{spaces} manage"), manage));
    granted
}
