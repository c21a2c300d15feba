//! Counting by valgrind's callgrind.

use std::{
    env, fs,
    path::{Path, PathBuf, absolute},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{case::Case, work::Work};

/// Extensions that not every processor has.
const SAME_PROCESSOR: &str =
    "glibc.cpu.hwcaps=-AVX2,-AVX512VL,-AVX512BW,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM";

/// The program, in the folders of `PATH`.
pub fn find() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join("valgrind"))
        .find(|it| it.is_file())
}

/// Runs a case, and writes its profile to a file.
pub fn count(valgrind: &Path, case: &Case, work: &Work, profile: &Path) -> Result<u64> {
    let mut command = Command::new(valgrind);
    command
        // Variables are on the stack, and looked through.
        .env_clear()
        // The same `memcpy` on every machine.
        .env("GLIBC_TUNABLES", SAME_PROCESSOR)
        // What threads steal from each other is not the same twice.
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(work.path())
        .arg("--tool=callgrind")
        .arg(format!(
            "--callgrind-out-file={}",
            absolute(profile)?.display()
        ));
    if let Some(function) = case.function {
        command.arg(format!("--toggle-collect={function}"));
    }
    let program = format!("./{}", case.program);
    let run = command.arg(program).args(&case.arguments).output()?;
    if run.status.code() != Some(case.ends) {
        let said = String::from_utf8_lossy(&run.stderr);
        bail!("{}, not {}:\n{said}", run.status, case.ends);
    }
    let count = total(&fs::read_to_string(profile)?).context("the profile has no total")?;
    if count == 0 {
        bail!("nothing was counted");
    }
    Ok(count)
}

/// The total in a profile.
fn total(profile: &str) -> Option<u64> {
    let total = profile.lines().find_map(|it| it.strip_prefix("totals:"))?;
    total.trim().parse().ok()
}
