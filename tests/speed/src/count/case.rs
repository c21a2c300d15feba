//! What is counted.

use lexgen_tests_speed::cases::CASES;

use crate::{
    command::{COMMANDS, Command},
    work::Work,
};

/// A program that is run, with its arguments.
pub struct Case {
    pub name: String,
    pub program: &'static str,
    pub arguments: Vec<String>,
    /// The code with which it ends.
    pub ends: i32,
    /// The function whose calls are counted; `None` for the whole run.
    pub function: Option<&'static str>,
}

/// Generated types in all cases of `repeat`, and the command on the sets that exist. What
/// they are compared with is not counted.
pub fn all(work: &Work) -> Vec<Case> {
    let runtime = CASES.iter().map(|case| case.name);
    let runtime = runtime.filter(|name| name.rsplit('/').next().is_some_and(is_own));
    let commands = COMMANDS.iter().filter(|it| work.has_all(it.sets));
    runtime
        .map(of_runtime)
        .chain(commands.map(of_command))
        .collect()
}

fn is_own(types: &str) -> bool {
    types.starts_with("lexgen")
}

fn of_runtime(name: &str) -> Case {
    Case {
        name: name.to_owned(),
        program: "repeat",
        arguments: name.split('/').chain(["1"]).map(str::to_owned).collect(),
        ends: 0,
        function: Some("*count_this_call*"),
    }
}

fn of_command(command: &Command) -> Case {
    Case {
        name: command.name.to_owned(),
        program: "lexgen",
        arguments: command
            .arguments
            .iter()
            .map(|it| (*it).to_owned())
            .collect(),
        ends: command.ends,
        function: None,
    }
}
