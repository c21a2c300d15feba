//! The reference implementations, in a process of their own.

use std::{
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use lexgen_tests::workspace;
use serde_json::Value;

/// The reference implementations.
#[derive(Debug)]
pub struct Reference {
    folder: PathBuf,
}

impl Reference {
    /// The reference implementations, or `None`, with the reason on standard
    /// error, if they are not installed.
    ///
    /// # Panics
    ///
    /// If they are not installed and `LEXGEN_REFERENCE` is set.
    #[must_use]
    pub fn installed() -> Option<Self> {
        let folder = workspace().join("tests/reference/node");
        if node(&folder).exists() {
            return Some(Self { folder });
        }
        let reason = "the reference implementations are not installed: \
                      run `npm ci --prefix tests/reference/node`";
        assert!(
            std::env::var_os("LEXGEN_REFERENCE").is_none(),
            "LEXGEN_REFERENCE is set, but {reason}"
        );
        // Not `eprintln!`, which is captured in a test that passes.
        let _ = writeln!(io::stderr(), "skipped: {reason}");
        None
    }

    /// Asks all questions of one kind. The answers are in the same order;
    /// `{"refused": …}` are those to input that is not valid.
    ///
    /// # Panics
    ///
    /// If the process fails.
    #[must_use]
    pub fn ask(&self, kind: &str, inputs: &[Value]) -> Vec<Value> {
        let mut process = Command::new(node(&self.folder))
            .arg("judge.mjs")
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node starts");
        let mut questions = process.stdin.take().expect("piped");
        let answers = process.stdout.take().expect("piped");
        let answers: Vec<Value> = thread::scope(|scope| {
            // In a thread, because the process answers before it has read all.
            scope.spawn(move || {
                for input in inputs {
                    let question = Value::from(vec![kind.into(), input.clone()]);
                    writeln!(questions, "{question}").expect("Node reads");
                }
            });
            let lines = BufReader::new(answers).lines();
            lines
                .map(|line| serde_json::from_str(&line.expect("UTF-8")).expect("JSON"))
                .collect()
        });
        assert!(process.wait().expect("it ends").success(), "Node failed");
        assert_eq!(answers.len(), inputs.len(), "an answer per question");
        answers
    }
}

fn node(folder: &Path) -> PathBuf {
    folder.join("node_modules/.bin/node")
}
