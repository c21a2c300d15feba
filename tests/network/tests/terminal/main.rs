//! Questions to a person, who answers them in a real terminal.
#![cfg(unix)]

mod keys;
mod publish;

use std::process::Command;

use rexpect::{process::WaitStatus, session::spawn_command};

/// What a person types.
#[derive(Clone, Copy, Debug)]
enum Typed<'t> {
    /// A line.
    Line(&'t str),
    /// The end of input, which is Ctrl-D.
    End,
}

/// What says yes.
const YES: [Typed<'_>; 3] = [Typed::Line("y"), Typed::Line("yes"), Typed::Line("Y")];

/// What does not.
const NO: [Typed<'_>; 4] = [
    Typed::Line("n"),
    Typed::Line(""),
    Typed::Line("sure"),
    Typed::End,
];

/// What was on the screen, and how the command ended.
#[derive(Debug)]
struct Screen {
    code: i32,
    text: String,
}

/// How long a command may take, in milliseconds.
const PATIENCE: u64 = 120_000;

/// Runs a command in a terminal that shows what is typed, and answers a question.
fn answer(command: &Command, question: &str, typed: Typed<'_>) -> Screen {
    // Terminals show what is typed, and that of the crate does not.
    let mut shell = Command::new("sh");
    shell.args(["-c", "stty echo && exec \"$0\" \"$@\""]);
    shell.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.current_dir(command.get_current_dir().expect("a folder"));
    let mut session = spawn_command(shell, Some(PATIENCE)).expect("a terminal");
    let mut text = session.exp_string(question).expect("the question");
    match typed {
        Typed::Line(line) => {
            session.send_line(line).expect("typed");
        }
        Typed::End => session.send_control('d').expect("typed"),
    }
    text += &session.exp_eof().expect("the end");
    let code = match session.process().wait().expect("it ends") {
        WaitStatus::Exited(_, code) => code,
        other => panic!("{other:?}: {text}"),
    };
    Screen { code, text }
}
