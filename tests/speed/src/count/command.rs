//! Runs of the command.

use crate::work::{FEED, LATER, MADE, OFFICIAL, OFFICIAL_2025_02, RECORDS};

pub struct Command {
    pub name: &'static str,
    /// The folders of lexicons it reads.
    pub sets: &'static [&'static str],
    pub arguments: &'static [&'static str],
    /// The code with which it ends.
    pub ends: i32,
}

pub const COMMANDS: &[Command] = &[
    command("made/check", &[MADE], &["check", MADE], 0),
    command(
        "made/generate",
        &[MADE],
        &["generate", MADE, "-o", "made-out"],
        0,
    ),
    command("made/lint", &[MADE], &["lint", MADE], 0),
    command(
        "made/breaking",
        &[MADE, LATER],
        &["breaking", LATER, "--against", MADE, "--all"],
        1,
    ),
    command(
        "records/validate",
        &[FEED],
        &["validate", "--lexicons", FEED, RECORDS],
        0,
    ),
    command("official/check", &[OFFICIAL], &["check", OFFICIAL], 0),
    command(
        "official/generate",
        &[OFFICIAL],
        &["generate", OFFICIAL, "-o", "official-out"],
        0,
    ),
    command("official/lint", &[OFFICIAL], &["lint", OFFICIAL], 0),
    command(
        "official/breaking",
        &[OFFICIAL, OFFICIAL_2025_02],
        &["breaking", OFFICIAL, "--against", OFFICIAL_2025_02, "--all"],
        1,
    ),
];

const fn command(
    name: &'static str,
    sets: &'static [&'static str],
    arguments: &'static [&'static str],
    ends: i32,
) -> Command {
    Command {
        name,
        sets,
        arguments,
        ends,
    }
}
