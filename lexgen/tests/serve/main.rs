//! `lexgen serve` over loopback, as browsers and programs use it, and as they misuse it.

#![cfg(feature = "serve")]

mod client;
mod command;
mod guard;
mod limits;
mod live;
#[path = "../notes/mod.rs"]
mod notes;
mod parts;
mod registry;
mod site;
mod validate;

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStderr, Command, Stdio},
};

use client::{Answer, send};
use notes::{GOOD, NOTE, SEARCH};
use tempfile::TempDir;

/// A folder with lexicons.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.put("lexicons/note.json", NOTE);
        folder.put("lexicons/search.json", SEARCH);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lexgen"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("NO_COLOR", "1");
        command
    }

    /// Serves it at a free port.
    fn serve(self, arguments: &[&str]) -> Server {
        self.serve_with(arguments, [])
    }

    fn serve_with<const N: usize>(
        self,
        arguments: &[&str],
        environment: [(&str, OsString); N],
    ) -> Server {
        let mut command = self.command(&["serve", "--port", "0"]);
        let mut child = command
            .args(arguments)
            .envs(environment)
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut output = BufReader::new(child.stderr.take().expect("piped"));
        let mut said = String::new();
        let port = loop {
            let from = said.len();
            let read = output.read_line(&mut said).expect("text");
            assert!(read > 0, "it ended: {said}");
            let url = said[from..].split_once("http://").map(|(_, url)| url);
            let port = url.and_then(|url| url.split_once('/')?.0.rsplit_once(':'));
            if let Some((_, port)) = port {
                break port.parse().expect("a port");
            }
        };
        Server {
            folder: self,
            child,
            output,
            said,
            port,
        }
    }
}

/// A server, until it is dropped.
struct Server {
    folder: Folder,
    child: Child,
    output: BufReader<ChildStderr>,
    /// What it printed until it served.
    said: String,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn new() -> Self {
        Folder::new().serve(&[])
    }

    /// The value of `Host` that it answers to.
    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a request with these headers beside `Host`.
    fn request(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\
             Content-Length: {}\r\n\r\n",
            self.host(),
            body.len()
        );
        send(self.port, &[head.as_bytes(), body].concat())
    }

    fn get(&self, target: &str) -> Answer {
        self.request("GET", target, "", b"")
    }

    fn validate(&self, query: &str, data: &str) -> Answer {
        let target = format!("/validate?{query}");
        self.request("POST", &target, "", data.as_bytes())
    }

    /// Ends it, and returns everything that it printed.
    fn end(mut self) -> String {
        let _ = self.child.kill();
        let mut said = std::mem::take(&mut self.said);
        self.output.read_to_string(&mut said).expect("text");
        said
    }
}
