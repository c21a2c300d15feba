//! Commands that are killed at any instant: the next one finds the state of before or the one that
//! should be, or completes or undoes what was begun.

mod install;
mod publish;
mod story;
mod update;

use std::process::Child;

/// How often a command is killed by a test.
fn kills() -> usize {
    let kills = std::env::var("LEXGEN_KILLS").ok();
    kills.map_or(20, |kills| kills.parse().expect("a number"))
}

fn kill(mut process: Child) {
    process.kill().expect("killed");
    process.wait().expect("it ends");
}
