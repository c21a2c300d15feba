//! Sets from temporary git repositories.

use std::process::Command;

use super::*;

/// A repository with two commits: `v1`, and one in which a field changed.
struct Repository(TempDir);

impl Repository {
    /// `None`, with a message, if git is not installed.
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: git is not installed");
            return None;
        }
        let it = Self(temporary());
        it.git("-c init.defaultBranch=main init -q");
        it.put("lexicons/a.json", &lexicon("com.example.a", "string"));
        it.put(
            "lexicons/with space/ü.json",
            &lexicon("com.example.b", "string"),
        );
        it.put(
            "lexicons/.hidden/c.json",
            &lexicon("com.example.hidden", "string"),
        );
        it.put(
            "lexicons/node_modules/c.json",
            &lexicon("com.example.other", "string"),
        );
        it.put("readme.json", "{}");
        it.commit();
        it.git("tag v1.0");
        it.put("lexicons/a.json", &lexicon("com.example.a", "integer"));
        it.commit();
        Some(it)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, path: &str, text: &str) {
        put(self.path(), path, text);
    }

    fn commit(&self) {
        self.git("add -A");
        self.git("commit -q -m change");
    }

    fn git(&self, arguments: &str) {
        self.git_in("", arguments);
    }

    fn git_in(&self, folder: &str, arguments: &str) {
        let output = Command::new("git")
            .args(arguments.split(' '))
            .current_dir(self.path().join(folder))
            .envs(["AUTHOR", "COMMITTER"].map(|it| (format!("GIT_{it}_NAME"), "A")))
            .envs(["AUTHOR", "COMMITTER"].map(|it| (format!("GIT_{it}_EMAIL"), "a@example.com")))
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments}: {output:?}");
    }

    fn load(&self, origin: &str, inputs: &[&str]) -> Loaded {
        load_in(self.path(), origin, inputs).unwrap_or_else(|it| panic!("{origin}: {it}"))
    }

    fn error(&self, folder: &str, origin: &str, inputs: &[&str]) -> String {
        load_in(&self.path().join(folder), origin, inputs)
            .expect_err(origin)
            .to_string()
    }
}

/// The type of the only field of `com.example.a`.
fn field(set: &Loaded) -> String {
    let text = super::lock::meaning_of(set, "com.example.a");
    let field = text.split("\"field\": ").nth(1).unwrap();
    field.lines().next().unwrap().to_owned()
}

#[test]
fn a_revision_is_read_as_a_folder_is_without_a_checkout() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.put("lexicons/a.json", "not committed");
    let old = repository.load("git:v1.0:lexicons", &[]);
    assert_eq!(ids(&old), ["com.example.a", "com.example.b"]);
    assert_eq!(
        names(&old),
        ["v1.0:lexicons/a.json", "v1.0:lexicons/with space/ü.json"]
    );
    assert_eq!(old.diagnostics, []);
    assert_eq!(field(&old), r#"{ "type": "string" }"#);
    let new = repository.load("git:HEAD:lexicons/", &[]);
    assert_eq!(field(&new), r#"{ "type": "integer" }"#);
    // A file, an abbreviated id, a branch and a step back are all accepted.
    assert_eq!(
        ids(&repository.load("git:main~1:lexicons/a.json", &[])),
        ["com.example.a"]
    );
}

#[cfg(unix)]
#[test]
fn a_line_break_in_the_name_of_the_folder_leads_to_no_other_folder() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.put("app/a.json", &lexicon("com.example.outer", "string"));
    for folder in ["app\n/lexicons", "app\nb/lexicons", "app\r\n"] {
        let wanted = lexicon("com.example.inner", "string");
        repository.put(&format!("{folder}/a.json"), &wanted);
        repository.commit();
        let set = load_in(&repository.path().join(folder), "git:HEAD:./", &[]);
        let set = set.unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        assert_eq!(ids(&set), ["com.example.inner"], "{folder:?}");
    }
}

#[test]
fn without_a_path_the_inputs_of_the_project_are_meant() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let both = ["com.example.a", "com.example.b"];
    assert_eq!(ids(&repository.load("git:v1.0", &["lexicons"])), both);
    let file = ["lexicons/with space/ü.json"];
    assert_eq!(ids(&repository.load("git:v1.0", &file)), ["com.example.b"]);
    // From a subfolder, as with a `lexgen.toml` above it.
    repository.put("src/deep/x", "");
    let below = |origin: &str, inputs: &[&str]| {
        load_in(&repository.path().join("src/deep"), origin, inputs).unwrap()
    };
    assert_eq!(ids(&below("git:v1.0", &["../../lexicons"])), both);
    assert_eq!(ids(&below("git:v1.0:lexicons", &[])), both);
    assert_eq!(ids(&below("git:v1.0:../../lexicons", &[])), both);
    // A folder that has been deleted since.
    fs::remove_dir_all(repository.path().join("lexicons")).unwrap();
    assert_eq!(ids(&repository.load("git:v1.0", &["lexicons"])), both);
    // The whole revision contains JSON that is not a lexicon.
    assert_eq!(ids(&repository.load("git:v1.0", &[])), both);
    // One of several paths may be new.
    let some = repository.load("git:v1.0", &["lexicons", "more"]);
    assert_eq!(ids(&some), both);
    assert!(report(&some).contains("v1.0:more"), "{}", report(&some));
}

#[test]
fn bare_repositories_and_worktrees_work_too() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git("clone -q --bare . bare.git");
    let bare = repository.path().join("bare.git");
    let set = load_in(&bare, "git:v1.0:lexicons", &[]).unwrap();
    assert_eq!(ids(&set), ["com.example.a", "com.example.b"]);
    let error = repository.error("bare.git", "git:v1.0", &["lexicons"]);
    assert!(
        error.contains("bare") && error.contains("git:v1.0:lexicons"),
        "{error}"
    );
    repository.git("worktree add -q other v1.0");
    let other = load_in(&repository.path().join("other"), "git:HEAD", &["lexicons"]).unwrap();
    assert_eq!(field(&other), r#"{ "type": "string" }"#);
}

#[test]
fn errors_say_what_to_write() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let error = |origin: &str| repository.error("", origin, &["lexicons"]);
    insta::assert_snapshot!(error("git:v1.O"), @"
    the git repository has no revision `v1.O`
    did you mean `git:v1.0`?
    ");
    insta::assert_snapshot!(error("git:release"), @r#"
    the git repository has no revision `release`
    the branches and tags are: `main`, `v1.0`
    "#);
    insta::assert_snapshot!(error("git:HEAD~9"), @r#"
    the git repository has no revision `HEAD~9`
    `HEAD` exists, but its history is shorter
    "#);
    insta::assert_snapshot!(error("git:HEAD:lexicon"), @r#"
    revision `HEAD` has no `lexicon`
    did you mean `git:HEAD:lexicons`?
    "#);
    insta::assert_snapshot!(error("git:HEAD:src/lexicons"), @r#"
    revision `HEAD` has no `src/lexicons`
    did you mean `git:HEAD:lexicons`?
    "#);
    insta::assert_snapshot!(error("git:HEAD:/lexicons"), @r#"
    `/lexicons` is not a path in a revision
    paths start at the root of the repository, as in `git:HEAD:lexicons`, or with `./` in the current folder
    "#);
    insta::assert_snapshot!(error("git:HEAD:../lexicons"), @"`../lexicons` is outside of the git repository");
    insta::assert_snapshot!(repository.error("lexicons", "git:HEAD:a.json", &[]), @r#"
    revision `HEAD` has no `a.json`
    paths start at the root of the repository; for the current folder use `git:HEAD:./a.json`
    "#);
    insta::assert_snapshot!(repository.error("", "git:HEAD", &["-"]), @r#"
    a revision does not contain standard input
    add the path in the revision, as in `git:HEAD:lexicons`
    "#);
    insta::assert_snapshot!(repository.error("", "git:HEAD", &["/"]), @r#"
    `/` is not in the git repository
    add the path in the revision, as in `git:HEAD:lexicons`
    "#);
}

#[test]
fn a_folder_that_is_no_repository_or_has_no_commit_is_said_to_be() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let outside = temporary();
    let error = load_in(outside.path(), "git:HEAD", &[]).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    the current folder is not in a git repository
    run the command in a repository, or use a folder or a snapshot instead of `git:…`
    "#);
    repository.put("fresh/a.json", "");
    repository.git_in("fresh", "init -q");
    insta::assert_snapshot!(repository.error("fresh", "git:HEAD", &[]), @r#"
    the git repository has no revision `HEAD`
    it has no commits yet
    "#);
}

#[test]
fn a_shallow_clone_gets_a_hint() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let url = format!("file://{}", repository.path().display());
    repository.git(&format!("clone -q --depth 1 --no-tags {url} shallow"));
    insta::assert_snapshot!(repository.error("shallow", "git:HEAD~1", &[]), @r#"
    the git repository has no revision `HEAD~1`
    the clone is shallow: run `git fetch --unshallow --tags`, or in CI check out the whole history (`fetch-depth: 0`)
    "#);
}

#[cfg(unix)]
#[test]
fn what_a_partial_clone_lacks_is_not_fetched() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git("config uploadpack.allowFilter true");
    let url = format!("file://{}", repository.path().display());
    repository.git(&format!("clone -q --filter=blob:none {url} partial"));
    // The repository says how to fetch: with a program of its own.
    let proof = repository.path().join("fetched");
    let program = format!("touch {}; git-upload-pack", proof.display());
    let config = repository.path().join("partial/.git/config");
    let settings = fs::read_to_string(&config).unwrap();
    let settings = settings.replace("url = ", &format!("uploadpack = \"{program}\"\n\turl = "));
    fs::write(config, settings).unwrap();
    let error = repository.error("partial", "git:v1.0:lexicons", &[]);
    assert!(
        error.contains("lexgen never fetches") || error.contains("could not fetch"),
        "{error}"
    );
    assert!(!proof.exists());
    // Without lexgen, git would have.
    repository.git_in("partial", "cat-file -p v1.0:lexicons/a.json");
    assert!(proof.exists());
}

#[test]
fn limits_hold_for_revisions() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let mut context = Context {
        folder: repository.path().to_owned(),
        ..Context::default()
    };
    let origin = "git:v1.0:lexicons".parse().unwrap();
    context.limits.file_bytes = 10;
    let set = load(&origin, &context).unwrap();
    assert!(
        report(&set).contains("error[too-large]"),
        "{}",
        report(&set)
    );
    assert_eq!(ids(&set), [""; 0]);
    context.limits.files = 1;
    let set = load(&origin, &context).unwrap();
    assert!(
        report(&set).contains("more than 1 files"),
        "{}",
        report(&set)
    );
}

#[cfg(unix)]
#[test]
fn a_skipped_link_is_reported() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let link = repository.path().join("lexicons/link.json");
    std::os::unix::fs::symlink("a.json", link).unwrap();
    repository.commit();
    let set = repository.load("git:HEAD:lexicons", &[]);
    assert_eq!(ids(&set), ["com.example.a", "com.example.b"]);
    assert!(report(&set).contains("symbolic link"), "{}", report(&set));
}

#[test]
fn many_large_files_do_not_fill_a_pipe() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let filler = " ".repeat(5_000);
    for number in 0..400 {
        let text = lexicon(&format!("com.example.many.n{number}"), "string");
        repository.put(&format!("many/{number}.json"), &(text + &filler));
    }
    repository.commit();
    assert_eq!(repository.load("git:HEAD:many", &[]).documents.len(), 400);
}
