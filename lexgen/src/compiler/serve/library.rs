//! The site of the lexicons that are served.
//!
//! A site borrows the lexicons that it is about, so both are on a thread, which makes one
//! page after another and ends when these lexicons are not served any more.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread,
};

use http::StatusCode;
use tokio::sync::oneshot;

use super::answer::Refusal;
use crate::compiler::{
    pages::{Options, Site},
    pipeline::Compiled,
};

type Job = Box<dyn FnOnce(&Site<'_>) + Send>;

/// A site on its thread.
pub(super) struct Library {
    jobs: Sender<Job>,
}

impl Library {
    pub(super) fn new(compiled: Arc<Compiled>, options: Options) -> Self {
        let (jobs, waiting) = channel::<Job>();
        thread::spawn(move || {
            let site = Site::new(&compiled, options);
            for job in waiting {
                // Whoever waits for the page learns of it, and the next one is made.
                let _ = catch_unwind(AssertUnwindSafe(|| job(&site)));
            }
        });
        Self { jobs }
    }

    /// Makes something of the site.
    ///
    /// # Errors
    /// If it cannot be made, which is a bug.
    pub(super) async fn make<T: Send + 'static>(
        &self,
        make: impl FnOnce(&Site<'_>) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (sender, made) = oneshot::channel();
        let job = Box::new(move |site: &Site<'_>| {
            // The client may be gone.
            let _ = sender.send(make(site));
        });
        // If the thread has ended, so has the channel.
        let _ = self.jobs.send(job);
        made.await.map_err(|_| failed())
    }
}

/// The answer if lexgen panicked.
pub(super) fn failed() -> Refusal {
    let message = "lexgen failed: this is a bug";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, message)
}
