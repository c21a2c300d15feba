//! A network over loopback: a DNS server, and an HTTP server that is the PLC directory, the
//! PDS of every account and the host of a `did:web`. Each answer can be replaced by a hostile
//! one.

mod account;
mod car;
mod dns;
mod folder;
mod pds;
mod project;
mod reference;
mod tree;
mod web;

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::{Command, Output},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::runtime::Runtime;

pub use account::{Account, Proof, bulky, lexicon};
pub use car::{read as read_car, write as write_car};
pub use dns::Answer;
pub use folder::files;
pub use pds::{Hosted, Manner};
pub use project::Project;
pub use reference::Installer;
pub use web::Page;

/// A network.
pub struct Network {
    /// Where the servers run.
    _runtime: Runtime,
    state: Arc<Mutex<State>>,
    dns: SocketAddr,
    web: SocketAddr,
    /// The PLC directory.
    plc: String,
    /// The host and port of the PDSs.
    allowed: String,
}

/// What the servers answer, and what they were asked for.
#[derive(Default)]
pub(crate) struct State {
    names: HashMap<String, Answer>,
    pages: HashMap<String, Page>,
    asked: Vec<String>,
    delay: Duration,
    /// How many times each is refused because there is too much to do.
    busy: HashMap<String, usize>,
    /// After how many requests the HTTP server is silent.
    silence: Option<usize>,
    requests: usize,
    hosted: HashMap<String, Hosted>,
}

/// The host of every PDS.
pub const PDS: &str = "pds.test";

impl Network {
    /// A network where nothing exists but the host of every PDS.
    ///
    /// # Panics
    /// If no port is free.
    #[must_use]
    pub fn new() -> Self {
        let runtime = Runtime::new().expect("threads");
        let state = Arc::new(Mutex::new(State::default()));
        let (dns, web) = runtime.block_on(async {
            (
                dns::serve(Arc::clone(&state)).await,
                web::serve(Arc::clone(&state)).await,
            )
        });
        let network = Self {
            _runtime: runtime,
            state,
            dns,
            web,
            plc: format!("http://127.0.0.1:{}", web.port()),
            allowed: format!("{PDS}:{}", web.port()),
        };
        network.name(PDS, Answer::Address(Ipv4Addr::LOCALHOST));
        network
    }

    /// The same, with the PDS and the PLC directory of the reference implementation. DNS stays.
    #[must_use]
    pub fn with_reference(mut self, pds: &lexgen_tests::Pds) -> Self {
        self.plc.clone_from(&pds.plc);
        pds.url
            .trim_start_matches("http://")
            .clone_into(&mut self.allowed);
        self
    }

    /// Sets how long the HTTP server waits before each answer.
    pub fn delay(&self, delay: Duration) {
        self.state().delay = delay;
    }

    /// Lets the HTTP server answer this many requests, and the others when it answers all.
    pub fn answer_only(&self, requests: usize) {
        let mut state = self.state();
        state.requests = 0;
        state.silence = Some(requests);
    }

    /// Lets the HTTP server answer all requests again.
    pub fn answer_all(&self) {
        self.state().silence = None;
    }

    /// How many requests the HTTP server has had since [`Network::answer_only`].
    #[must_use]
    pub fn requests(&self) -> usize {
        self.state().requests
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panicked")
    }

    /// Sets what DNS has for a name.
    pub fn name(&self, name: &str, answer: Answer) {
        self.state().names.insert(name.to_owned(), answer);
    }

    /// Sets the TXT record that names the account of a domain.
    pub fn authority(&self, domain: &str, did: &str) {
        self.name(
            &format!("_lexicon.{domain}"),
            Answer::text(&format!("did={did}")),
        );
    }

    /// Sets the answer to a request: to `/PATH`, to `record DID RKEY`, or to
    /// `list DID CURSOR`.
    pub fn page(&self, request: &str, page: Page) {
        self.state().pages.insert(request.to_owned(), page);
    }

    /// Refuses a request some times, because there is too much to do.
    pub fn busy(&self, request: &str, times: usize) {
        self.state().busy.insert(request.to_owned(), times);
    }

    /// Forgets what was asked for.
    pub fn forget(&self) {
        self.state().asked.clear();
    }

    /// What was asked for, in order of the text.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        let mut asked = self.state().asked.clone();
        asked.sort();
        asked
    }

    /// The URL of the HTTP server at a host.
    #[must_use]
    pub fn url(&self, host: &str) -> String {
        format!("http://{host}:{}", self.web.port())
    }

    /// The URL of the PLC directory.
    #[must_use]
    pub fn plc(&self) -> &str {
        &self.plc
    }

    /// The address of the DNS server.
    #[must_use]
    pub fn dns(&self) -> SocketAddr {
        self.dns
    }

    /// The port of the HTTP server.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.web.port()
    }

    /// Publishes what an account has: its DID document, and each record with its proof.
    pub fn publish(&self, account: &Account) {
        let document = account.document(&self.url(PDS));
        self.page(&format!("/{}", account.did), Page::json(&document));
        for (nsid, proof) in account.proofs() {
            let record = format!("record {} {nsid}", account.did);
            self.page(&record, Page::car(&proof.file()));
        }
    }

    /// Hosts an account on a PDS that writes. Its password is `hunter2`.
    pub fn host(&self, account: Account, manner: Manner) {
        let document = account.document(&self.url(PDS));
        self.page(&format!("/{}", account.did), Page::json(&document));
        let hosted = Hosted {
            password: "hunter2".to_owned(),
            manner,
            account,
        };
        let did = hosted.account.did.clone();
        self.state().hosted.insert(did, hosted);
    }

    /// The account as it is now.
    ///
    /// # Panics
    /// If it is not hosted.
    #[must_use]
    pub fn hosted(&self, did: &str) -> Account {
        let state = self.state();
        let hosted = state.hosted.get(did).expect("hosted");
        hosted.account.clone()
    }

    /// Publishes the proof that an account has a record, or that it has none.
    pub fn publish_proof(&self, account: &Account, nsid: &str) {
        let proof = account.proof(nsid);
        self.page(
            &format!("record {} {nsid}", account.did),
            Page::car(&proof.file()),
        );
    }

    /// Runs a command of lexgen that uses this network, with connections to its PDSs
    /// allowed.
    ///
    /// # Panics
    /// If the command cannot be started.
    #[must_use]
    pub fn lexgen(&self, arguments: &[&str]) -> Said {
        self.lexgen_without_allowance(&[arguments, &["--pds-allow", &self.allowed]].concat())
    }

    /// Runs a command of lexgen in a folder, as [`Network::lexgen`] does.
    ///
    /// # Panics
    /// If the command cannot be started.
    #[must_use]
    pub fn lexgen_in(&self, folder: &Path, arguments: &[&str]) -> Said {
        let output = self.command(folder, arguments).output();
        self.said(&output.expect("the command runs"))
    }

    /// A command of lexgen in a folder that uses this network, with connections to its PDSs
    /// allowed.
    #[must_use]
    pub fn command(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = lexgen_tests::lexgen_of_the_network();
        command.current_dir(folder).args(arguments);
        // It does not use the network, and has no such flags.
        if arguments.first() != Some(&"uninstall") {
            command
                .args(["--dns", &self.dns.to_string(), "--plc", &self.plc])
                .args(["--pds-allow", &self.allowed]);
        }
        command
    }

    /// Runs a command of lexgen that uses this network.
    ///
    /// # Panics
    /// If the command cannot be started.
    #[must_use]
    pub fn lexgen_without_allowance(&self, arguments: &[&str]) -> Said {
        let output = lexgen_tests::lexgen_of_the_network()
            .args(arguments)
            .args(["--dns", &self.dns.to_string()])
            .args(["--plc", &self.plc])
            .output()
            .expect("the command runs");
        self.said(&output)
    }

    /// Runs a command of lexgen that does not use the network.
    ///
    /// # Panics
    /// If the command cannot be started.
    #[must_use]
    pub fn offline(&self, arguments: &[&str]) -> Said {
        let mut command = lexgen_tests::lexgen_of_the_network();
        let output = command.args(arguments).output().expect("the command runs");
        self.said(&output)
    }

    /// What a command said, without the port.
    #[must_use]
    pub fn said(&self, output: &Output) -> Said {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            text.replace(&format!(":{}", self.port()), ":PORT")
        };
        Said {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Said {
    /// The problems that it reports, without the summary.
    ///
    /// # Panics
    /// If it did not fail, or printed a document.
    #[must_use]
    pub fn problems(&self) -> &str {
        assert_eq!((self.code, self.stdout.as_str()), (Some(1), ""), "{self:?}");
        let (problems, summary) = self.stderr.trim_end().rsplit_once('\n').expect("two lines");
        assert!(summary.contains("Failed"), "{self:?}");
        problems
    }
}
