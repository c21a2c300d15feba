//! Lexicons pinned in tests: one line, and a lexicon that changes fails the
//! test with what the change does to whom.
//!
//! ```no_run
//! # fn main() {
//! // In a test:
//! lexgen::assert_lexicons!("lexicons", "com.example.shelf.*");
//! # }
//! ```
//!
//! The snapshot is an ordinary one of [insta](https://insta.rs): the lexicons,
//! without what has no meaning, and the public items that are generated of
//! them. `cargo insta review` accepts a change, and so does
//! `INSTA_UPDATE=always`.

mod message;
mod pinned;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

#[doc(hidden)]
pub use insta;
use insta::{Comparator, Settings, Snapshot};

use pinned::Pinned;

/// Asserts that lexicons are those of a snapshot.
///
/// Takes a folder (or a file), relative to the package whose test this is, and
/// which documents: an NSID, or the beginning of some, such as
/// `com.example.shelf.*`. Documents that these refer to are pinned with them.
///
/// The first time, and whenever they differ, it does what
/// [`insta::assert_snapshot!`](https://docs.rs/insta/latest/insta/macro.assert_snapshot.html)
/// does; then it panics with the [verdicts](crate::compare::Verdict) on each
/// change. It panics also for lexicons that have errors, and when there are
/// none.
///
/// Needs the feature `insta`.
#[macro_export]
macro_rules! assert_lexicons {
    ($folder:expr, $pattern:expr $(,)?) => {
        $crate::__internal::testing::assert($folder.as_ref(), $pattern, |text| {
            $crate::__internal::testing::insta::assert_snapshot!(text)
        })
    };
}

/// What [`assert_lexicons!`](crate::assert_lexicons) expands to.
#[doc(hidden)]
#[track_caller]
pub fn assert(folder: &Path, pattern: &str, assert_snapshot: impl FnOnce(&str)) {
    let now = match Pinned::read(folder, pattern) {
        Ok(now) => Arc::new(now),
        Err(message) => panic!("{message}"),
    };
    let text = now.text();
    let comparator = VerdictComparator {
        now,
        message: Arc::default(),
    };
    let mut settings = Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_description(format!("the lexicons `{pattern}`"));
    settings.set_comparator(Box::new(comparator.clone()));
    let asserted = catch_unwind(AssertUnwindSafe(|| {
        settings.bind(|| assert_snapshot(&text));
    }));
    if let Err(panic) = asserted {
        let message = comparator
            .message
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match &*message {
            Some(message) => panic!("{message}"),
            // There is no snapshot yet, or insta has something else to say.
            None => resume_unwind(panic),
        }
    }
}

/// Compares as insta does, and keeps the verdicts on a difference.
#[derive(Clone)]
struct VerdictComparator {
    now: Arc<Pinned>,
    message: Arc<Mutex<Option<String>>>,
}

impl Comparator for VerdictComparator {
    fn matches(&self, reference: &Snapshot, test: &Snapshot) -> bool {
        let is_same = reference.contents() == test.contents();
        if !is_same {
            let before = reference.as_text().map(ToString::to_string);
            let message = self.now.message(&before.unwrap_or_default());
            let mut kept = self.message.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = Some(message);
        }
        is_same
    }

    fn dyn_clone(&self) -> Box<dyn Comparator> {
        Box::new(self.clone())
    }
}
