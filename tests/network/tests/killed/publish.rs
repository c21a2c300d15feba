//! `lexgen publish` and `lexgen unpublish`: the repository has the records of before or those that
//! should be, and the next run says which.

use std::{
    collections::BTreeMap,
    fs,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use lexgen_tests_network::{Account, Manner, Network, Said, lexicon};
use serde_json::Value;
use tempfile::TempDir;

use crate::{kill, kills};

const NAMES: [&str; 3] = ["com.example.a", "com.example.b", "com.example.c"];

/// The records of an account.
type Records = BTreeMap<String, Value>;

struct Story {
    network: Network,
    account: Account,
    folder: TempDir,
    arguments: &'static [&'static str],
    new: Records,
    /// What the command says if it has nothing to do.
    unchanged: &'static str,
    time: Duration,
    requests: usize,
}

/// A lexicon that lint accepts.
fn documented(nsid: &str) -> Value {
    let mut document = lexicon(nsid);
    document["defs"]["main"]["description"] = "A short text.".into();
    document
}

impl Story {
    fn new(account: Account, arguments: &'static [&'static str], unchanged: &'static str) -> Self {
        let network = Network::new();
        network.authority("example.com", &account.did);
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::create_dir(folder.path().join("lexicons")).expect("made");
        for nsid in NAMES {
            let mut document = documented(nsid);
            document.as_object_mut().expect("an object").remove("$type");
            let text = serde_json::to_string_pretty(&document).expect("JSON");
            let path = folder.path().join(format!("lexicons/{nsid}.json"));
            fs::write(path, text).expect("written");
        }
        let mut story = Self {
            network,
            account,
            folder,
            arguments,
            new: Records::new(),
            unchanged,
            time: Duration::ZERO,
            requests: 0,
        };
        story.host();
        // The time must not be that of the build.
        let _ = story.network.offline(&["--version"]);
        story.network.answer_only(usize::MAX);
        let begin = Instant::now();
        let said = story.run();
        assert_eq!(said.code, Some(0), "{said:?}");
        story.time = begin.elapsed();
        story.requests = story.network.requests();
        story.network.answer_all();
        story.new = story.records();
        assert_ne!(story.new, story.account.records);
        story
    }

    /// One lexicon is published in another version, and the others not at all.
    fn of_publish() -> Self {
        let mut first = documented(NAMES[0]);
        first["description"] = "The first version.".into();
        let account = Account::new('a').with_record(NAMES[0], first);
        Self::new(account, &["publish"], "nothing to publish")
    }

    fn of_unpublish() -> Self {
        let account = NAMES
            .iter()
            .fold(Account::new('a'), |account, nsid| account.with(nsid));
        let arguments = &["unpublish", NAMES[0], NAMES[1], "--yes"];
        Self::new(account, arguments, "has none of them")
    }

    /// Makes the repository what it was.
    fn host(&self) {
        self.network.host(self.account.clone(), Manner::Honest);
    }

    fn records(&self) -> Records {
        self.network.hosted(&self.account.did).records
    }

    fn command(&self) -> Command {
        let mut command = self.network.command(self.folder.path(), self.arguments);
        command.env("LEXGEN_ACCOUNT", &self.account.did);
        command.env("LEXGEN_PASSWORD", "hunter2");
        command
    }

    fn run(&self) -> Said {
        let output = self.command().output().expect("the command runs");
        self.network.said(&output)
    }

    fn start(&self) -> Child {
        let mut command = self.command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command runs")
    }

    /// After a kill, the same command does what is left to do. Returns whether it says that
    /// there is nothing.
    fn go_on(&self, when: &str) -> bool {
        let found = self.records();
        let is_done = found == self.new;
        assert!(
            is_done || found == self.account.records,
            "{when}: {found:#?}"
        );
        let said = self.run();
        assert_eq!(said.code, Some(0), "{when}: {said:?}");
        assert_eq!(self.records(), self.new, "{when}");
        let is_unchanged = said.stderr.contains(self.unchanged);
        // The server can have got a request from the process that was killed just now.
        assert!(is_unchanged || !is_done, "{when}: {said:?}");
        is_unchanged
    }

    fn after_any_time(&self) {
        let kills = u32::try_from(kills()).expect("not so many");
        for number in 0..kills {
            self.host();
            let process = self.start();
            let time = self.time * number / kills;
            std::thread::sleep(time);
            kill(process);
            self.go_on(&format!("after {time:?} of {:?}", self.time));
        }
    }

    /// The server has done what the last request asks for, and does not answer.
    fn at_any_request(&self) {
        let mut done = 0;
        for answered in 0..self.requests {
            self.host();
            self.network.answer_only(answered);
            let process = self.start();
            let begin = Instant::now();
            while self.network.requests() <= answered && begin.elapsed() < self.time * 10 {
                std::thread::yield_now();
            }
            kill(process);
            self.network.answer_all();
            let is_done = self.records() == self.new;
            let is_unchanged = self.go_on(&format!("at request {answered}"));
            assert_eq!(is_unchanged, is_done, "at request {answered}");
            done += usize::from(is_done);
        }
        assert!(
            0 < done && done < self.requests,
            "{done} of {}",
            self.requests
        );
    }
}

#[test]
fn after_any_time() {
    Story::of_publish().after_any_time();
}

#[test]
fn at_any_request() {
    Story::of_publish().at_any_request();
}

#[test]
fn deletions_at_any_request() {
    Story::of_unpublish().at_any_request();
}
