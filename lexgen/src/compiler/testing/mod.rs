//! Pins lexicons in a test: if a lexicon changes, the test fails and reports
//! whom the change affects.
//!
//! ```no_run
//! # fn main() {
//! // In a test:
//! lexgen::assert_lexicons!("lexicons", "com.example.shelf.*");
//! # }
//! ```
//!
//! The snapshot is an ordinary one of [insta](https://insta.rs). It contains the
//! normalized lexicons and the public items generated from them. Accept a change
//! with `cargo insta review` or `INSTA_UPDATE=always`.

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

use crate::compiler::diagnostic::for_people;
use pinned::Pinned;

/// Asserts that lexicons match a snapshot.
///
/// The arguments are a folder (or a file), relative to the package of the test,
/// and an NSID or a pattern such as `com.example.shelf.*`. Documents that the
/// matching ones refer to are pinned too.
///
/// If there is no snapshot or it differs, the macro does the same as
/// [`insta::assert_snapshot!`](https://docs.rs/insta/latest/insta/macro.assert_snapshot.html),
/// and then panics with the [verdicts](crate::compare::Verdict) on each change.
/// It also panics if the lexicons have errors, or if there are none.
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

/// The implementation of [`assert_lexicons!`](crate::assert_lexicons).
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
            // There is no snapshot yet, or insta reports an error of its own.
            None => resume_unwind(panic),
        }
    }
}

/// Compares like insta, and keeps the verdicts if there is a difference.
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
            let message = for_people(&message, false).into_owned();
            let mut kept = self.message.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = Some(message);
        }
        is_same
    }

    fn dyn_clone(&self) -> Box<dyn Comparator> {
        Box::new(self.clone())
    }
}
