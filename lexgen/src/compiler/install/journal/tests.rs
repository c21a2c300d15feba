//! Changes that stop at every step, and changes that fail.

mod found;

use std::{collections::BTreeMap, fs, path::PathBuf};

use insta::assert_snapshot;
use tempfile::TempDir;

use super::{Change, Journal, NAME, Recovered, STAGE, apply::apply};

/// A project with files.
struct Project(TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            project.put(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn changes(&self, changes: &[(&str, Option<&str>)]) -> Vec<Change> {
        let changes = changes.iter().map(|(path, text)| Change {
            path: self.path(path),
            contents: text.map(|text| text.as_bytes().to_vec()),
        });
        changes.collect()
    }

    fn open(&self) -> Journal {
        Journal::open(self.0.path()).expect("opened")
    }

    fn error(&self) -> String {
        let error = Journal::open(self.0.path()).expect_err("an error");
        self.shown(&error.to_string())
    }

    fn shown(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.0.path().display()), "")
    }

    /// Everything in it.
    fn content(&self) -> Content {
        let mut content = Content::new();
        let mut open = vec![self.0.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix(self.0.path()).expect("inside");
                let name = name.display().to_string();
                if path.is_dir() && !path.is_symlink() {
                    content.insert(name, String::new());
                    open.push(path);
                } else {
                    let text = fs::read_to_string(&path);
                    content.insert(name, text.unwrap_or_default());
                }
            }
        }
        content
    }
}

type Content = BTreeMap<String, String>;

const OLD: [(&str, &str); 5] = [
    ("lexicons.json", "old manifest"),
    ("lexicons/com/a/changed.json", "old"),
    ("lexicons/com/a/same.json", "same"),
    ("lexicons/com/gone/deep/removed.json", "removed"),
    ("other.txt", "of the user"),
];

const CHANGES: [(&str, Option<&str>); 6] = [
    ("lexicons/com/a/changed.json", Some("new")),
    ("lexicons/com/a/same.json", Some("same")),
    ("lexicons/com/gone/deep/removed.json", None),
    ("lexicons/org/new/folder/added.json", Some("added")),
    ("lexicons.lock", Some("new lock")),
    ("lexicons.json", Some("new manifest")),
];

/// What the project is afterwards.
fn changed() -> Content {
    let project = Project::new(&OLD);
    let mut journal = project.open();
    let changes = project.changes(&CHANGES);
    journal.apply(&changes, "install").expect("applied");
    drop(journal);
    project.content()
}

#[test]
fn changes_are_made_and_nothing_else_is_left() {
    let expected = Project::new(&[
        ("lexicons.json", "new manifest"),
        ("lexicons.lock", "new lock"),
        ("lexicons/com/a/changed.json", "new"),
        ("lexicons/com/a/same.json", "same"),
        ("lexicons/org/new/folder/added.json", "added"),
        ("other.txt", "of the user"),
    ]);
    assert_eq!(changed(), expected.content());
}

#[test]
fn nothing_is_touched_if_nothing_changes() {
    let project = Project::new(&OLD);
    let modified = || {
        fs::metadata(project.path("lexicons.json"))
            .expect("there")
            .modified()
    };
    let before = modified().expect("a time");
    let changes = project.changes(&[
        ("lexicons.json", Some("old manifest")),
        ("lexicons/no/such/file.json", None),
    ]);
    project.open().apply(&changes, "install").expect("applied");
    assert_eq!(modified().expect("a time"), before);
    assert_eq!(project.content(), Project::new(&OLD).content());
}

/// Stops after each step in turn, as if the process had been killed there.
#[test]
fn a_change_that_stops_anywhere_is_completed_or_undone() {
    let (old, new) = (Project::new(&OLD).content(), changed());
    let mut outcomes = Vec::new();
    for step in 0.. {
        let project = Project::new(&OLD);
        let mut journal = project.open();
        let mut steps = 0;
        let mut goes_on = || {
            steps += 1;
            steps <= step
        };
        let changes = project.changes(&CHANGES);
        let is_done = apply(&mut journal, &changes, "update", &mut goes_on).expect("no error");
        journal.kill();
        let is_interrupted = Journal::interrupted(project.0.path());
        let recovered = project.open().recovered().cloned();
        let content = project.content();
        match &recovered {
            Some(recovered) if recovered.is_complete => {
                assert_eq!(recovered.command, "an update");
                assert_eq!(is_interrupted.as_deref(), Some("an update"));
                assert_eq!(content, new, "after {step} steps");
            }
            Some(_) => assert_eq!(content, old, "after {step} steps"),
            None => assert_eq!(content, new, "after {step} steps"),
        }
        assert_eq!(project.open().recovered(), None, "once is enough");
        outcomes.push(recovered.map(|recovered| recovered.is_complete));
        if is_done {
            break;
        }
    }
    // The folder and its files, the journal, five files, what is on the disk, the stage,
    // the journal again.
    let expected = [vec![Some(false); 2], vec![Some(true); 8], vec![None; 2]];
    assert_eq!(outcomes, expected.concat());
}

/// A project in which a change stopped after the first file.
fn interrupted() -> Project {
    let project = Project::new(&OLD);
    let mut journal = project.open();
    let mut steps = 0;
    let changes = project.changes(&CHANGES);
    let mut goes_on = || {
        steps += 1;
        steps < 4
    };
    apply(&mut journal, &changes, "install", &mut goes_on).expect("no error");
    journal.kill();
    project
}

#[test]
fn a_recovery_that_is_interrupted_is_completed_later() {
    let project = interrupted();
    // As far as a recovery could have come.
    fs::remove_dir_all(project.path("lexicons/com/gone/deep")).expect("removed");
    fs::rename(
        project.path(&format!("{STAGE}/3")),
        project.path("lexicons.lock"),
    )
    .expect("moved");
    assert!(project.open().recovered().is_some_and(|it| it.is_complete));
    assert_eq!(project.content(), changed());
}

#[test]
fn what_a_user_changed_in_between_stays() {
    let project = interrupted();
    project.put("lexicons.json", "edited");
    let recovered = project.open().recovered().cloned();
    let expected = Recovered {
        command: "an install".into(),
        is_complete: true,
        kept: vec!["lexicons.json".into()],
    };
    assert_eq!(recovered, Some(expected));
    let mut content = changed();
    content.insert("lexicons.json".into(), "edited".into());
    assert_eq!(project.content(), content);
}

#[test]
fn an_error_in_the_middle_undoes_everything() {
    let project = Project::new(&OLD);
    let mut changes = project.changes(&CHANGES);
    let mut journal = project.open();
    let mut steps = 0;
    let mut break_last = || {
        steps += 1;
        if steps == 4 {
            // Now a folder is where the last file must be.
            fs::remove_file(project.path("lexicons.json")).expect("removed");
            fs::create_dir_all(project.path("lexicons.json/in/it")).expect("made");
        }
        true
    };
    let error = apply(&mut journal, &changes, "install", &mut break_last).expect_err("an error");
    let error = error.to_string();
    assert!(error.contains("cannot write lexicons.json: "), "{error}");
    assert!(error.contains("no file was changed"), "{error}");
    drop(journal);
    fs::remove_dir_all(project.path("lexicons.json")).expect("removed");
    project.put("lexicons.json", "old manifest");
    assert_eq!(project.content(), Project::new(&OLD).content());
    assert_eq!(project.open().recovered(), None);
    // A file is named twice.
    changes.extend(changes.clone());
    let error = project
        .open()
        .apply(&changes, "install")
        .expect_err("an error");
    assert!(error.to_string().contains("it is changed twice"), "{error}");
    assert_eq!(project.content(), Project::new(&OLD).content());
}

#[test]
fn two_processes_do_not_change_files_at_once() {
    let project = Project::new(&OLD);
    let journal = project.open();
    assert_snapshot!(project.error(), @r"
error: another lexgen is changing the files of this project
 |
 = help: wait until it has finished, and run this command again
");
    assert_eq!(Journal::interrupted(project.0.path()), None);
    drop(journal);
    project.open();
    assert!(!project.path(NAME).exists());
}

#[test]
fn files_elsewhere_are_not_changed() {
    let outside = Project::new(&[("a.json", "outside")]);
    let project = Project::new(&OLD);
    let mut journal = project.open();
    let mut refused = |path: PathBuf| {
        let change = Change {
            path,
            contents: Some(b"new".to_vec()),
        };
        let error = journal.apply(&[change], "install").expect_err("an error");
        project.shown(&outside.shown(&error.to_string()))
    };
    assert_snapshot!(refused(outside.path("a.json")), @"error: cannot write a.json: it is outside of the project, which is the folder of lexgen.toml or the current one");
    assert_snapshot!(refused(project.path("x/../../a.json")), @"error: cannot write x/../../a.json: no such folder");
    assert_snapshot!(refused(project.path(".git/hooks/a.json")), @"error: cannot write .git/hooks/a.json: it is hidden, or in a hidden folder");
    assert_snapshot!(refused(project.path("lexicons/com")), @"error: cannot write lexicons/com: not a regular file");
    assert_snapshot!(refused(project.path("other.txt/a.json")), @"error: cannot write other.txt/a.json: it is behind a file or a symbolic link");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(outside.0.path(), project.path("out")).expect("a link");
        symlink(outside.path("a.json"), project.path("link.json")).expect("a link");
        symlink("/no/such/folder", project.path("dangling")).expect("a link");
        assert_snapshot!(refused(project.path("out/a.json")), @"error: cannot write out/a.json: it is outside of the project, which is the folder of lexgen.toml or the current one");
        assert_snapshot!(refused(project.path("link.json")), @"error: cannot write link.json: it is a symbolic link");
        assert_snapshot!(refused(project.path("dangling/new/a.json")), @"error: cannot write dangling/new/a.json: a broken symbolic link");
    }
    assert_eq!(
        outside.content(),
        Project::new(&[("a.json", "outside")]).content()
    );
}

#[cfg(unix)]
#[test]
fn modes_stay_and_links_to_folders_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = Project::new(&OLD);
    symlink("lexicons", project.path("link")).expect("a link");
    let mode = |path: &str| {
        fs::metadata(project.path(path))
            .expect("there")
            .permissions()
            .mode()
    };
    let file = project.path("lexicons.json");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
    let changes = project.changes(&[("lexicons.json", Some("x")), ("link/a.json", Some("y"))]);
    project.open().apply(&changes, "install").expect("applied");
    assert_eq!(mode("lexicons.json") & 0o777, 0o600);
    assert_eq!(mode("lexicons/a.json") & !0o644 & 0o777, 0);
    assert!(project.path("link").is_symlink());
}
