//! Whether the entries of a snapshot are as lexgen wrote them.

use std::{collections::BTreeSet, ops::Range};

use super::{Bytes, EDITED_HELP, Reader, Said, member};
use crate::{
    compiler::{
        diagnostic::{PointerStep, rules},
        set::lock::digest::{chained, digest},
    },
    syntax::{Cid, Nsid},
};

impl Reader<'_> {
    /// Reports entries that do not fit to their digests.
    pub(super) fn verify(&mut self, text: &str, snapshot: jsonc_parser::common::Range) {
        match (self.version, self.last.take()) {
            (1, Some(last)) => self.verify_chain(text, &last, snapshot),
            // The first snapshots had no digests.
            (1, None) => {}
            _ => {
                if self.has_all_names {
                    self.verify_names();
                }
                let edited = (self.entries.iter())
                    .filter(|(nsid, said)| said.digest_of(text, nsid, digest) != said.digest);
                let edited: Vec<_> = edited.map(named).collect();
                for (nsid, range) in edited {
                    let nsid = nsid.as_str();
                    let message = format!("the entry of `{nsid}` was edited or merged wrongly");
                    self.edited(nsid, range, message);
                }
            }
        }
    }

    /// Reports entries that are missing, and entries without a name.
    fn verify_names(&mut self) {
        let has = |nsid| self.entries.contains_key(nsid) || self.retired.contains_key(nsid);
        let missing = self.names.iter().filter(|(nsid, _)| !has(nsid));
        let missing: Vec<_> = missing.cloned().collect();
        let names: BTreeSet<_> = self.names.iter().map(|(nsid, _)| nsid).collect();
        let nameless = self.entries.iter();
        let nameless = nameless.filter(|(nsid, _)| !names.contains(nsid));
        let nameless: Vec<_> = nameless.map(named).collect();
        for (nsid, range) in missing {
            let nsid = nsid.as_str();
            let message = format!("the entry of `{nsid}` was removed by hand or merged wrongly");
            let at = member("names");
            let rule = &rules::SNAPSHOT_EDITED;
            self.report(rule, &at, range, message, EDITED_HELP);
        }
        for (nsid, range) in nameless {
            let nsid = nsid.as_str();
            let message = format!("the entry of `{nsid}` was added by hand or merged wrongly");
            self.edited(nsid, range, message);
        }
    }

    /// The same in the first format, where a digest included the entry before.
    fn verify_chain(&mut self, text: &str, said: &str, snapshot: jsonc_parser::common::Range) {
        let mut before = "";
        let mut edited = Vec::new();
        for (nsid, entry) in &self.entries {
            let of = |nsid: &Nsid, cid: &str, document: &str, history: &[&str]| {
                chained(before, nsid, cid, document, history)
            };
            if entry.digest_of(text, nsid, of) != entry.digest {
                edited.push(named((nsid, entry)));
            }
            before = nsid.as_str();
        }
        if before != said {
            let message = format!(
                "the last entry is `{before}`, but was `{said}` when the snapshot was written"
            );
            let start = snapshot.start;
            let range = Bytes::from(start..start + 1);
            self.report(
                &rules::SNAPSHOT_EDITED,
                &member("last"),
                range,
                message,
                EDITED_HELP,
            );
        }
        for (nsid, range) in edited {
            let nsid = nsid.as_str();
            let message = format!(
                "the entry of `{nsid}`, or one before it, was edited, removed or merged wrongly"
            );
            self.edited(nsid, range, message);
        }
    }

    fn edited(&mut self, nsid: &str, range: Range<usize>, message: String) {
        let pointer = member("documents").with(PointerStep::name(nsid));
        self.report(
            &rules::SNAPSHOT_EDITED,
            &pointer,
            range,
            message,
            EDITED_HELP,
        );
    }
}

/// An entry by name, and where the name is.
fn named((nsid, said): (&Nsid, &Said)) -> (Nsid, Range<usize>) {
    (nsid.clone(), said.name.clone())
}

impl Said {
    fn digest_of(
        &self,
        text: &str,
        nsid: &Nsid,
        digest: impl Fn(&Nsid, &str, &str, &[&str]) -> String,
    ) -> String {
        let at = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let history: Vec<_> = self.remembered.iter().map(at).collect();
        let cid = self.cid.as_ref().map_or("", Cid::as_str);
        digest(nsid, cid, at(&self.document), &history)
    }
}
