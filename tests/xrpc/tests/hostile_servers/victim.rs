//! Runs the client that is attacked.

use std::process::Command;

/// What became of a call.
#[derive(Debug)]
pub struct Report {
    /// What the client printed, in lines.
    pub lines: Vec<String>,
    /// By how many bytes its peak has grown.
    pub grown: u64,
}

impl Report {
    /// The displayed and debugged errors.
    pub fn errors(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter();
        lines.filter_map(|line| {
            line.strip_prefix("display ")
                .or(line.strip_prefix("debug "))
        })
    }

    pub fn has(&self, line: &str) -> bool {
        self.lines.iter().any(|it| it == line)
    }
}

/// Calls a service from a process of its own.
pub async fn call(what: &'static str, url: &str) -> Report {
    let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
    command.args([what, url]);
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    lines.pop();
    let last = lines.pop().unwrap();
    let grown = last.strip_prefix("grown ").unwrap().parse().unwrap();
    Report { lines, grown }
}
