//! The message of a failing test.

use std::fmt::Write as _;

use crate::compiler::compare::{Comparison, Semver, Verdict};

/// How to accept an intended change.
const ACCEPT: &str = "To accept the change, run `cargo insta review` or set INSTA_UPDATE=always.";

/// The verdicts on the changes since the snapshot, worst first.
pub(super) fn of(name: &str, comparison: &Comparison) -> String {
    if comparison.verdicts.is_empty() {
        return format!(
            "the lexicons {name} mean the same as in the snapshot; \
             only its form has changed\n\n{ACCEPT}"
        );
    }
    let mut text = format!("the lexicons {name} differ from the snapshot\n");
    let mut verdicts: Vec<&Verdict> = comparison.verdicts.iter().collect();
    verdicts.sort_by_key(|it| std::cmp::Reverse((it.worst(), it.rust)));
    for verdict in verdicts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{verdict}");
    }
    let version = match comparison.rust() {
        Semver::Patch => "a patch",
        Semver::Minor => "a minor version",
        Semver::Major => "a major version",
    };
    let _ = write!(
        text,
        "\nFor callers of the generated Rust this is {version}.\n{ACCEPT}"
    );
    text
}

/// The message for a snapshot that was edited or is in another format.
pub(super) fn unreadable(name: &str) -> String {
    format!(
        "the lexicons {name} differ from the snapshot, \
         and the snapshot cannot be read\n\n{ACCEPT}"
    )
}
