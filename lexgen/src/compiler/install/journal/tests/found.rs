//! What a command finds in the place of the journal: one of a stranger, a part of one, or
//! something else.

use std::{fs, path::Path};

use insta::assert_snapshot;

use super::{
    super::{Journal, NAME, Recovered, STAGE, apply::apply},
    CHANGES, OLD, Project, interrupted,
};

/// A project with a journal that somebody else wrote.
fn hostile(path: &str) -> Project {
    let project = Project::new(&OLD);
    let digest = super::super::record::digest(&b"evil"[..]).expect("a digest");
    let journal = format!(
        r#"{{"lexgen-journal":1,"command":"install\u001b[2J","changes":[
            {{"path":"{path}","old":null,"new":"{digest}"}}]}}"#
    );
    project.put(NAME, &journal);
    project.put(&format!("{STAGE}/0"), "evil");
    project
}

#[test]
fn a_journal_of_a_stranger_changes_nothing_outside_of_the_project() {
    for path in [
        "../evil.json",
        "/tmp/lexgen-evil.json",
        "lexicons/../../evil.json",
        "lexicons//evil.json",
        "./evil.json",
        ".git/hooks/post-checkout",
        "deep/.GIT/config",
        "",
        "lexicons",
    ] {
        let project = hostile(path);
        let before = project.content();
        let error = project.error();
        assert!(
            error.contains("cannot complete what .lexgen-journal says"),
            "{error}"
        );
        assert_eq!(project.content(), before, "{path}");
    }
    assert_snapshot!(hostile("../evil.json").error(), @r"
error: cannot complete what .lexgen-journal says was interrupted: ../evil.json: not a path below the project
 |
 = help: if the files are as they should be, remove .lexgen-journal and .lexgen-journal.new; else restore them from version control first
");
    // Below it, a stranger could have put the file there as well.
    let project = hostile("lexicons/evil.json");
    let recovered = project.open().recovered().cloned();
    assert_eq!(recovered.map(|it| it.command), Some("a command".into()));
}

#[cfg(unix)]
#[test]
fn links_of_a_stranger_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = Project::new(&[("a.json", "outside")]);
    let expected = outside.content();
    let project = hostile("link/a.json");
    symlink(outside.0.path(), project.path("link")).expect("a link");
    assert_snapshot!(project.error(), @r"
error: cannot complete what .lexgen-journal says was interrupted: link/a.json: it is behind a file or a symbolic link
 |
 = help: if the files are as they should be, remove .lexgen-journal and .lexgen-journal.new; else restore them from version control first
");
    // The new contents would be those of a file elsewhere.
    let project = hostile("lexicons/evil.json");
    fs::remove_file(project.path(&format!("{STAGE}/0"))).expect("removed");
    symlink(outside.path("a.json"), project.path(&format!("{STAGE}/0"))).expect("a link");
    assert_snapshot!(project.error(), @r"
error: cannot complete what .lexgen-journal says was interrupted: lexicons/evil.json: its new contents are missing or damaged
 |
 = help: if the files are as they should be, remove .lexgen-journal and .lexgen-journal.new; else restore them from version control first
");
    let project = hostile("lexicons/evil.json");
    fs::remove_dir_all(project.path(STAGE)).expect("removed");
    symlink(outside.0.path(), project.path(STAGE)).expect("a link");
    assert!(project.error().contains("missing or damaged"));
    // Nothing was begun, so the stage is removed, and not what it links to.
    project.put(NAME, "");
    assert!(project.open().recovered().is_some());
    // The journal itself.
    symlink(outside.path("a.json"), project.path(NAME)).expect("a link");
    assert_snapshot!(project.error(), @"error: cannot write .lexgen-journal: not a regular file");
    assert_eq!(outside.content(), expected);
}

#[test]
fn a_journal_that_is_not_whole_is_one_of_a_change_that_was_not_begun() {
    let whole = fs::read_to_string(interrupted().path(NAME)).expect("text");
    for end in (0..whole.len()).step_by(41) {
        let project = Project::new(&OLD);
        project.put(NAME, &whole[..end]);
        project.put(&format!("{STAGE}/0"), "new");
        let journal = project.open();
        assert!(journal.recovered().is_some_and(|it| !it.is_complete));
        drop(journal);
        assert_eq!(project.content(), Project::new(&OLD).content());
    }
    for strange in [
        "[]",
        "{\"lexgen-journal\":2}",
        "{\"lexgen-journal\":1,\"changes\":[]}",
    ] {
        let project = Project::new(&OLD);
        project.put(NAME, strange);
        let error = project.error();
        assert!(error.contains("cannot complete"), "{error}");
        assert!(Path::exists(&project.path(NAME)));
    }
}

#[test]
fn a_change_whose_stage_is_gone_is_undone_if_no_file_has_changed() {
    let project = Project::new(&OLD);
    let mut journal = project.open();
    let changes = project.changes(&CHANGES);
    let mut steps = 0;
    let mut goes_on = || {
        steps += 1;
        steps < 3
    };
    apply(&mut journal, &changes, "install", &mut goes_on).expect("no error");
    journal.kill();
    fs::remove_dir_all(project.path(STAGE)).expect("removed");
    let expected = Recovered {
        command: "an install".into(),
        is_complete: false,
        kept: Vec::new(),
    };
    assert_eq!(project.open().recovered(), Some(&expected));
    assert_eq!(project.content(), Project::new(&OLD).content());
    assert_eq!(project.open().recovered(), None);
}

#[test]
fn an_empty_journal_is_removed_by_the_next_look() {
    let project = Project::new(&OLD);
    project.open().kill();
    assert!(project.path(NAME).exists());
    assert_eq!(Journal::interrupted(project.0.path()), None);
    assert_eq!(project.content(), Project::new(&OLD).content());
    // That of a process that is running stays.
    let journal = project.open();
    assert_eq!(Journal::interrupted(project.0.path()), None);
    assert!(project.path(NAME).exists());
    drop(journal);
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_no_file_is_not_waited_for() {
    let project = Project::new(&OLD);
    let made = std::process::Command::new("mkfifo")
        .arg(project.path(NAME))
        .status();
    assert!(made.expect("mkfifo runs").success());
    assert_eq!(Journal::interrupted(project.0.path()), None);
    assert!(project.error().contains("not a regular file"));
    // Nor is one that a link leads to read.
    fs::remove_file(project.path(NAME)).expect("removed");
    let other = interrupted();
    std::os::unix::fs::symlink(other.path(NAME), project.path(NAME)).expect("a link");
    assert_eq!(Journal::interrupted(project.0.path()), None);
}
