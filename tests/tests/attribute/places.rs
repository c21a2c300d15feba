//! Where lexicons are found: a workspace whose members each find theirs in a
//! different way.

use lexgen_tests::Project;

/// A record with one field, whose name identifies the copy.
fn plant(field: &str) -> String {
    let property = format!(r#""{field}": {{ "type": "string", "format": "handle" }}"#);
    format!(
        r#"{{
  "lexicon": 1,
  "id": "com.example.garden.plant",
  "defs": {{
    "main": {{
      "type": "record",
      "key": "tid",
      "record": {{
        "type": "object",
        "required": ["{field}"],
        "properties": {{ {property} }}
      }}
    }}
  }}
}}
"#
    )
}

#[test]
fn each_member_finds_its_lexicons() {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "viele Gärten");
    let member = |folder: &str, package: &str, runtime: &str, source: &str| {
        let manifest = Project::manifest(package, &Project::runtime(runtime));
        project
            .write(
                &format!("{folder}/Cargo.toml"),
                manifest + "serde_json = \"1\"\n",
            )
            .write(&format!("{folder}/src/lib.rs"), source);
    };
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"members/*\"]\n";
    project
        .write("Cargo.toml", workspace)
        .write("lexicons/plant.json", plant("fromRoot"));

    let shared = include_str!("places/shared.rs");
    member("members/shared", "attribute-shared", "lexgen", shared);
    let example = include_str!("places/shared_example.rs");
    project
        .write("members/shared/tests/shared.rs", shared)
        .write("members/shared/examples/tree.rs", example);

    let odd_path = include_str!("places/odd_path.rs");
    member(
        "members/Blumen und Gemüse",
        "attribute-odd-path",
        "lexgen",
        odd_path,
    );
    let folder = "members/Blumen und Gemüse";
    project
        .write(
            &format!("{folder}/lexicons/für mich/Pflanze.json"),
            plant("fromCrate"),
        )
        .write(
            &format!("{folder}/eigene Lexika/größe.json"),
            plant("fromPath"),
        );

    let settings = include_str!("places/settings.rs");
    member("members/settings", "attribute-settings", "lexgen", settings);
    let file = "inputs = [\"../../schemas\"]\nstrictness = \"strict\"\n";
    project
        .write("members/settings/lexgen.toml", file)
        .write("members/settings/lexicons/plant.json", plant("fromCrate"))
        .write("schemas/plant.json", plant("fromSettings"));

    let renamed = include_str!("places/renamed.rs");
    member(
        "members/renamed",
        "attribute-renamed",
        "my_runtime",
        renamed,
    );

    let arguments = ["test", "--workspace", "--lib", "--examples", "--tests"];
    let said = project.cargo(&arguments).silent();
    let passed = said.stdout.matches("test result: ok. 1 passed").count();
    assert_eq!(passed, 5, "{}", said.stdout);
}

#[test]
fn where_there_are_none_it_says_where_they_would_be_found() {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "nowhere");
    let manifest = Project::manifest("attribute-nowhere", &Project::runtime("lexgen"));
    project
        .write("Cargo.toml", manifest + "\n[workspace]\n")
        .write("src/lib.rs", include_str!("places/nowhere.rs"));
    let said = project.cargo(&["check"]).stderr;
    insta::assert_snapshot!(error(&said), @r#"
    error: no folder of lexicons: the attribute has no `path`, no `lexgen.toml` has `inputs`, and neither the crate nor its workspace has a folder `lexicons`
           
           help: put the lexicons into a folder `lexicons` beside Cargo.toml, or name their folder: `#[lexicon("…", path = "…")]`
     --> src/lib.rs:3:26
      |
    3 | #[lexgen_macros::lexicon("com.example.garden.plant")]
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);

    project.write("lexgen.toml", "input = [\"schemas\"]\n");
    let said = project.cargo(&["check"]).stderr;
    insta::assert_snapshot!(error(&said), @r#"
    error: the settings cannot be used
           
           error: unknown setting `input`
            --> lexgen.toml:1:1
             |
           1 | input = ["schemas"]
             | ^^^^^
             |
             = help: did you mean `inputs`?
     --> src/lib.rs:3:26
      |
    3 | #[lexgen_macros::lexicon("com.example.garden.plant")]
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);
}

/// The first error, without other output of cargo.
fn error(said: &str) -> &str {
    let start = said.find("error").unwrap_or_default();
    let error = said.get(start..).unwrap_or_default();
    let end = error.find("\nerror: could not compile");
    error.get(..end.unwrap_or(error.len())).unwrap_or_default()
}
