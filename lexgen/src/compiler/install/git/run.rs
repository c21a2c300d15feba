//! Runs git, with limits: a server can be slow, or send without an end.

use std::{
    io::{self, Read},
    net::IpAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

#[cfg(unix)]
use super::signals::Held;
use super::{Fault, Server};
use crate::shown::message;

/// The most bytes that are kept of what git prints.
const MOST_PRINTED: u64 = 64 << 10;

/// The most bytes of the files that git fetches.
const MOST_FETCHED: u64 = 512 << 20;

/// Environment variables by which git would use another repository.
const ELSEWHERE: [&str; 7] = [
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
];

/// Git on a folder, until a moment.
pub(super) struct Git<'g> {
    folder: &'g Path,
    root: &'g Path,
    time: Duration,
    end: Instant,
    /// The protocols that git may use.
    protocols: &'static str,
    /// Settings of git for one repository.
    settings: Vec<String>,
}

impl<'g> Git<'g> {
    /// `root` is the folder that relative paths of repositories are relative to.
    pub(super) fn new(folder: &'g Path, root: &'g Path, time: Duration) -> Self {
        let root = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        Self {
            folder,
            root,
            time,
            end: Instant::now() + time,
            protocols: "file:git:http:https:ssh",
            settings: Vec::new(),
        }
    }

    /// The same for a URL that the user has not typed: git connects only to these addresses,
    /// with encryption, and follows nothing that leads elsewhere.
    pub(super) fn only(mut self, url: &str, server: &Server, addresses: &[IpAddr]) -> Self {
        self.protocols = "https:ssh";
        if !server.is_https {
            return self;
        }
        // For the whole URL, so that no setting of the user is for more of it. A proxy would
        // look for the address again.
        let name = |key: &str| format!("http.{url}.{key}");
        self.settings = vec![
            format!("{}=false", name("followRedirects")),
            format!("{}=", name("proxy")),
        ];
        if !addresses.is_empty() {
            let addresses = addresses.iter().map(|address| match address {
                IpAddr::V4(address) => address.to_string(),
                IpAddr::V6(address) => format!("[{address}]"),
            });
            let addresses = addresses.collect::<Vec<_>>().join(",");
            let Server { host, port, .. } = server;
            let pin = name("curloptResolve");
            // An empty one drops those that the user has set.
            self.settings.push(format!("{pin}="));
            self.settings
                .push(format!("{pin}={host}:{port}:{addresses}"));
        }
        self
    }

    /// Makes the folder an empty repository.
    pub(super) fn init(&self) -> Result<(), Fault> {
        let mut git = Command::new("git");
        git.args(["init", "--quiet", "--bare", "--template="])
            .arg(self.folder);
        self.output(git).map(|_| ())
    }

    /// What git prints. It asks nobody anything, and starts only programs that fetch by
    /// well-known protocols.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<String, Fault> {
        let mut git = self.command();
        git.args(["-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=30"])
            .args(["-c", "fetch.recurseSubmodules=no", "-c", "gc.auto=0"])
            .args(["-c", "protocol.ext.allow=never"])
            .args(["-c", "transfer.bundleURI=false"])
            .args(self.settings.iter().flat_map(|setting| ["-c", setting]))
            .args(arguments);
        let has_ssh = ["GIT_SSH_COMMAND", "GIT_SSH"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        if arguments.first() == Some(&"fetch") && !has_ssh {
            let mut setting = self.command();
            setting.args(["config", "--get", "core.sshCommand"]);
            if self.output(setting).is_err() {
                git.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
            }
        }
        self.output(git)
    }

    fn command(&self) -> Command {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.folder);
        git
    }

    fn output(&self, mut git: Command) -> Result<String, Fault> {
        for name in ELSEWHERE {
            git.env_remove(name);
        }
        git.current_dir(self.root)
            .env("LC_ALL", "C")
            .env("GIT_ALLOW_PROTOCOL", self.protocols)
            .env("GIT_TERMINAL_PROMPT", "0")
            // An empty one, because without one git starts that of ssh.
            .env("GIT_ASKPASS", "")
            .env("SSH_ASKPASS_REQUIRE", "never")
            .env("GIT_NO_LAZY_FETCH", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut git, 0);
        #[cfg(unix)]
        let held = Held::new();
        let cannot_run = |error: io::Error| Fault::Git(format!("cannot run git: {error}"));
        let mut child = git.spawn().map_err(cannot_run)?;
        let out = child.stdout.take().map(printed);
        let said = child.stderr.take().map(printed);
        let status = loop {
            if let Some(status) = child.try_wait().map_err(cannot_run)? {
                break status;
            }
            #[cfg(unix)]
            if held.is_signalled() {
                kill(&mut child);
                let _ = std::fs::remove_dir_all(self.folder);
                held.end();
            }
            let excess = if Instant::now() >= self.end {
                let seconds = self.time.as_secs_f64();
                let unit = if seconds == 1.0 { "second" } else { "seconds" };
                Some(format!(
                    "git has not finished after {seconds} {unit}, ten times `--timeout`"
                ))
            } else if fetched(self.folder) > MOST_FETCHED {
                Some(format!("it has more than {} MiB", MOST_FETCHED >> 20))
            } else {
                None
            };
            if let Some(excess) = excess {
                kill(&mut child);
                return Err(Fault::Git(excess));
            }
            thread::sleep(Duration::from_millis(10));
        };
        // A program that git has started can still have its output open.
        let text = |from: Option<mpsc::Receiver<Vec<u8>>>| {
            let bytes = from.and_then(|from| from.recv_timeout(Duration::from_secs(5)).ok());
            String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
        };
        if status.success() {
            return Ok(text(out));
        }
        let said = text(said);
        let line = said.lines().find(|line| line.starts_with("fatal: "));
        let line = line.or(said.lines().next()).unwrap_or("no reason given");
        let line = line.strip_prefix("fatal: ").unwrap_or(line);
        Err(Fault::Git(message(line).up_to(300).to_string()))
    }
}

/// Reads the beginning of what a program prints, and drops the rest.
fn printed(mut from: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.by_ref().take(MOST_PRINTED).read_to_end(&mut bytes);
        let _ = io::copy(&mut from, &mut io::sink());
        let _ = sender.send(bytes);
    });
    receiver
}

/// The bytes of all packs, also of those that are not whole yet.
fn fetched(folder: &Path) -> u64 {
    let packs = std::fs::read_dir(folder.join("objects/pack"));
    let sizes = packs.into_iter().flatten().flatten();
    let sizes = sizes.filter_map(|entry| Some(entry.metadata().ok()?.len()));
    sizes.sum()
}

/// Ends git, with the programs that it has started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
