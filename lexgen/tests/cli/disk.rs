//! Disks that are full, read-only or somebody else's: what was there stays
//! whole, and the message says what is in the way.
//!
//! Small disks and missing rights are made in a namespace of the user's own,
//! where even root has none. Where such a namespace cannot be had, the test
//! says so and passes.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use super::*;

impl Project {
    /// Many lexicons, more than a small disk holds the Rust of.
    fn grow(&self) {
        for number in 0..60 {
            let nsid = format!("com.example.many.n{number}");
            self.put(
                &format!("lexicons/many/{number}.json"),
                &lexicon(&nsid, "string"),
            );
        }
    }

    /// Every file below a folder.
    fn tree(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut open = vec![self.path(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true => open.push(path),
                    false => files.push((path.clone(), fs::read(&path).expect("a file"))),
                }
            }
        }
        files.sort();
        files
    }

    /// Runs a script of the shell, in which `$0` is the command.
    fn shell(&self, script: &str) -> Run {
        self.under(&["sh", "-c"], script)
    }

    /// The same in a namespace; `None` where there are none.
    fn contained(&self, flags: &str, script: &str) -> Option<Run> {
        let flags: Vec<&str> = flags.split(' ').collect();
        let mut probe = Command::new("unshare");
        let is_there = probe.args(&flags).arg("true").output();
        if !is_there.is_ok_and(|it| it.status.success()) {
            // Not `eprintln!`, which nobody sees of a test that passes.
            let _ = writeln!(io::stderr(), "skipped: no namespaces here ({flags:?})");
            return None;
        }
        Some(self.under(&[&["unshare"], &*flags, &["sh", "-c"]].concat(), script))
    }

    fn under(&self, command: &[&str], script: &str) -> Run {
        let mut shell = Command::new(command[0]);
        shell
            .args(&command[1..])
            .args([script, env!("CARGO_BIN_EXE_lexgen")])
            .current_dir(self.0.path())
            .env("LEXGEN_CACHE_DIR", "")
            .env("NO_COLOR", "1");
        Run::of(shell.output().expect("runs"))
    }
}

/// Root has no rights beyond those of the files' modes.
const WITHOUT_RIGHTS: &str = "--user";
/// Root can mount.
const WITH_MOUNTS: &str = "--user --map-root-user --mount";

#[test]
fn a_file_that_may_not_grow_leaves_the_old_tree() {
    let project = Project::new();
    project.run("generate lexicons -o out").ends(0);
    let before = project.tree("out");
    project.grow();
    // A signal would end the run; what is left of it is an error.
    project
        .shell("trap '' XFSZ; ulimit -f 1; exec \"$0\" generate lexicons -o out")
        .ends(2)
        .says("/out/com/example/many.rs`: File too large")
        .says("free some space and run again");
    assert_eq!(project.tree("out"), before);
    project
        .shell("trap '' XFSZ; ulimit -f 1; exec \"$0\" generate lexicons --single-file -o one.rs")
        .ends(2)
        .says("one.rs");
    assert!(!project.path("one.rs").exists());
}

#[test]
fn a_full_disk_leaves_the_old_tree() {
    let project = Project::new();
    project.grow();
    fs::create_dir(project.path("disk")).expect("a folder");
    let script = "mount -t tmpfs -o size=128k tmpfs disk
        mkdir disk/old && cp lexicons/a.json disk/old
        \"$0\" generate -q disk/old -o disk/out || exit 7
        cp -r disk/out before
        \"$0\" generate lexicons -o disk/out; code=$?
        diff -r before disk/out || exit 8
        ls -A disk
        exit $code";
    let Some(run) = project.contained(WITH_MOUNTS, script) else {
        return;
    };
    let run = run
        .ends(2)
        .says("cannot write `")
        .says("No space left on device")
        .says("free some space and run again");
    // Nor is anything left beside it that keeps the disk full.
    assert_eq!(run.stdout, "old\nout\n");
}

#[test]
fn a_read_only_disk_is_said_to_be_one() {
    let project = Project::new();
    project.run("generate lexicons -o disk/out").ends(0);
    let before = project.tree("disk");
    project.grow();
    let script = "mount --bind disk disk && mount -o remount,ro,bind disk
        exec \"$0\" generate lexicons -o disk/out";
    let Some(run) = project.contained(WITH_MOUNTS, script) else {
        return;
    };
    run.ends(2)
        .says("/disk/out`: read-only filesystem")
        .says("choose a writable output");
    assert_eq!(project.tree("disk"), before);
}

#[test]
fn a_folder_without_permission_is_named_and_left_alone() {
    let project = Project::new();
    project.run("generate lexicons -o out").ends(0);
    let before = project.tree("out");
    project.grow();
    let script = "chmod 555 . out; \"$0\" generate lexicons -o out; code=$?
        chmod 755 . out; exit $code";
    let Some(run) = project.contained(WITHOUT_RIGHTS, script) else {
        return;
    };
    run.ends(2)
        .says("/out`: permission denied")
        .says("change the permissions, or choose another output");
    assert_eq!(project.tree("out"), before);
}

#[test]
fn input_without_permission_is_named_and_nothing_is_removed() {
    let project = Project::new();
    project.run("generate lexicons -o out").ends(0);
    let before = project.tree("out");
    for (locked, named) in [
        ("lexicons/deep/b.json", "b.json"),
        ("lexicons/deep", "deep"),
    ] {
        let script = format!(
            "chmod 000 {locked}; \"$0\" generate lexicons -o out; code=$?
            chmod 755 {locked}; exit $code"
        );
        let Some(run) = project.contained(WITHOUT_RIGHTS, &script) else {
            return;
        };
        run.ends(1).says(named).says("Permission denied");
        assert_eq!(project.tree("out"), before);
    }
}

#[test]
fn an_output_that_is_something_else_is_left_alone() {
    let project = Project::new();
    project.put("out", "// mine");
    project
        .run("generate lexicons -o out")
        .ends(2)
        .says("`out` is not a folder; choose a folder, or use a single file");
    project
        .run("generate lexicons -o out/deeper")
        .ends(2)
        .says("out");
    project
        .run("generate lexicons --single-file -o out")
        .ends(2)
        .says("refusing to replace files that lexgen did not write");
    assert_eq!(project.read("out"), "// mine");
    fs::create_dir(project.path("folder")).expect("a folder");
    project
        .run("generate lexicons --single-file -o folder")
        .ends(2)
        .says("`folder` is a folder, but the output is a single file");
}

/// A link in the output is somebody else's: nothing is written where it leads.
#[test]
fn links_in_the_output_are_not_followed() {
    let project = Project::new();
    project.run("generate lexicons -o out").ends(0);
    fs::create_dir(project.path("elsewhere")).expect("a folder");
    project.put("elsewhere/alpha.rs", "// @generated by lexgen");
    fs::remove_dir_all(project.path("out/com/example")).expect("removed");
    std::os::unix::fs::symlink("../../elsewhere", project.path("out/com/example")).expect("linked");
    let before = project.tree("elsewhere");
    project
        .run("generate lexicons -o out")
        .ends(2)
        .says("refusing to replace files that lexgen did not write")
        .says("out/com/example");
    assert_eq!(project.tree("elsewhere"), before);
}

/// A lexicon that comes and goes is there or it is not, or cannot be read; in
/// no case is half of anything written.
#[test]
fn input_that_vanishes_is_there_or_not() {
    let project = Project::new();
    project.grow();
    let of_all = |project: &Project| {
        project.run("generate -q lexicons -o out").ends(0);
        project.tree("out")
    };
    let with = of_all(&project);
    let (here, away) = (project.path("lexicons/deep"), project.path("away"));
    fs::rename(&here, &away).expect("moved");
    let without = of_all(&project);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let _ = fs::rename(&away, &here);
                thread::sleep(Duration::from_micros(700));
                let _ = fs::rename(&here, &away);
            }
        });
        for _ in 0..30 {
            let run = project.run("generate lexicons -o out");
            assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
            match run.code {
                0 => {}
                1 => drop(run.says("deep")),
                _ => panic!("{}", run.stderr),
            }
            let now = project.tree("out");
            assert!(now == with || now == without, "half of something");
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn runs_into_one_folder_leave_the_tree_of_one_of_them() {
    let project = Project::new();
    project.put("other/c.json", &lexicon("com.example.other", "boolean"));
    let inputs = ["lexicons", "other"];
    let trees = inputs.map(|input| {
        project.run(&format!("generate {input} -o out")).ends(0);
        project.tree("out")
    });
    for _ in 0..6 {
        let started: Vec<_> = (inputs.iter().cycle().take(6))
            .map(|input| {
                let mut command = project.command(&format!("generate {input} -o out"));
                command.stderr(Stdio::piped()).spawn().expect("runs")
            })
            .collect();
        for run in started {
            Run::of(run.wait_with_output().expect("ends")).ends(0);
        }
        let now = project.tree("out");
        assert!(trees.contains(&now), "a mixture");
    }
    let beside = fs::read_dir(project.path("")).expect("a folder");
    let names = beside.map(|it| it.expect("an entry").file_name());
    let left: Vec<_> = names
        .filter(|it| it.to_string_lossy().contains("stage"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn devices_and_pipes_are_refused_wherever_a_file_is_read() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.put("data.json", "{}");
    project.run("snapshot lexicons").ends(0);
    symlink("/dev/zero", project.path("zero.json")).expect("a link");
    symlink("/dev/zero", project.path("zero.lock")).expect("a link");
    let made = Command::new("mkfifo")
        .args(["pipe.json", "pipe.lock", "pipe.toml"].map(|name| project.path(name)))
        .status();
    assert!(made.is_ok_and(|it| it.success()));
    for (arguments, code) in [
        ("check zero.json", 1),
        ("check pipe.json", 1),
        ("cid zero.json", 2),
        ("cid pipe.json", 2),
        ("validate com.example.alpha -l lexicons zero.json", 2),
        ("validate com.example.alpha -l lexicons pipe.json", 2),
        ("validate com.example.alpha -l pipe.json data.json", 2),
        ("snapshot lexicons -o zero.lock", 1),
        ("snapshot lexicons -o pipe.lock", 1),
        ("snapshot lexicons -o pipe.lock --accept", 1),
        ("breaking lexicons --against zero.lock", 1),
        ("breaking lexicons --against pipe.lock", 1),
        ("diff zero.lock lexicons", 1),
        ("diff pipe.lock lexicons", 1),
        ("check lexicons --config pipe.toml", 2),
        ("check lexicons --config zero.json", 2),
    ] {
        // A pipe without a writer would wait forever.
        let run = project.shell(&format!("exec timeout 60 \"$0\" {arguments}"));
        run.ends(code).says("not a regular file");
    }
    // Nor where files of the output would be.
    project.run("generate lexicons -o out").ends(0);
    fs::create_dir(project.path("out/other")).expect("a folder");
    let made = Command::new("mkfifo")
        .arg(project.path("out/other/mod.rs"))
        .status();
    assert!(made.is_ok_and(|it| it.success()));
    project
        .shell("exec timeout 60 \"$0\" generate lexicons -o out")
        .ends(0);
    symlink("/dev/zero", project.path("Cargo.toml")).expect("a link");
    project.run("check lexicons").ends(0);
    // What the process was started with is read, up to a limit.
    project
        .shell("cat lexicons/a.json | \"$0\" check /dev/stdin")
        .ends(0);
    for arguments in [
        "check -",
        "cid -",
        "diff - lexicons",
        "validate com.example.alpha -l lexicons -",
    ] {
        let run = project.shell(&format!("exec timeout 60 \"$0\" {arguments} < /dev/zero"));
        run.ends(2).says("larger than 256 MiB");
    }
}
