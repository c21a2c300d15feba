//! What is served, and how it follows the files.

use std::{
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime},
};

use tokio::sync::{mpsc::UnboundedSender, watch};

use super::library::Library;
use crate::compiler::{
    diagnostic::{Diagnostic, Report, Severity, rules},
    install::Manifest,
    pages::{self, LiveErrors},
    pipeline::{self, Compiled},
    read::fingerprint,
    set::lock::installed::Installed,
    settings::{Settings, SettingsError},
};

/// The shortest time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(150);
/// How many times longer than a look the pause after it is.
const RATIO: u32 = 10;
/// The time in which files must not change before they are read: several are often written
/// one after another.
const SETTLED: Duration = Duration::from_millis(40);
/// How often files that go on changing are looked at before they are read.
const MOST_LOOKS: usize = 20;
/// The most errors that a page shows.
const MOST_ERRORS: usize = 50;

/// The settings of a server, and what it reads beside the lexicons.
pub(crate) struct Loaded {
    pub(crate) settings: Settings,
    /// The files that say what is read and where it is from.
    pub(crate) files: Vec<PathBuf>,
    /// What the pages are made with.
    pub(crate) pages: pages::Options,
    /// Why it is not known where lexicons are from.
    pub(crate) failure: Option<SettingsError>,
}

/// Loads the settings. Called again after every change.
pub(crate) type Load = Box<dyn Fn() -> Result<Loaded, SettingsError> + Send>;

/// What is served at a time.
pub(super) struct Live {
    /// A number that is another one after every change, and in every run.
    pub(super) number: u64,
    pub(super) documents: Arc<Documents>,
    /// The errors of the files as they are now.
    pub(super) errors: Option<LiveErrors>,
}

/// The lexicons that were read last, or the last ones without errors.
pub(super) struct Documents {
    pub(super) compiled: Arc<Compiled>,
    pub(super) library: Library,
    /// Where lexicons are published.
    pub(super) manifest: Manifest,
    pub(super) installed: Installed,
    /// Why that is not known.
    pub(super) failure: Option<String>,
}

/// What a change of the files led to, for the terminal.
pub(crate) enum Renewal {
    /// They were read, and are served now if `is_served`.
    Read {
        compiled: Arc<Compiled>,
        is_served: bool,
    },
    /// The settings, or what says where lexicons are from, cannot be read.
    Failed(SettingsError),
}

/// Looks at the files, and reads them after a change.
pub(super) struct Follower {
    load: Load,
    seen: Seen,
    live: watch::Sender<Arc<Live>>,
}

/// What was read for the first time.
pub(super) struct Started {
    pub(super) follower: Follower,
    pub(super) live: watch::Receiver<Arc<Live>>,
    pub(super) renewals: Vec<Renewal>,
}

/// The files that were read last.
struct Seen {
    settings: Settings,
    files: Vec<PathBuf>,
    fingerprint: u64,
}

impl Seen {
    fn look(&self) -> u64 {
        fingerprint(&self.settings.inputs, &self.settings.limits, &self.files)
    }
}

/// How many errors there are, and as a terminal shows them.
struct Errors {
    count: usize,
    text: String,
}

impl Errors {
    fn of(compiled: &Compiled, failure: Option<&SettingsError>) -> Option<Self> {
        let count = compiled.error_count() + usize::from(failure.is_some());
        let failure = failure.map(|failure| failure.render(false));
        let texts: Vec<String> = failure.into_iter().chain(rendered(compiled)).collect();
        (count > 0).then(|| Self {
            count,
            text: texts.join("\n\n"),
        })
    }

    fn of_settings(error: &SettingsError) -> Self {
        Self {
            count: 1,
            text: error.render(false),
        }
    }

    fn on_pages(self, are_shown: bool) -> LiveErrors {
        LiveErrors {
            count: self.count,
            text: self.text,
            are_shown,
        }
    }
}

/// What was read.
struct Read {
    seen: Seen,
    documents: Documents,
    errors: Option<Errors>,
    failure: Option<SettingsError>,
}

/// Reads everything.
fn read(load: &Load) -> Result<Read, SettingsError> {
    let Loaded {
        settings,
        files,
        mut pages,
        failure,
    } = load()?;
    let mut seen = Seen {
        settings,
        files,
        fingerprint: 0,
    };
    // Before the files are read: what changes meanwhile is seen by the next look.
    seen.fingerprint = seen.look();
    pages.generate = seen.settings.generate.clone();
    let compiled = Arc::new(pipeline::compile(&seen.settings));
    Ok(Read {
        seen,
        errors: Errors::of(&compiled, failure.as_ref()),
        documents: Documents {
            manifest: pages.manifest.clone(),
            installed: pages.installed.clone(),
            library: Library::new(Arc::clone(&compiled), pages),
            compiled,
            failure: failure.as_ref().map(|failure| failure.render(false)),
        },
        failure,
    })
}

/// The errors, as a terminal shows them.
fn rendered(compiled: &Compiled) -> Option<String> {
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors = compiled.diagnostics.iter().filter(is_error);
    let report = Report::new(&compiled.sources, errors.take(MOST_ERRORS).cloned());
    let mut text = report.to_text(false);
    let count = compiled.error_count();
    let shown = report.diagnostics().map(|it| it.occurrences).sum();
    if count > shown {
        let more = count - shown;
        text += &format!("{more} more errors are not shown: run `lexgen check`\n");
    }
    (!text.is_empty()).then(|| text.trim_end().to_owned())
}

/// Whether all documents are in it. What they refer to can be missing: pages show that.
fn is_whole(compiled: &Compiled) -> bool {
    let mut errors = compiled.diagnostics.iter();
    errors.all(|found| {
        found.severity != Severity::Error
            || found.code == rules::MISSING_DOCUMENT.code
            || found.code == rules::MISSING_DEFINITION.code
    })
}

impl Follower {
    /// Reads everything for the first time.
    ///
    /// # Errors
    /// If the settings cannot be read.
    pub(super) fn start(load: Load) -> Result<Started, SettingsError> {
        let Read {
            seen,
            documents,
            errors,
            failure,
        } = read(&load)?;
        let renewals = renewals(&documents.compiled, true, failure);
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let number = since.map_or(0, |since| since.as_millis());
        let live = Live {
            // Scripts read it as a number, exactly up to 2^53.
            number: u64::try_from(number).unwrap_or(0),
            documents: Arc::new(documents),
            errors: errors.map(|errors| errors.on_pages(true)),
        };
        let (sender, live) = watch::channel(Arc::new(live));
        Ok(Started {
            follower: Self {
                load,
                seen,
                live: sender,
            },
            live,
            renewals,
        })
    }

    /// Follows the files until nobody listens any more.
    pub(super) fn follow(mut self, renewals: &UnboundedSender<Renewal>) {
        let mut pause = PAUSE;
        while !renewals.is_closed() {
            thread::sleep(pause);
            let start = Instant::now();
            let now = self.seen.look();
            pause = PAUSE.max(start.elapsed() * RATIO);
            if now == self.seen.fingerprint {
                continue;
            }
            self.settle(now);
            for renewal in self.renew() {
                // If nobody listens, the next round ends.
                let _ = renewals.send(renewal);
            }
        }
    }

    /// Waits until files do not change any more.
    fn settle(&self, mut before: u64) {
        for _ in 0..MOST_LOOKS {
            thread::sleep(SETTLED);
            let now = self.seen.look();
            if now == before {
                return;
            }
            before = now;
        }
    }

    /// Reads everything again. What is served stays until the new one is ready, and longer
    /// if only that has errors.
    fn renew(&mut self) -> Vec<Renewal> {
        let fingerprint = self.seen.look();
        let Read {
            seen,
            documents,
            errors,
            failure,
        } = match read(&self.load) {
            Ok(read) => read,
            Err(error) => {
                self.seen.fingerprint = fingerprint;
                self.publish(None, Some(Errors::of_settings(&error)));
                return vec![Renewal::Failed(error)];
            }
        };
        self.seen = seen;
        let before = Arc::clone(&self.live.borrow().documents);
        let is_served = is_whole(&documents.compiled) || !is_whole(&before.compiled);
        let renewals = renewals(&documents.compiled, is_served, failure);
        self.publish(is_served.then_some(documents), errors);
        renewals
    }

    fn publish(&self, documents: Option<Documents>, errors: Option<Errors>) {
        self.live.send_modify(|live| {
            let are_shown = documents.is_some();
            *live = Arc::new(Live {
                number: live.number + 1,
                documents: match documents {
                    Some(documents) => Arc::new(documents),
                    None => Arc::clone(&live.documents),
                },
                errors: errors.map(|errors| errors.on_pages(are_shown)),
            });
        });
    }
}

fn renewals(
    compiled: &Arc<Compiled>,
    is_served: bool,
    failure: Option<SettingsError>,
) -> Vec<Renewal> {
    let read = Renewal::Read {
        compiled: Arc::clone(compiled),
        is_served,
    };
    failure
        .map(Renewal::Failed)
        .into_iter()
        .chain([read])
        .collect()
}
