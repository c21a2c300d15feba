//! States of the manifest that no command writes, but other tools and people do.

use insta::assert_snapshot;
use lexgen_tests_network::Project;
use serde_json::json;

use crate::{DEFS, OTHER, POST, misuse, network};

/// Nothing is removed that nobody has asked for, and each message says what helps.
#[test]
fn what_nothing_asks_for_stays() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let mut manifest = project.json("lexicons.json");
    manifest["lexicons"] = json!([]);
    project.write("lexicons.json", &format!("{manifest:#}\n"));
    let mut all = String::new();
    for is_there in [true, false] {
        if !is_there {
            for nsid in [POST, DEFS, OTHER] {
                project.remove(&format!("lexicons/{}.json", nsid.replace('.', "/")));
            }
        }
        for arguments in [
            &["install"][..],
            &["install", "--locked"],
            &["install", "--offline"],
            &["update"],
            &["update", "--yes"],
        ] {
            let before = project.files();
            let said = misuse(&project, arguments);
            assert_eq!(project.files(), before, "{arguments:?}");
            all += &format!("{}\n{said}\n\n", arguments.join(" "));
        }
    }
    assert_snapshot!(all);
    // What they say helps.
    project.succeed(&["install", POST]);
    project.succeed(&["install", "--offline"]);
    assert!(project.path("lexicons/org/example/other.json").exists());
}

#[test]
fn what_is_listed_and_not_installed_is_named() {
    let (network, _) = network();
    let project = Project::new(&network);
    let manifest = json!({ "version": 1, "lexicons": [POST], "resolutions": {} });
    project.write("lexicons.json", &manifest.to_string());
    let mut all = String::new();
    for arguments in [&["status"][..], &["update"]] {
        all += &format!(
            "{}\n{}\n\n",
            arguments.join(" "),
            misuse(&project, arguments)
        );
    }
    for arguments in [&["uninstall", POST, "--dry-run"][..], &["uninstall", POST]] {
        let said = project.succeed(arguments).told();
        all += &format!("{}\n{said}\n\n", arguments.join(" "));
    }
    assert_snapshot!(all);
    assert_eq!(project.json("lexicons.json")["lexicons"], json!([]));
    // Beside others, too.
    project.succeed(&["install", DEFS]);
    let mut manifest = project.json("lexicons.json");
    manifest["lexicons"] = json!([DEFS, POST]);
    project.write("lexicons.json", &manifest.to_string());
    assert_snapshot!(project.succeed(&["status"]).told());
}

/// A file that cannot be read can be the lexicon that differs.
#[test]
fn files_with_errors_are_named() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    project.write("lexicons/bad.json", "{");
    assert_snapshot!(project.succeed(&["status"]).told());
    assert_snapshot!(project.fail(&["status", "--check"]));
}
