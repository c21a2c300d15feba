//! Help for texts in several languages: where `title:en` belongs.

use super::{
    fields::get,
    habits::{Owner, Stray},
};
use crate::compiler::schema::Kind;

impl Stray<'_, '_> {
    /// The text that the keyword translates, and the language: of `title:en`.
    pub(super) fn translated(&self) -> Option<(&str, &str)> {
        let (text, language) = self.key.split_once(':')?;
        let has_translations = match self.owner {
            Owner::Type(Kind::Space) => text == "name",
            _ => matches!(text, "title" | "detail"),
        };
        (has_translations && language != "lang").then_some((text, language))
    }

    pub(super) fn translation(&self, key: &str) -> String {
        let (text, language) = self.translated().unwrap_or((key, "en"));
        let entry = match self.value.as_str() {
            Some(value) if value.len() <= 40 => format!("\"{language}\": \"{value}\""),
            _ => format!("\"{language}\": \"…\""),
        };
        if get(self.object, &format!("{text}:lang")).is_some() {
            format!("move it into `{text}:lang`: `{entry}`")
        } else {
            format!("write `\"{text}:lang\": {{ {entry} }}`")
        }
    }

    /// A keyword of a document that only permission sets have.
    pub(super) fn of_permission_set(&self, keyword: &str) -> String {
        let main = get(self.object, "defs").and_then(|defs| defs.as_object()?.get("main"));
        let kind = main.and_then(|main| main.as_object()?.get("type")?.as_str());
        if kind == Some(Kind::PermissionSet.as_str()) {
            format!("move it into the permission set, as `{keyword}`")
        } else {
            self.rename("description")
        }
    }
}
