//! What a failing test says.

use std::fmt::Write as _;

use crate::compare::{Comparison, Level, Semver, Verdict, words};

/// How to accept what was meant.
const ACCEPT: &str = "If this is meant, accept it: `cargo insta review`, or INSTA_UPDATE=always.";

/// The verdicts on what has changed since the snapshot, the worst first.
pub(super) fn of(name: &str, comparison: &Comparison) -> String {
    if comparison.verdicts.is_empty() {
        return format!(
            "the lexicons {name} mean what they meant in the snapshot; \
             it is written in another way now\n\n{ACCEPT}"
        );
    }
    let mut text = format!("the lexicons {name} are not those of the snapshot\n");
    let mut verdicts: Vec<&Verdict> = comparison.verdicts.iter().collect();
    verdicts.sort_by_key(|it| std::cmp::Reverse((it.worst(), it.rust)));
    for verdict in verdicts {
        write(verdict, &mut text);
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

/// A snapshot that was edited, or is something else.
pub(super) fn unreadable(name: &str) -> String {
    format!(
        "the lexicons {name} are not those of the snapshot, \
         and the snapshot cannot be read as lexicons\n\n{ACCEPT}"
    )
}

fn write(verdict: &Verdict, text: &mut String) {
    let level = match verdict.worst() {
        Level::Safe => "safe",
        Level::Risk => "risk",
        Level::Break => "BREAK",
    };
    let sentence = words::sentence(&verdict.change);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\n{level}: {sentence} [{}]", verdict.rule.code);
    for effect in &verdict.effects {
        let (audience, level) = (effect.audience.name(), effect.level.name());
        let _ = writeln!(text, "  {audience}, {level}: {}", effect.reason);
    }
    if verdict.rust > Semver::Patch {
        let version = match verdict.rust {
            Semver::Major => "major",
            Semver::Minor | Semver::Patch => "minor",
        };
        let _ = writeln!(
            text,
            "  rust, {version}: {}",
            verdict.rust_reasons.join("; ")
        );
    }
    if let Some(help) = verdict.help {
        let _ = writeln!(text, "  help: {help}");
    }
}
