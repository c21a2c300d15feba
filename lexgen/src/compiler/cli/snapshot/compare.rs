//! What has changed since a snapshot: lists it, and writes nothing.

use std::collections::BTreeMap;

use super::{Old, Run, Verdicts, review, summary};
use crate::{
    compiler::{
        cli::End,
        diagnostic::to_json,
        set::{
            Loaded,
            lock::{Difference, Pins},
        },
        settings::SettingsError,
    },
    syntax::Nsid,
};

impl Run<'_> {
    /// Lists the changes, and writes nothing.
    pub(super) fn compare(
        &self,
        old: &Old,
        (new, set): (&Pins, &Loaded),
        verdicts: &Verdicts,
    ) -> Result<End, SettingsError> {
        let changes = self.changes(old, new);
        if changes.is_empty() {
            self.fresh(new);
            return Ok(End::Well);
        }
        if self.terminal.is_for_review() {
            review::report(self.terminal, &changes, (&old.set, set), verdicts);
        } else {
            self.list(&changes, old, new, verdicts)?;
        }
        let effect = verdicts.summary().map(|it| format!(" ({it})"));
        let them = if changes.len() == 1 { "it" } else { "them" };
        let summary = format!(
            "{}: {}{}; review {them}, then run `lexgen snapshot --accept`",
            self.path.display(),
            summary(&changes),
            effect.unwrap_or_default(),
        );
        self.terminal.failed("Stale", &summary);
        Ok(End::Problems)
    }

    fn list(
        &self,
        changes: &[(&Nsid, Difference)],
        old: &Old,
        new: &Pins,
        verdicts: &Verdicts,
    ) -> Result<(), SettingsError> {
        if self.terminal.quiet {
            return Ok(());
        }
        let mut all: BTreeMap<&str, &str> = changes
            .iter()
            .map(|(nsid, difference)| (nsid.as_str(), difference.name()))
            .collect();
        for nsid in verdicts.documents() {
            // The document is the same, but refers to one that has changed.
            all.entry(nsid).or_insert("affected");
        }
        let mut text = String::new();
        for (nsid, change) in all {
            if self.terminal.is_json() {
                let parsed: Option<Nsid> = nsid.parse().ok();
                let cid = |pins: &Pins| Some(pins.get(parsed.as_ref()?)?.cid.as_str().to_owned());
                let line = serde_json::json!({
                    "change": change, "nsid": nsid, "old": cid(&old.pins), "new": cid(new),
                    "verdicts": verdicts.json(nsid),
                });
                text.push_str(&(to_json(&line) + "\n"));
            } else {
                text.push_str(&format!("{change:<9} {nsid}\n"));
                text.push_str(&verdicts.text(nsid));
            }
        }
        self.terminal.result(&text)
    }
}
