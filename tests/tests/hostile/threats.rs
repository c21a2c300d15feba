//! The tests in the list of threats exist.

use std::fs;

use lexgen_tests::workspace;

#[test]
fn every_threat_is_held_by_tests_that_are_there() {
    let text = fs::read_to_string(workspace().join("SECURITY.md")).expect("the list is readable");
    let mut threats = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("- **") {
            threats += 1;
            let has_test = lines.peek().is_some_and(|it| it.starts_with("  - `"));
            assert!(has_test, "no test holds: {line}");
        }
        let Some(test) = line.strip_prefix("  - `") else {
            continue;
        };
        let named = test.strip_suffix('`').and_then(|it| it.split_once(": "));
        let (file, name) = named.unwrap_or_else(|| panic!("file and test: {line}"));
        let path = workspace().join(file);
        let code = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
        if file == ".ci/run" {
            assert!(code.contains(&format!("\nstep \"{name}\" ")), "{name}");
            continue;
        }
        let before = code.split(&format!("fn {name}()")).next();
        let before = before.filter(|it| it.len() < code.len());
        let before = before.unwrap_or_else(|| panic!("{file} has no `{name}`"));
        // Other attributes, such as `cfg`, may be between `#[test]` and the name.
        let attributes = before.rsplit('}').next().unwrap_or_default();
        assert!(attributes.contains("test]"), "{file}: `{name}` is no test");
    }
    assert!(threats > 30, "{threats} threats");
}
