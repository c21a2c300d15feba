//! When cargo runs the attribute again.

use lexgen_tests::{Project, Said};

const BED: &str = "lexicons/com/example/garden/bed.json";
const TREE: &str = "lexicons/com/example/garden/tree.json";
const PLANT: &str = "lexicons/com/example/garden/plant.json";

/// A document of one object with fields that are strings.
fn object(name: &str, fields: &[&str]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|field| format!("{field:?}: {{ \"type\": \"string\" }}"))
        .collect();
    format!(
        "{{\n  \"lexicon\": 1,\n  \"id\": \"com.example.garden.{name}\",\n  \
         \"defs\": {{ \"main\": {{ \"type\": \"object\", \"properties\": {{ {} }} }} }}\n}}\n",
        fields.join(", ")
    )
}

/// A program that prints a type of the module.
fn program(argument: &str, r#type: &str) -> String {
    format!(
        "#[lexgen_macros::lexicon({argument:?})]\n\
         mod lexicons {{}}\n\
         fn main() {{ println!(\"{{:?}}\", lexicons::{type}::default()); }}\n"
    )
}

/// A project with two documents, and that program.
fn project(name: &str, argument: &str, r#type: &str) -> Project {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), name);
    let manifest = Project::manifest(name, &Project::runtime("lexgen"));
    project
        .write("Cargo.toml", manifest + "\n[workspace]\n")
        .write("src/main.rs", program(argument, r#type))
        .write(PLANT, object("plant", &["name"]))
        .write(BED, object("bed", &[]));
    project
}

fn run(project: &Project) -> Said {
    project.cargo(&["run"]).silent()
}

#[test]
fn a_lexicon_that_is_used_builds_again_and_no_other_does() {
    const NAME: &str = "attribute-rebuild";
    let project = project(NAME, "com.example.garden.plant", "Plant");
    let first = run(&project);
    assert!(first.compiled(NAME), "{}", first.stderr);
    assert!(first.stdout.contains("name: None"), "{}", first.stdout);
    assert!(!run(&project).compiled(NAME), "nothing was edited");

    project.write(BED, object("bed", &["length"]));
    assert!(!run(&project).compiled(NAME), "it is not used");

    project.write(PLANT, object("plant", &["name", "colour"]));
    let edited = run(&project);
    assert!(edited.compiled(NAME), "{}", edited.stderr);
    assert!(edited.stdout.contains("colour: None"), "{}", edited.stdout);

    project.remove(PLANT);
    let removed = project.cargo(&["run"]);
    assert!(!removed.success);
    let why = "com.example.garden.plant";
    assert!(removed.stderr.contains(why), "{}", removed.stderr);

    project.write(PLANT, object("plant", &["name"]));
    let back = run(&project);
    assert!(!back.stdout.contains("colour"), "{}", back.stdout);
}

#[test]
fn every_lexicon_of_a_namespace_is_used() {
    const NAME: &str = "attribute-rebuild-namespace";
    const NAMESPACE: &str = "com.example.garden.*";
    let project = project(NAME, NAMESPACE, "plant::Plant");
    assert!(run(&project).compiled(NAME));
    assert!(!run(&project).compiled(NAME), "nothing was edited");

    project.write(BED, object("bed", &["length"]));
    assert!(run(&project).compiled(NAME), "it is in the namespace");
    project.remove(BED);
    assert!(run(&project).compiled(NAME), "it was in the namespace");

    // Cargo does not notice the new file, but using its types changes the code.
    project
        .write(TREE, object("tree", &["bark"]))
        .write("src/main.rs", program(NAMESPACE, "tree::Tree"));
    let added = run(&project);
    assert!(added.stdout.contains("bark: None"), "{}", added.stdout);
}

/// With a build script, cargo notices new documents.
#[test]
fn a_build_script_of_one_line_sees_new_documents_come() {
    const NAME: &str = "attribute-rebuild-watched";
    let project = project(NAME, "com.example.garden.*", "plant::Plant");
    let watch = "fn main() { println!(\"cargo::rerun-if-changed=lexicons\"); }\n";
    project.write("build.rs", watch);
    assert!(run(&project).compiled(NAME));
    assert!(!run(&project).compiled(NAME), "nothing was edited");
    project.write(TREE, object("tree", &["bark"]));
    assert!(run(&project).compiled(NAME), "the folder is watched");
}
