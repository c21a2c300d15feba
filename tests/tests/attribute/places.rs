//! Where lexicons are found, and what a project may be like: a workspace whose
//! members each find theirs in another way.

use lexgen_tests::Project;

/// A record whose one field says which of several copies it is.
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
