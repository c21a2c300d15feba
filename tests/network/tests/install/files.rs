//! Where files are.

use lexgen_tests_network::Project;

use crate::{DEFS, POST, network};

#[test]
fn settings_and_flags_say_where_files_are() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.write(
        "lexgen.toml",
        "inputs = [\"vendor\"]\nlock = \"state/lexicons.lock\"\n\
         [install]\nmanifest = \"state/lexicons.json\"\nfolder = \"vendor\"\n",
    );
    project.write("deep/er/file", "");
    let said = network.lexgen_in(&project.path("deep/er"), &["install", POST]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(
        project.names(),
        [
            "deep/er/file",
            "lexgen.toml",
            "state/lexicons.json",
            "state/lexicons.lock",
            "vendor/com/example/defs.json",
            "vendor/com/example/post.json",
            "vendor/org/example/other.json",
        ]
    );
    let flags = ["--manifest", "other.json", "--lexicons", "other"];
    let project = Project::new(&network);
    project.succeed(&[&["install", DEFS][..], &flags].concat());
    assert!(project.path("other.json").is_file());
    assert!(project.path("other/com/example/defs.json").is_file());
}

#[test]
fn a_folder_that_the_settings_do_not_read_is_mentioned() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.write("lexgen.toml", "inputs = [\"schemas\"]\n");
    let said = project.succeed(&["install", POST]);
    insta::assert_snapshot!(said.told());
}

#[cfg(unix)]
#[test]
fn files_can_be_read_by_everybody_and_keep_their_mode() {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
    };
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    let mode = |name: &str| {
        let metadata = fs::metadata(project.path(name)).expect(name);
        metadata.permissions().mode() & 0o777
    };
    for name in project.names() {
        assert_eq!(mode(&name) & 0o444, 0o444, "{name}");
        assert_eq!(mode(&name) & 0o111, 0, "{name}");
    }
    let private = Permissions::from_mode(0o640);
    fs::set_permissions(project.path("lexicons.json"), private).expect("changed");
    project.succeed(&["install", POST]);
    assert_eq!(mode("lexicons.json"), 0o640);
}

#[test]
fn the_snapshot_in_the_lock_stays() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    let said = lexgen_tests::lexgen_of_the_network()
        .current_dir(project.path(""))
        .arg("snapshot")
        .output()
        .expect("the command runs");
    assert!(said.status.success(), "{said:?}");
    let before = project.json("lexicons.lock");
    assert!(before["documents"].is_object() && before["installed"].is_object());
    project.succeed(&["install", POST]);
    let after = project.json("lexicons.lock");
    assert_eq!(after["documents"], before["documents"]);
    assert!(after["installed"][POST].is_object());
}
