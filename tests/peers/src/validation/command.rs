//! The command `lexgen validate`.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wait4::Wait4;

use super::turn::Turn;
use crate::setup::Setup;

const NAME: &str = "lexgen, the command `lexgen validate`";

/// Lets the command judge the records of a file once.
pub fn turn(setup: &Setup, lexgen: &Path, records: &Path) -> Result<Turn> {
    let said = fs::File::create(setup.log())?;
    let mut command = Command::new(lexgen);
    command
        .args(["validate", "--format", "json", "--lexicons"])
        .arg(setup.corpus()?)
        .arg(records)
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null())
        .stdout(said)
        .stderr(Stdio::null());
    let used = command.spawn()?.wait4()?;
    // 1 says that something is invalid.
    if used.status.code() != Some(1) {
        bail!("{command:?} ended with {}", used.status);
    }
    let mut invalid = Vec::new();
    for line in fs::read_to_string(setup.log())?.lines() {
        let found: Value = serde_json::from_str(line)?;
        if found["severity"] == "error" {
            // Records are numbered from 1.
            let number = found["record"]
                .as_u64()
                .context("a finding without its record")?;
            invalid.push(usize::try_from(number)? - 1);
        }
    }
    invalid.dedup();
    Ok(Turn {
        task: "text".to_owned(),
        who: NAME.to_owned(),
        seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        invalid,
    })
}
