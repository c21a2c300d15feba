//! Files that are not what was installed.

use insta::assert_snapshot;
use lexgen_tests_network::Project;

use crate::{DEFS, POST, network, object};

const FILE: &str = "lexicons/com/example/defs.json";

#[test]
fn a_file_that_was_changed_by_hand() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let files = project.files();
    project.write(FILE, &object(DEFS, &[]).to_string());
    network.forget();
    assert_snapshot!(project.fail(&["install"]));
    assert_snapshot!(project.fail(&["install", "--locked"]));
    assert_eq!(network.asked(), [""; 0]);
    project.succeed(&["install", "--force"]);
    assert_eq!(project.files(), files);
}

/// Formatters may change the layout.
#[test]
fn the_layout_of_a_file_does_not_count() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let minified = project.json(FILE).to_string();
    project.write(FILE, &minified);
    project.succeed(&["install"]);
    project.succeed(&["install", "--locked"]);
    assert_eq!(project.read(FILE), minified);
}

#[test]
fn a_file_that_is_no_lexicon_any_more() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    for text in ["", "{", "<<<<<<< ours"] {
        project.write(FILE, text);
        let said = project.fail(&["install"]);
        assert!(said.contains("error[changed-file]"), "{said}");
    }
}

#[test]
fn an_own_file_is_replaced_only_by_force() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.write(FILE, &object(DEFS, &[]).to_string());
    assert_snapshot!(project.fail(&["install", DEFS]));
    project.succeed(&["install", DEFS, "--force"]);
    project.succeed(&["install", "--locked"]);
}

#[test]
fn an_own_file_elsewhere_is_never_replaced() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.write("lexgen.toml", "inputs = [\"schemas\", \"lexicons\"]\n");
    project.write("schemas/defs.json", &object(DEFS, &[]).to_string());
    assert_snapshot!(project.fail(&["install", DEFS, "--force"]));
}

/// An own lexicon ends the way, as a draft of what will be published.
#[test]
fn an_own_file_that_others_refer_to_is_used() {
    let (network, _) = network();
    let project = Project::new(&network);
    let draft = object(DEFS, &[]).to_string();
    project.write(FILE, &draft);
    project.succeed(&["install", POST]);
    assert_eq!(project.read(FILE), draft);
    let manifest = project.json("lexicons.json");
    let resolutions = manifest["resolutions"].as_object().expect("a map");
    assert_eq!(resolutions.keys().collect::<Vec<_>>(), [POST]);
}

#[test]
fn an_own_file_that_is_what_is_published_becomes_an_installed_one() {
    let (network, _) = network();
    let project = Project::new(&network);
    let published = network.lexgen(&["resolve", DEFS]).stdout;
    project.write(FILE, &published);
    project.succeed(&["install", DEFS]);
    project.succeed(&["install", "--locked", DEFS]);
}

#[test]
fn what_nothing_refers_to_any_more_is_removed() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let manifest = project.read("lexicons.json");
    let manifest = manifest.replace(&format!("    \"{POST}\"\n"), &format!("    \"{DEFS}\"\n"));
    project.write("lexicons.json", &manifest);
    assert_snapshot!(project.fail(&["install", "--locked"]));
    assert_snapshot!(project.succeed(&["install"]).told());
    assert!(!project.path("lexicons/com/example/post.json").exists());
    project.succeed(&["install", "--locked"]);
}

#[test]
fn a_file_that_is_no_lexicon_is_not_replaced() {
    let (network, _) = network();
    let project = Project::new(&network);
    for text in ["{}", "<<<<<<< ours", ""] {
        project.write(FILE, text);
        let said = project.fail(&["install", POST]);
        assert!(said.contains("error[own-lexicon]"), "{said}");
    }
    project.succeed(&["install", POST, "--force"]);
}
