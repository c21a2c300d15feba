//! Resolves the name of a revision to its tree.

use super::command::Repository;
use crate::compiler::{check::suggest::nearest, set::Error};

/// The id of the tree that a revision names.
pub(super) fn tree(repository: &Repository, revision: &str) -> Result<String, Error> {
    let name = format!("{revision}^{{tree}}");
    let output = repository.run(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &name,
    ])?;
    // Git before 2.30 also repeats the option.
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().last() {
        Some(id) if output.status.success() && is_id(id) => Ok(id.to_owned()),
        _ => Err(unknown(repository, revision)),
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_hexdigit())
}

fn unknown(repository: &Repository, revision: &str) -> Error {
    let answer = |arguments: &[&str]| repository.ask(arguments).unwrap_or_default();
    let error = Error::new(format!("the git repository has no revision `{revision}`"));
    let refs = answer(&[
        "for-each-ref",
        "--format=%(refname:short)",
        "refs/tags",
        "refs/heads",
        "refs/remotes",
    ]);
    if refs.is_empty() && answer(&["rev-list", "--max-count=1", "--all"]).is_empty() {
        return error.help("it has no commits yet");
    }
    // These begin steps from a revision, and are not part of its name.
    let stem = revision.split(['~', '^', '@']).next().unwrap_or(revision);
    let has_stem = stem != revision && tree(repository, stem).is_ok();
    if !has_stem && let Some(near) = nearest(stem, refs.lines()) {
        return error.help(format!("did you mean `git:{near}`?"));
    }
    if answer(&["rev-parse", "--is-shallow-repository"]).trim() == "true" {
        return error.help(
            "the clone is shallow: run `git fetch --unshallow --tags`, or in CI check out the \
             whole history (`fetch-depth: 0`)",
        );
    }
    if has_stem {
        return error.help(format!("`{stem}` exists, but its history is shorter"));
    }
    let names = refs.lines().take(SHOWN).map(|name| format!("`{name}`"));
    let names = names.collect::<Vec<_>>().join(", ");
    let rest = if refs.lines().count() > SHOWN {
        ", …"
    } else {
        ""
    };
    error.help(format!("the branches and tags are: {names}{rest}"))
}

/// The largest number of tags and branches that a message lists.
const SHOWN: usize = 8;
