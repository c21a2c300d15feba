//! `lexgen.toml`, flags over it, and `lexgen init`.

use super::*;

#[test]
fn settings_do_the_projects_job_from_any_folder_below() {
    let project = Project::new();
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\noutput = 'src/types'\nexclude = ['com.example.deep.*']\n",
    );
    fs::create_dir_all(project.path("src/deep")).expect("a folder");
    let output = project
        .command("generate")
        .current_dir(project.path("src/deep"))
        .output()
        .expect("runs");
    Run::of(output).ends(0).says("Generated 1 document ");
    assert!(project.path("src/types/mod.rs").is_file());
    // Flags go over them.
    project
        .run("generate --exclude com.example.alpha -o other")
        .ends(0);
    assert!(project.path("other/com/example/deep").exists());
    assert!(!project.path("other/com/example/alpha.rs").exists());
    project.put("other.toml", "inputs = ['lexicons']\noutput = 'third'\n");
    project
        .run("generate --config other.toml")
        .ends(0)
        .says("into third")
        .says("2 documents");
}

#[test]
fn some_types_have_derives_and_attributes() {
    let project = Project::new();
    let entry = |types: &str, field: &str| {
        format!(
            "inputs = ['lexicons']\noutput = '-'\nderives = ['Hash']\n[[derive-for]]\n\
             types = ['{types}']\nderives = ['Hash', 'Ord', '::my::Trait']\n\
             attributes = ['my(a=\"b\")']\nfields = {{ {field} = ['my(skip)'] }}\n"
        )
    };
    project.put("lexgen.toml", &entry("com.example.alpha#main", "extra"));
    let run = project.run("generate").ends(0);
    // The table implements `Debug` and `Eq`.
    let derived = "#[derive(Clone, Default, PartialEq, PartialOrd, Hash, Ord, ::my::Trait)]\n";
    let lines = [derived, "#[my(a = \"b\")]\n", "#[my(skip)]\n"];
    for line in lines {
        assert_eq!(run.stdout.matches(line).count(), 1, "{line}{}", run.stdout);
    }
    // What is not there is a mistake.
    project.put("lexgen.toml", &entry("com.example.alpha#part", "extra"));
    project
        .run("generate")
        .ends(1)
        .says("no definition matches `com.example.alpha#part` of `derive-for`");
    project.put("lexgen.toml", &entry("com.example.*", "createdAt"));
    project
        .run("generate")
        .ends(1)
        .says("no type of `derive-for` has a field or variant `createdAt`");
    // It matters only for all that is generated.
    project.run("check lexicons").ends(0);
}

#[test]
fn lexicons_are_found_without_being_named() {
    let project = Project::new();
    project.run("check").ends(0).says("2 documents");
    // From a member of a workspace too, unless it has its own.
    project.put("Cargo.toml", "[workspace]\n");
    project.put("member/Cargo.toml", "[package]\n");
    let member = |arguments: &str| {
        let mut command = project.command(arguments);
        command.current_dir(project.path("member"));
        Run::of(command.output().expect("it runs"))
    };
    member("check").ends(0).says("2 documents");
    project.put(
        "member/lexicons/a.json",
        &lexicon("com.example.own", "string"),
    );
    member("check").ends(0).says("1 document");
    // Settings that name no inputs change nothing about it.
    project.put("member/lexgen.toml", "allow-missing = true\n");
    member("check").ends(0).says("1 document");
}

#[test]
fn wrong_settings_and_usage_end_with_two() {
    Project::empty()
        .run("generate -o out")
        .ends(2)
        .says("no lexicons to read")
        .says("lexgen init");
    let project = Project::new();
    project
        .run("generate lexicons")
        .ends(2)
        .says("no output given");
    project
        .run("generate lexicons -o out --include com.example")
        .ends(2)
        .says("com.example.*");
    project
        .run("generate lexicons -o out --extern-path com.example")
        .ends(2)
        .says("`PREFIX=PATH`");
    project
        .run("generate lexicons -o out --derive 1x")
        .ends(2)
        .says("not a Rust path");
    project
        .run("generate lexicons -o out --config none.toml")
        .ends(2)
        .says("none.toml");
    project.run("frobnicate").ends(2);
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\noutptu = 'src/types'\n",
    );
    project
        .run("generate")
        .ends(2)
        .says("lexgen.toml:2:1")
        .says("did you mean `output`?");
    assert!(!project.path("out").exists());
}

#[test]
fn init_writes_settings_that_work_and_are_not_overwritten() {
    let project = Project::new();
    project.run("init").ends(0).says("lexgen.toml");
    project
        .run("generate")
        .ends(0)
        .says("Generated 2 documents");
    project.put("lexgen.toml", "inputs = []");
    project.run("init").ends(2).says("--force");
    assert_eq!(project.read("lexgen.toml"), "inputs = []");
    project.run("init --force").ends(0);
    assert!(project.read("lexgen.toml").contains("lexicons"));
}

#[test]
fn init_writes_the_file_that_is_named() {
    let project = Project::new();
    project.put("sub/lexicon/a.json", &lexicon("com.example.sub", "string"));
    project
        .run("init --config sub/own.toml")
        .ends(0)
        .says("Wrote sub/own.toml")
        .says("`lexgen generate --config sub/own.toml`");
    assert!(!project.path("lexgen.toml").exists());
    project
        .run("generate --config sub/own.toml")
        .ends(0)
        .says("Generated 1 document ");
    assert!(project.path("sub/lexicons-rs/mod.rs").is_file());
    project
        .run("init --config sub/own.toml")
        .ends(2)
        .says("sub/own.toml already exists");
}

#[test]
fn derives_that_cannot_compile_are_refused() {
    let project = Project::new();
    for derive in ["Copy", "Default", "::core::marker::Copy"] {
        project
            .run(&format!("generate lexicons -o out --derive {derive}"))
            .ends(2)
            .says(&format!("generated types cannot derive `{derive}`"))
            .says("`Hash`");
    }
    project.put(
        "lexgen.toml",
        "output = 'out'\nderives = ['Hash', 'Default']\n",
    );
    project.run("generate").ends(2).says("lexgen.toml:2:20");
    assert!(!project.path("out").exists());
}
