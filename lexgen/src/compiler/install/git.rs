//! Lexicons in a git repository of others, which nobody has published.
//!
//! The `git` executable fetches one revision into a temporary folder. Nothing in the
//! repository is run or checked out.

mod run;
mod server;
#[cfg(unix)]
mod signals;

use std::{net::IpAddr, path::Path, str::FromStr, time::Duration};

use crate::{
    compiler::{
        network::{HttpFault, json},
        read::Version,
        set::{
            Context, Loaded, load,
            lock::installed::{check_url, is_commit},
        },
    },
    data::{Data, cid_of},
    shown::{message, shown},
    syntax::{Cid, Nsid},
};
use run::Git;
pub use server::Server;

/// Where lexicons are: `URL#REVISION:PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The URL, or the path of a folder.
    pub url: String,
    /// A branch, a tag or a commit.
    pub revision: String,
    /// A folder or a file; all of the revision if it is empty.
    pub path: String,
}

impl FromStr for Repository {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |reason: &str| {
            format!("{reason}; an example is `https://example.com/lexicons.git#v1.2:lexicons`")
        };
        let Some((url, rest)) = text.split_once('#') else {
            return Err(wrong("expected `URL#REVISION:PATH`"));
        };
        let (revision, path) = rest.split_once(':').unwrap_or((rest, ""));
        let is_plain =
            |text: &str| !text.starts_with(['-', '+']) && !text.contains(char::is_control);
        check_url(url).map_err(wrong)?;
        if revision.is_empty() || !is_plain(revision) || revision.contains(['*', ' ', '^', '~']) {
            return Err(wrong("the revision must be a branch, a tag or a commit"));
        }
        Ok(Self {
            url: url.to_owned(),
            revision: revision.to_owned(),
            path: path.trim_matches('/').to_owned(),
        })
    }
}

/// Why a repository can be connected to.
#[derive(Clone, Copy, Debug)]
pub enum Access<'a> {
    /// The user has typed the URL.
    Typed,
    /// The server was judged, and these are its addresses.
    Judged(&'a Server, &'a [IpAddr]),
}

/// What a revision has.
#[derive(Debug)]
pub struct Fetched {
    /// The commit.
    pub commit: String,
    /// The documents: their texts as they are installed, and their CIDs.
    pub documents: Vec<(Nsid, String, Cid)>,
}

/// Why there is nothing.
#[derive(Debug)]
pub enum Fault {
    /// Git failed: what it says.
    Git(String),
    /// The server must not be connected to, or cannot.
    Server(HttpFault),
    /// The lexicons have errors.
    Lexicons(Box<Loaded>),
}

/// Fetches a revision, and reads its lexicons. `root` is the folder that relative paths
/// of repositories are relative to, and `time` is all that git has.
///
/// # Errors
/// If git fails, or there are no valid lexicons.
pub fn fetch(
    repository: &Repository,
    access: Access<'_>,
    root: &Path,
    time: Duration,
) -> Result<Fetched, Fault> {
    let folder = tempfile::tempdir().map_err(|error| Fault::Git(error.to_string()))?;
    let git = Git::new(folder.path(), root, time);
    let git = match access {
        Access::Typed => git,
        Access::Judged(server, addresses) => git.only(&repository.url, server, addresses),
    };
    git.init()?;
    let Repository {
        url,
        revision,
        path,
    } = repository;
    let only = ["fetch", "--quiet", "--no-tags", "--depth=1", "--", url];
    let commit = match git.run(&[&only[..], &[revision]].concat()) {
        Ok(_) => git.run(&["rev-parse", "--verify", "FETCH_HEAD^{commit}"])?,
        Err(Fault::Git(said)) => match refusal(revision, &said) {
            Some(Refusal::Unadvertised) => {
                let (heads, tags) = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*");
                git.run(&["fetch", "--quiet", "--", url, heads, tags])?;
                let name = format!("{revision}^{{commit}}");
                let find = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
                git.run(&[&find[..], &[&name]].concat())
                    .map_err(|_| no_revision(revision))?
            }
            Some(Refusal::Unknown) => return Err(no_revision(revision)),
            None => return Err(Fault::Git(said)),
        },
        Err(fault) => return Err(fault),
    };
    let commit = commit.lines().last().unwrap_or_default().to_owned();
    let version = Version::Git {
        revision: commit.clone(),
        path: Some(path.clone()),
    };
    let context = Context {
        folder: folder.path().to_owned(),
        ..Context::default()
    };
    let loaded = load(&version, &context)
        .map_err(|error| Fault::Git(message(&error.to_string()).up_to(300).to_string()))?;
    if loaded.has_errors() {
        return Err(Fault::Lexicons(Box::new(loaded)));
    }
    let documents = loaded.documents.iter().map(|document| {
        let text = (loaded.sources.get(document.source)).map_or("", |source| source.document());
        let data = serde_json::from_str::<Data>(text).map_err(|error| error.to_string());
        let data = data.and_then(|data| match cid_of(&data) {
            Ok(cid) => Ok((document.id.clone(), json(&data), cid)),
            Err(error) => Err(error.to_string()),
        });
        data.map_err(|error| Fault::Git(format!("`{}` cannot be pinned: {error}", document.id)))
    });
    let documents = documents.collect::<Result<Vec<_>, _>>()?;
    if documents.is_empty() {
        let place = if path.is_empty() {
            "the revision"
        } else {
            path
        };
        return Err(Fault::Git(format!(
            "there are no lexicons in {}",
            shown(place)
        )));
    }
    Ok(Fetched { commit, documents })
}

/// Why a server does not send a revision by its name.
enum Refusal {
    /// Servers need not send a commit by its name, and know no short ones.
    Unadvertised,
    /// There is none.
    Unknown,
}

fn refusal(revision: &str, said: &str) -> Option<Refusal> {
    let is_unknown = said.contains("couldn't find remote ref");
    let is_hash = revision.len() >= 4 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_refused = said.contains("unadvertised object") || said.contains("not our ref");
    if is_commit(revision) && is_refused || is_hash && is_unknown {
        Some(Refusal::Unadvertised)
    } else {
        is_unknown.then_some(Refusal::Unknown)
    }
}

fn no_revision(revision: &str) -> Fault {
    let revision = shown(revision);
    Fault::Git(format!("the repository has no revision `{revision}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_a_url_a_revision_and_a_path() {
        let read = |text: &str| {
            let Repository {
                url,
                revision,
                path,
            } = text.parse().ok()?;
            Some([url, revision, path])
        };
        for (text, parts) in [
            (
                "https://example.com/x.git#main:lexicons/com",
                ["https://example.com/x.git", "main", "lexicons/com"],
            ),
            (
                "git@example.com:x.git#v1",
                ["git@example.com:x.git", "v1", ""],
            ),
            ("../x#feature/y:/a/", ["../x", "feature/y", "a"]),
        ] {
            assert_eq!(read(text), Some(parts.map(str::to_owned)));
        }
        for text in [
            "",
            "https://example.com/x.git",
            "#main",
            "x#",
            "x#:lexicons",
            "--upload-pack=x#main",
            "x#--upload-pack=y",
            "x#+main",
            "x#a*",
            "https://me:secret@example.com/x.git#main",
            "HTTP://me:secret@example.com#main",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let error = "https://me:secret@example.com/x.git#main".parse::<Repository>();
        let error = error.expect_err("a password");
        assert!(error.contains("credential helper"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }

    /// Branches of a server that does not answer are not fetched either.
    #[test]
    fn everything_is_only_fetched_if_a_commit_is_refused() {
        let hash = "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c";
        let is_all =
            |revision, said| matches!(refusal(revision, said), Some(Refusal::Unadvertised));
        let refused = "Server does not allow request for unadvertised object 1f6c";
        assert!(is_all(hash, refused));
        assert!(is_all("1f6c", "couldn't find remote ref 1f6c"));
        assert!(!is_all("main", "couldn't find remote ref main"));
        for revision in [hash, "main", "1f6c"] {
            assert!(!is_all(revision, "unable to connect to example.com"));
        }
    }

    #[test]
    fn a_server_that_says_nothing_is_not_waited_for_for_ever() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("git://{}/x", listener.local_addr().expect("an address"));
        let repository = format!("{url}#main").parse().expect("a repository");
        let error = fetch(
            &repository,
            Access::Typed,
            Path::new(""),
            Duration::from_secs(1),
        );
        let Err(Fault::Git(reason)) = error else {
            panic!("{error:?}");
        };
        assert!(
            reason.contains("has not finished after 1 second,"),
            "{reason}"
        );
    }
}
