//! Why something cannot be installed, as diagnostics.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::state::State;
use crate::{
    compiler::{
        cli::{
            End,
            terminal::{Terminal, count},
        },
        diagnostic::{Diagnostic, Report, Severity, clean_path},
        install::{
            fetch::{Excess, Outcome},
            files::File,
            git,
        },
        network::{self, Failure, report, report_repository, rules},
        source::Sources,
    },
    shown::shown,
    syntax::{Cid, Nsid, Tid},
};

/// Why something cannot be installed.
pub(in crate::compiler::cli) enum Problem {
    /// It cannot be resolved, and others refer to it.
    Failed(Failure, BTreeSet<Nsid>),
    /// One that `--allow-missing` does not leave out, for this reason.
    NotLeftOut(Box<Self>, &'static str),
    /// The pinned document is not published any more, but this one, of this revision.
    Replaced(Nsid, Cid, Tid),
    /// Its file was changed.
    Changed { nsid: Nsid, file: PathBuf },
    /// Its file is not there.
    Missing { nsid: Nsid, file: PathBuf },
    /// It is not in the manifest, with what refers to it.
    Unlisted(Nsid, BTreeSet<Nsid>),
    /// It is installed because others refer to it, and was not asked for.
    Dependency(Nsid),
    /// The manifest and the lock say different things about it.
    Disputed(Nsid),
    /// It is in the manifest, and nothing refers to it.
    Unneeded(Nsid),
    /// It is somebody's own, in this file, which may be where it would be installed.
    Own {
        nsid: Nsid,
        file: PathBuf,
        is_in_place: bool,
    },
    /// Both would have the same file.
    Conflict(Nsid, Nsid),
    /// It would be written elsewhere.
    Unsafe(PathBuf),
    /// There are too many.
    Excess(Excess),
    /// They cannot be fetched with git.
    Git(git::Repository, git::Fault),
    /// A proof that was kept is bad.
    Proof {
        nsid: Nsid,
        file: PathBuf,
        reason: String,
    },
}

impl Problem {
    fn diagnostics(self, sources: &mut Sources) -> Vec<Diagnostic> {
        vec![match self {
            Self::Failed(failure, by) => {
                let mut diagnostics = report(&failure, sources);
                if let Some(first) = diagnostics.first_mut() {
                    first.notes.extend(needed_by(&by));
                }
                return diagnostics;
            }
            Self::NotLeftOut(problem, reason) => {
                let mut diagnostics = problem.diagnostics(sources);
                if let Some(first) = diagnostics.first_mut() {
                    let note = format!("`--allow-missing` does not leave it out: {reason}");
                    first.notes.push(note);
                }
                return diagnostics;
            }
            Self::Replaced(nsid, found, rev) => {
                let message =
                    format!("the installed document of `{nsid}` is not published any more");
                Diagnostic::new(&rules::REPLACED_LEXICON, None, message)
                    .with_note(format!(
                        "since revision {rev} or earlier, the account has published {found}"
                    ))
                    .with_help(
                        "run `lexgen update` to install what is published now, or restore the file \
                         from version control",
                    )
            }
            Self::Changed { nsid, file } => {
                let message = format!("{} was changed since it was installed", clean_path(&file));
                Diagnostic::new(&rules::CHANGED_FILE, None, message)
                    .with_note(format!("`{nsid}` is a lexicon of others"))
                    .with_help("undo the change, or use `--force` to fetch the document again")
            }
            Self::Missing { nsid, file } => {
                let message = format!("{} is missing", clean_path(&file));
                Diagnostic::new(&rules::MISSING_FILE, None, message)
                    .with_note(format!("`{nsid}` is installed"))
                    .with_help("run `lexgen install` without `--offline` to fetch it again")
            }
            Self::Unlisted(nsid, by) => {
                let message = format!("`{nsid}` is not installed");
                let mut diagnostic = Diagnostic::new(&rules::OUTDATED_MANIFEST, None, message);
                diagnostic.notes.extend(needed_by(&by));
                diagnostic.with_help("run `lexgen install` without `--locked` and `--offline`")
            }
            Self::Dependency(nsid) => {
                let message = format!("`{nsid}` is installed only because others refer to it");
                Diagnostic::new(&rules::OUTDATED_MANIFEST, None, message)
                    .with_note("the manifest does not list it in `lexicons`, as asked for")
                    .with_help(format!("run `lexgen install {nsid}` without `--locked`"))
            }
            Self::Disputed(nsid) => {
                let message =
                    format!("the manifest and the lock say different things about `{nsid}`");
                Diagnostic::new(&rules::OUTDATED_MANIFEST, None, message)
                    .with_note("another tool has updated one of them, or somebody has changed it")
                    .with_help("restore both from version control, or run `lexgen update`")
            }
            Self::Unneeded(nsid) => {
                let message = format!("`{nsid}` is installed, and nothing refers to it");
                Diagnostic::new(&rules::OUTDATED_MANIFEST, None, message)
                    .with_help("run `lexgen install` without `--locked` and `--offline`")
            }
            Self::Own {
                nsid,
                file,
                is_in_place,
            } => {
                let file = clean_path(&file);
                if is_in_place {
                    let message = format!("{file} exists, and was not installed");
                    Diagnostic::new(&rules::OWN_LEXICON, None, message)
                        .with_note(format!("`{nsid}` would be written there"))
                        .with_help("use `--force` to replace the file by what is published")
                } else {
                    let message = format!("`{nsid}` was not installed, and {file} has it");
                    Diagnostic::new(&rules::OWN_LEXICON, None, message)
                        .with_help("remove the file to use what is published")
                }
            }
            Self::Conflict(one, other) => {
                let message =
                    format!("`{one}` and `{other}` would have the same file on some systems");
                Diagnostic::new(&rules::CONFLICTING_FILES, None, message)
                    .with_note("they differ only in the case of letters")
            }
            Self::Unsafe(path) => {
                let path = clean_path(&path);
                let message =
                    format!("{path} is a symbolic link, or one leads to it from the project");
                Diagnostic::new(&rules::UNSAFE_PATH, None, message)
                    .with_help("replace the link by a folder or a file")
            }
            Self::Excess(excess) => too_many(excess),
            Self::Git(repository, git::Fault::Git(reason)) => {
                let url = shown(&repository.url).up_to(200).to_string();
                let message = format!("cannot fetch `{url}`: {reason}");
                Diagnostic::new(&rules::GIT_FAILURE, None, message)
            }
            Self::Git(repository, git::Fault::Server(fault)) => {
                report_repository(&repository.url, &fault)
                    .with_note("`lexicons.lock` has this URL, and you have not named it")
            }
            Self::Git(repository, git::Fault::Lexicons(loaded)) => {
                let url = shown(&repository.url).up_to(200).to_string();
                let message = format!("the lexicons in `{url}` have errors");
                let mut diagnostics = vec![Diagnostic::new(&rules::GIT_FAILURE, None, message)];
                let mut loaded = *loaded;
                loaded.move_sources_to(sources);
                let errors = loaded.diagnostics.into_iter();
                diagnostics.extend(errors.filter(|it| it.severity == Severity::Error));
                return diagnostics;
            }
            Self::Proof { nsid, file, reason } => {
                let file = clean_path(&file);
                let message = format!("{file} does not prove `{nsid}`: {reason}");
                Diagnostic::new(&rules::INVALID_PROOF, None, message).with_help(
                    "restore the file from version control, or run `lexgen update` to fetch the \
                         proof again",
                )
            }
        }]
    }
}

fn too_many(excess: Excess) -> Diagnostic {
    Diagnostic::new(&rules::TOO_MANY_LEXICONS, None, excess_text(excess))
}

/// What is too much.
pub(super) fn excess_text(excess: Excess) -> String {
    match excess {
        Excess::Number(most) => format!("more than {} are needed", count(most, "lexicon")),
        Excess::Depth(most) => {
            let most = count(most, "reference");
            format!("a lexicon is more than {most} away from those that were asked for")
        }
        Excess::Received(network::Excess::Proofs(most)) => {
            format!("the proofs have more than {} MiB", most >> 20)
        }
        Excess::Received(network::Excess::Documents(most)) => {
            format!("the documents have more than {} MiB", most >> 20)
        }
    }
}

/// `com.example.a and 2 others refer to it`.
fn needed_by(by: &BTreeSet<Nsid>) -> Option<String> {
    let first = by.first()?;
    Some(match by.len() - 1 {
        0 => format!("`{first}` refers to it"),
        others => format!("`{first}` and {} refer to it", count(others, "other")),
    })
}

/// Reports problems, and returns how many there are.
pub(in crate::compiler::cli) fn report_all(
    problems: Vec<Problem>,
    severity: Severity,
    terminal: &Terminal,
) -> usize {
    let mut sources = Sources::default();
    let number = problems.len();
    let problems = problems.into_iter();
    let mut diagnostics: Vec<_> = problems
        .flat_map(|it| it.diagnostics(&mut sources))
        .collect();
    for diagnostic in &mut diagnostics {
        diagnostic.severity = severity;
    }
    if severity == Severity::Error || !terminal.quiet {
        terminal.report(&Report::in_order(&sources, diagnostics), false);
    }
    number
}

/// Reports why nothing is installed.
pub(in crate::compiler::cli) fn fail(problems: Vec<Problem>, terminal: &Terminal) -> End {
    fail_unless(problems, None, terminal)
}

/// The same, with what would succeed all the same.
pub(in crate::compiler::cli) fn fail_unless(
    problems: Vec<Problem>,
    help: Option<&str>,
    terminal: &Terminal,
) -> End {
    let number = report_all(problems, Severity::Error, terminal);
    let help = help.map_or(String::new(), |help| format!("; {help}"));
    let text = format!("{}; nothing was written{help}", count(number, "problem"));
    terminal.failed("Failed", &text);
    End::Problems
}

/// Why a lexicon that is needed is missing.
pub(in crate::compiler::cli) fn problem(
    outcomes: &mut BTreeMap<Nsid, Outcome>,
    nsid: Nsid,
    by: BTreeSet<Nsid>,
) -> Problem {
    match outcomes.remove(&nsid) {
        Some(Outcome::Failed(failure)) => Problem::Failed(failure, by),
        Some(Outcome::Replaced(cid, rev)) => Problem::Replaced(nsid, cid, rev),
        _ => Problem::Unlisted(nsid, by),
    }
}

/// Why a lexicon that cannot be had is an error even if some are allowed to be missing.
pub(in crate::compiler::cli) fn not_left_out(
    state: &State,
    nsid: &Nsid,
    is_asked_for: bool,
) -> Option<&'static str> {
    match state.files.get(nsid) {
        Some(File::Missing) => Some("it is installed, and its file is missing"),
        Some(File::Changed) => Some("it is installed, and its file was changed"),
        Some(File::Same(_)) => Some("it is installed"),
        None if is_asked_for => Some("it was asked for"),
        None => None,
    }
}
