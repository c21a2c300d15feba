//! A PDS and a PLC directory on loopback, which stop when they are dropped.

use std::{
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::workspace;

/// The time limit for starting both, on a busy machine.
const START: Duration = Duration::from_secs(120);
/// The time limit for a response and for stopping.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running PDS.
#[derive(Debug)]
pub struct Pds {
    /// The URL, such as `http://localhost:1234`.
    pub url: String,
    /// The URL of the PLC directory.
    pub plc: String,
    process: Child,
    speech: Mutex<Speech>,
}

/// Lines to and from `start.mjs`.
#[derive(Debug)]
struct Speech {
    input: Option<ChildStdin>,
    output: Receiver<String>,
}

impl Speech {
    fn listen(&self, patience: Duration) -> Result<Value, String> {
        match self.output.recv_timeout(patience) {
            Ok(line) => serde_json::from_str(&line).map_err(|_| format!("it says: {line}")),
            Err(RecvTimeoutError::Timeout) => Err(format!("it is silent for {patience:?}")),
            Err(RecvTimeoutError::Disconnected) => Err("it has ended".into()),
        }
    }
}

impl Pds {
    /// Starts a PDS; `None`, with the reason on standard error, if it is not
    /// installed.
    ///
    /// # Panics
    ///
    /// If it does not start, or if it is not installed and `LEXGEN_PDS` is set:
    /// tests must not pass without a PDS that was explicitly requested.
    #[must_use]
    pub fn start() -> Option<Self> {
        if let Err(reason) = installed() {
            let is_wanted = std::env::var_os("LEXGEN_PDS").is_some();
            assert!(!is_wanted, "LEXGEN_PDS is set, but {reason}");
            // Not `eprintln!`, which is captured in a test that passes.
            let _ = writeln!(io::stderr(), "skipped: {reason}");
            return None;
        }
        let mut process = Command::new("node")
            .arg("start.mjs")
            .current_dir(folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node has just been there");
        let output = lines(process.stdout.take().expect("it is piped"));
        let input = process.stdin.take();
        let speech = Speech { input, output };
        let ready = speech.listen(START);
        let ready = ready.unwrap_or_else(|error| panic!("the PDS does not start: {error}"));
        let url = |service: &str| ready[service].as_str().expect("a URL").to_owned();
        Some(Self {
            url: url("pds"),
            plc: url("plc"),
            process,
            speech: Mutex::new(speech),
        })
    }

    /// An expired version of the token.
    ///
    /// # Panics
    ///
    /// If the PDS has stopped.
    #[must_use]
    pub fn expired(&self, token: &str) -> String {
        let answer = self.ask(&json!({ "expire": token }));
        answer["token"].as_str().expect("a token").to_owned()
    }

    /// Calls a procedure, for tests without a client of their own. The token is that of an
    /// account, or empty.
    ///
    /// # Panics
    ///
    /// If the PDS has stopped, or refuses the call.
    #[must_use]
    pub fn procedure(&self, nsid: &str, token: &str, input: &Value) -> Value {
        let answer = self.ask(&json!({ "procedure": nsid, "token": token, "input": input }));
        assert_eq!(answer["status"], 200, "{nsid}: {answer}");
        answer["output"].clone()
    }

    fn ask(&self, question: &Value) -> Value {
        let mut speech = self.speech.lock().expect("nobody panics with it");
        let input = speech.input.as_mut().expect("it is open");
        writeln!(input, "{question}").expect("the PDS reads");
        speech.listen(PATIENCE).expect("the PDS answers")
    }
}

impl Drop for Pds {
    /// Stops it by closing its input, and kills it if it does not stop.
    fn drop(&mut self) {
        if let Ok(speech) = self.speech.get_mut() {
            speech.input = None;
        }
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if matches!(self.process.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn folder() -> PathBuf {
    workspace().join("tests/pds/node")
}

fn installed() -> Result<(), String> {
    let version = Command::new("node").arg("--version").output();
    let version = version.map_err(|error| format!("there is no Node: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout);
    let major = version.trim().trim_start_matches('v').split('.').next();
    if major
        .and_then(|it| it.parse().ok())
        .is_none_or(|it: u32| it < 20)
    {
        return Err(format!("Node is {}, not 20 or later", version.trim()));
    }
    let package = Path::new("node_modules/@atproto/dev-env");
    if !folder().join(package).is_dir() {
        return Err("there is no PDS; install it with `npm ci --prefix tests/pds/node`".into());
    }
    Ok(())
}

/// The lines of an output, read by a thread so that waiting can time out.
fn lines(output: impl io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
