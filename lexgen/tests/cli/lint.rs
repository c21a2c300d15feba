//! `lexgen lint` as a user runs it.

use super::{Project, broken};

/// Not sound style: a string without limits in a record, and a list that is
/// fixed by removing what is there twice and then the empty one.
const POST: &str = "\u{feff}{\r\n  \"lexicon\": 1,\r\n  \"id\": \"com.example.post\",\r\n  \"defs\": {\r\n    \"main\": {\r\n      \"type\": \"record\",\r\n      \"key\": \"tid\",\r\n      \"record\": {\r\n        \"type\": \"object\",\r\n        \"required\": [\"text\", \"text\"],\r\n        \"nullable\": [],\r\n        \"properties\": { \"text\": {\"type\": \"string\" } }\r\n      }\r\n    }\r\n  }\r\n}\r\n";

fn project() -> Project {
    let project = Project::empty();
    project.put("lexicons/post.json", POST);
    project
}

#[test]
fn findings_are_warnings_until_they_are_denied() {
    let project = project();
    project
        .run("lint lexicons")
        .ends(0)
        .says("warning[unlimited-string]: `text` has no maximum length")
        .says("lexicons/post.json:12:")
        .says("Linted 1 document in ")
        .says("3 warnings, 1 note (--verbose shows them); 2 fixable with --fix");
    project
        .run("lint lexicons --deny warnings")
        .ends(1)
        .says("error[unlimited-string]");
    project
        .run("lint lexicons --deny empty-list --allow unlimited-string,missing-description")
        .ends(1)
        .says("1 error, 1 warning;");
    let run = project.run("lint lexicons --rule empty-list").ends(0);
    assert!(!run.stderr.contains("unlimited-string"), "{}", run.stderr);
    assert!(run.stderr.contains("warning[empty-list]"), "{}", run.stderr);
    project
        .run("lint lexicons --rule empty-lists")
        .ends(2)
        .says("did you mean `empty-list`?");
    project
        .run("lint lexicons --deny unknown-type")
        .ends(2)
        .says("it is an error, and errors are always reported");
}

#[test]
fn all_is_well_in_one_line() {
    let project = Project::empty();
    let sound = POST
        .replace(", \"text\"]", "]")
        .replace("\"nullable\": [],", "")
        .replace("\"string\"", "\"string\", \"maxLength\": 64")
        .replace("\"record\",", "\"record\", \"description\": \"A post.\",");
    project.put("lexicons/post.json", &sound);
    let run = project.run("lint lexicons").ends(0);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn errors_of_the_language_are_errors_whatever_is_allowed() {
    let project = project();
    project.put("lexicons/broken.json", &broken());
    project
        .run("lint lexicons --rule empty-list")
        .ends(1)
        .says("error[unknown-type]");
}

#[test]
fn fixes_keep_the_formatting_and_are_done_once() {
    let project = project();
    let fixed = POST
        .replace(", \"text\"]", "]")
        .replace("        \"nullable\": [],\r\n", "");
    let run = project.run("lint lexicons --fix --diff").ends(1);
    assert!(
        run.stdout.contains("-        \"nullable\": [],"),
        "{}",
        run.stdout
    );
    assert_eq!(project.read("lexicons/post.json"), POST);
    project
        .run("lint lexicons --fix")
        .ends(0)
        .says("Fixed 2 findings in 1 file");
    assert_eq!(project.read("lexicons/post.json"), fixed);
    let run = project.run("lint lexicons --fix").ends(0);
    assert!(!run.stderr.contains("Fixed"), "{}", run.stderr);
    let run = project.run("lint lexicons --diff").ends(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn a_file_with_errors_is_not_fixed() {
    let project = Project::empty();
    let text = POST.replace("\"tid\"", "\"no\"");
    project.put("lexicons/post.json", &text);
    project.run("lint lexicons --fix").ends(1);
    assert_eq!(project.read("lexicons/post.json"), text);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let project = Project::empty();
    let run = project.run_with("lint - --fix", POST).ends(0);
    assert!(
        run.stdout
            .contains("\"required\": [\"text\"],\r\n        \"prop")
    );
    assert!(run.stderr.contains("unlimited-string"), "{}", run.stderr);
    let two = format!(
        "{}{}",
        POST.replace('\u{feff}', ""),
        POST.replace('\u{feff}', "")
    );
    project.run_with("lint - --fix", &two).ends(2);
}

#[test]
fn exceptions_hide_say_when_they_are_over_and_when_they_are_not_needed() {
    let project = project();
    project.put(
        "lexgen.toml",
        r#"inputs = ["lexicons"]
[lint]
allow = ["missing-description"]
deny = ["unlimited-string"]
[[lint.exceptions]]
rule = "unlimited-string"
nsid = "com.example.*"
reason = "kept as published"
until = "2027-01-01"
[[lint.exceptions]]
rule = "default-true"
nsid = "com.example.*"
reason = "nobody minds"
"#,
    );
    let on = |epoch: &str, arguments: &str| {
        let mut command = project.command(arguments);
        super::Run::of(
            command
                .env("SOURCE_DATE_EPOCH", epoch)
                .output()
                .expect("runs"),
        )
    };
    // The last second of the last day, and the one after it.
    let run = on("1798847999", "lint")
        .ends(0)
        .says("warning[unused-exception]")
        .says("lexgen.toml:11:");
    assert!(!run.stderr.contains("unlimited-string"), "{}", run.stderr);
    on("1798848000", "lint")
        .ends(1)
        .says("error[unlimited-string]")
        .says("warning[expired-exception]")
        .says("kept as published");
    // Of a part of the lexicons nobody can say what is not needed.
    let run = on("1798847999", "lint lexicons/post.json").ends(0);
    assert!(!run.stderr.contains("unused-exception"), "{}", run.stderr);
}

#[test]
fn every_rule_of_lint_is_explained() {
    let project = Project::empty();
    let list = project.run("explain").ends(0).stdout;
    assert!(list.contains("Likely mistakes (`lexgen lint`)\n"), "{list}");
    let page = project.run("explain unlimited-string").ends(0).stdout;
    assert!(
        page.contains("\nBad\n\n    {\n      \"main\": {\n"),
        "{page}"
    );
    assert!(page.lines().all(|line| line.chars().count() <= 100));
    project
        .run("explain unlimited-strin")
        .ends(2)
        .says("did you mean `unlimited-string`?");
}
