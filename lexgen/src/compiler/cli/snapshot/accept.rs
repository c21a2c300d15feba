//! Accepts changes: writes them to the snapshot, with the breaks among them.

use super::{Old, Run, Verdicts, summary, write};
use crate::{
    compiler::{
        cli::{End, journal, terminal::count},
        exceptions::today,
        pattern::Pattern,
        read::{MANY_BYTES, read_text},
        set::lock::{
            self, Accepting, Difference, Pins, advance,
            history::{Accepted, AcceptedBreak},
            installed,
        },
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// What is accepted.
pub(super) struct Accept<'a> {
    /// The documents; all of them if it is empty.
    pub(super) patterns: &'a [Pattern],
    /// Why breaks are accepted.
    pub(super) reason: Option<&'a str>,
    /// What breaks; nothing if there was no snapshot.
    pub(super) verdicts: Option<&'a Verdicts>,
}

/// Whether the changes of a document are accepted.
pub(super) fn accepts(patterns: &[Pattern], nsid: &Nsid) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| pattern.matches(nsid))
}

impl Accept<'_> {
    fn breaks(&self, nsid: &Nsid) -> Vec<AcceptedBreak> {
        let verdicts = self.verdicts;
        // Who gives a reason gives it for the risks too.
        let breaks = verdicts.map(|it| it.breaks(nsid, self.reason.is_some()));
        breaks.unwrap_or_default()
    }

    /// What the snapshot keeps of the breaks of a document.
    fn kept(&self, nsid: &Nsid, on: &str) -> Option<Accepted> {
        let breaks = self.breaks(nsid);
        (!breaks.is_empty()).then(|| Accepted {
            on: on.to_owned(),
            reason: self.reason.map(str::to_owned),
            breaks,
        })
    }
}

impl Run<'_> {
    /// Writes the changes of all documents, or of those that match. What breaks is
    /// kept.
    pub(super) fn accept(
        &self,
        old: &Old,
        new: &Pins,
        accept: &Accept<'_>,
    ) -> Result<End, SettingsError> {
        let changes = self.changes(old, new);
        if changes.is_empty() && !old.is_outdated && !old.is_missing() {
            self.fresh(new);
            return Ok(End::Well);
        }
        self.find_unused(accept.patterns, &changes)?;
        let (taken, left): (Vec<_>, Vec<_>) =
            (changes.iter().copied()).partition(|(nsid, _)| accepts(accept.patterns, nsid));
        let on = today().to_string();
        let nsids: Vec<&Nsid> = taken.iter().map(|(nsid, _)| *nsid).collect();
        let accepting = Accepting {
            new,
            taken: &nsids,
            on: &on,
            breaks: &|nsid| accept.kept(nsid, &on),
        };
        let (pins, retired) = advance(&old.pins, &old.set.retired, &accepting);
        let _journal = journal::open_for(self.path, self.root, self.terminal)?;
        // What the file says of installed lexicons stays, also if it is new.
        let before = read_text(self.path, MANY_BYTES).unwrap_or_default();
        let snapshot = lock::render(&pins, &retired);
        write(
            self.path,
            &installed::with_raw(snapshot, installed::raw(&before)),
        )?;
        for (nsid, difference) in &taken {
            let name = difference.name();
            self.terminal.detail(&format!("{name} {}", nsid.as_str()));
        }
        self.tell(old, (&taken, left.len()), pins.len(), accept);
        Ok(End::Well)
    }

    /// Fails if a pattern matches no change.
    fn find_unused(
        &self,
        patterns: &[Pattern],
        changes: &[(&Nsid, Difference)],
    ) -> Result<(), SettingsError> {
        let is_unused = |pattern: &&Pattern| !changes.iter().any(|(nsid, _)| pattern.matches(nsid));
        let Some(pattern) = patterns.iter().find(is_unused) else {
            return Ok(());
        };
        let message = format!("no document that matches `{pattern}` has changed");
        Err(SettingsError::new(message).help("`lexgen snapshot` lists the changes"))
    }

    fn tell(
        &self,
        old: &Old,
        (taken, left): (&[(&Nsid, Difference)], usize),
        documents: usize,
        accept: &Accept<'_>,
    ) {
        let what = if taken.is_empty() || old.pins.is_empty() {
            count(documents, "document")
        } else {
            summary(taken)
        };
        let rest = match left {
            0 => String::new(),
            left => format!("; {} not accepted", count(left, "change")),
        };
        let time = self.start.elapsed().as_millis();
        let done = format!("{}: {what} in {time} ms{rest}", self.path.display());
        let verb = if old.is_missing() {
            "Wrote"
        } else {
            "Accepted"
        };
        self.terminal.done(verb, &done);
        let breaks = taken.iter().map(|(nsid, _)| accept.breaks(nsid).len());
        match (breaks.sum::<usize>(), accept.reason) {
            (0, None) | (1.., Some(_)) => {}
            (0, Some(_)) => {
                let text = "nothing that was accepted breaks anybody, so no reason is kept";
                self.terminal
                    .warned("Unused", &format!("`--reason`: {text}"));
            }
            (breaks, None) => {
                let breaks = count(breaks, "break");
                let text = format!("{breaks} kept without a reason; `--reason` gives one");
                self.terminal.warned("Note", &text);
            }
        }
    }
}
