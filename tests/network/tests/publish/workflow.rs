//! The workflow in the guide, run by hand.

use std::fs;

use lexgen_tests_network::{Manner, Said};

use crate::{NOTE, PASSWORD, POST, Project, longer, shorter};

/// The commands of lexgen in the workflow, in order.
fn commands() -> Vec<Vec<String>> {
    let guide = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../lexgen/docs/publishing.md"
    );
    let guide = fs::read_to_string(guide).expect("the guide");
    let runs = guide.lines().filter_map(|line| {
        let (_, command) = line.split_once("- run: ")?;
        let command = command.trim_matches('"').strip_prefix("lexgen ")?;
        Some(command.split(' ').map(str::to_owned).collect())
    });
    let runs: Vec<Vec<String>> = runs.collect();
    assert_eq!(runs.last().map(|it| &*it[0]), Some("publish"));
    runs
}

impl Project {
    /// Runs the workflow until a command fails, and returns that, or the last one.
    fn run_workflow(&self) -> (String, Said) {
        let commands = commands();
        let env = [
            ("LEXGEN_ACCOUNT", &*self.did),
            ("LEXGEN_PASSWORD", PASSWORD),
        ];
        let mut last = None;
        for command in &commands {
            let uses_network = !["check", "lint"].contains(&&*command[0]);
            let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let said = if uses_network {
                self.run_with(&arguments, &env, None)
            } else {
                let lexicons = self.path().join("lexicons");
                let lexicons = lexicons.to_str().expect("Unicode");
                self.network
                    .offline(&[&arguments[..], &[lexicons]].concat())
            };
            let has_failed = said.code != Some(0);
            last = Some((command[0].clone(), said));
            if has_failed {
                break;
            }
        }
        last.expect("commands")
    }
}

#[test]
fn the_first_publication_needs_a_dns_record() {
    let project = Project::new(Manner::Honest);
    let (command, said) = project.run_workflow();
    assert_eq!((&*command, said.code), ("breaking", Some(1)), "{said:?}");
    project.assert_no_login();
    let project = project.with_authority();
    let (command, said) = project.run_workflow();
    assert_eq!((&*command, said.code), ("publish", Some(0)), "{said:?}");
    assert_eq!(project.published(), [NOTE, POST]);
}

#[test]
fn what_breaks_is_not_published() {
    let project = Project::new(Manner::Honest).with_authority();
    project.run_workflow();
    project.write(POST, &longer(POST));
    let (command, said) = project.run_workflow();
    assert_eq!((&*command, said.code), ("publish", Some(0)), "{said:?}");
    project.write(NOTE, &shorter(NOTE));
    let (command, said) = project.run_workflow();
    assert_eq!((&*command, said.code), ("breaking", Some(1)), "{said:?}");
}
