//! What a command does to a folder, and what is found there after it was killed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use lexgen_tests_network::{Account, Network, files, lexicon};
use serde_json::json;
use tempfile::{TempDir, tempdir};

use crate::{kill, kills};

/// The lexicon that is asked for.
pub(crate) const ROOT: &str = "com.example.root";

/// The state of a folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A network, and what a command does to a folder.
pub(crate) struct Story {
    network: Network,
    command: &'static [&'static str],
    old: Files,
    new: Files,
    /// The files of the old state, to begin with.
    start: TempDir,
    /// How long the command takes when it is not killed.
    time: Duration,
    /// How many requests it makes.
    requests: usize,
}

/// An account whose lexicon [`ROOT`] refers to those of these numbers.
pub(crate) fn account(numbers: std::ops::Range<usize>) -> Account {
    let names: Vec<_> = numbers
        .map(|number| format!("com.example.n{number}"))
        .collect();
    let account = names
        .iter()
        .fold(Account::new('a'), |account, name| account.with(name));
    let mut root = lexicon(ROOT);
    root["defs"]["main"]["record"]["properties"]["all"] = json!({ "type": "union", "refs": names });
    account.with_record(ROOT, root)
}

impl Story {
    /// `start` is the folder in which the command begins.
    pub(crate) fn new(network: Network, start: TempDir, command: &'static [&'static str]) -> Self {
        let mut story = Self {
            network,
            command,
            old: state(start.path()),
            new: Files::new(),
            start,
            time: Duration::ZERO,
            requests: 0,
        };
        let folder = story.folder();
        story.network.answer_only(usize::MAX);
        let begin = Instant::now();
        story.succeed(folder.path(), command);
        story.time = begin.elapsed();
        story.requests = story.network.requests();
        story.network.answer_all();
        story.new = state(folder.path());
        assert!(story.new != story.old);
        story
    }

    /// A new folder with the old state.
    fn folder(&self) -> TempDir {
        let folder = tempdir().expect("a folder can be made");
        for (path, bytes) in files(self.start.path()) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
        folder
    }

    /// Starts the command in a folder.
    fn start(&self, folder: &Path) -> Child {
        let mut command = self.network.command(folder, self.command);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command runs")
    }

    fn succeed(&self, folder: &Path, arguments: &[&str]) {
        let said = self.network.lexgen_in(folder, arguments);
        assert_eq!(said.code, Some(0), "{said:?}\n{:#?}", names(folder));
    }

    /// After a kill, any command completes or undoes, and the same command does what it should.
    fn go_on(&self, folder: &Path, when: &str) {
        let killed = names(folder);
        self.succeed(folder, &["install"]);
        let found = state(folder);
        assert!(
            found == self.old || found == self.new,
            "{when}: {killed:#?}\n{:#?}",
            names(folder)
        );
        self.succeed(folder, self.command);
        assert!(
            state(folder) == self.new,
            "{when}: {killed:#?}\n{:#?}",
            names(folder)
        );
    }

    pub(crate) fn after_any_time(&self) {
        let kills = u32::try_from(kills()).expect("not so many");
        for number in 0..kills {
            let folder = self.folder();
            let process = self.start(folder.path());
            let time = self.time * number / kills;
            std::thread::sleep(time);
            kill(process);
            self.go_on(folder.path(), &format!("after {time:?} of {:?}", self.time));
        }
    }

    pub(crate) fn at_any_request(&self) {
        for answered in 0..kills().min(self.requests) {
            let folder = self.folder();
            self.network.answer_only(answered);
            let process = self.start(folder.path());
            let begin = Instant::now();
            while self.network.requests() <= answered && begin.elapsed() < self.time * 10 {
                std::thread::yield_now();
            }
            kill(process);
            self.network.answer_all();
            self.go_on(folder.path(), &format!("at request {answered}"));
        }
    }

    pub(crate) fn at_any_change_of_the_folder(&self) {
        let mut last = 0;
        for wanted in 1..=kills() {
            let folder = self.folder();
            let mut process = self.start(folder.path());
            let (mut seen, mut before) = (0, names(folder.path()));
            while seen < wanted && process.try_wait().expect("a process").is_none() {
                let now = names(folder.path());
                if now != before {
                    (seen, before) = (seen + 1, now);
                }
            }
            kill(process);
            last = seen.max(last);
            self.go_on(folder.path(), &format!("at change {wanted}"));
            if seen < wanted {
                break;
            }
        }
        assert!(last > 0, "no change was seen");
    }
}

/// The files of a folder. Of the lock, without the times, which differ between runs.
fn state(folder: &Path) -> Files {
    let mut files: Files = files(folder).into_iter().collect();
    if let Some(lock) = files.get_mut(Path::new("lexicons.lock")) {
        let text = String::from_utf8_lossy(lock);
        let lines = text.split_inclusive('\n');
        let kept = lines.filter(|line| !line.contains("\"resolved\": \""));
        *lock = kept.collect::<String>().into_bytes();
    }
    files
}

/// The paths of all files in a folder which another process changes meanwhile.
fn names(folder: &Path) -> BTreeSet<PathBuf> {
    let mut names = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            }
            names.insert(entry.path());
        }
    }
    names
}
