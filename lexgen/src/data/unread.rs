//! Data that is kept as its JSON until somebody looks at it.
//!
//! What an `unknown` holds is usually read once, as a record, or not at all. The quick
//! reader of JSON checks such an object and keeps its text, from which a type is read
//! without a tree. The tree is made when it is first asked for.
//!
//! A deserializer and its visitor, and a serializer and its value, agree by the name of a
//! newtype that one of them passes the text as a string, and by a variable that it does.
//! Only with the reader and the writer of `json` themselves: other formats, and what is
//! around these two, never see the newtype.

use std::{
    cell::Cell,
    fmt,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::{Arc, OnceLock},
};

use serde::ser::{Serialize, Serializer};

use super::{Data, exact, json, read::Tree};

/// The name of the newtype.
pub(super) const NEWTYPE: &str = "$__private__lexgen__unread";

thread_local! {
    /// What is known of the text that is being passed to a visitor.
    static PASSED: Cell<Option<Form>> = const { Cell::new(None) };
    /// Whether a serializer accepts text.
    static ACCEPTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether writing the tree of a text gives the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Canonical,
    Other,
}

/// Passes a text, for which the visitor calls [`passed`].
pub(super) fn pass<T>(form: Form, visit: impl FnOnce() -> T) -> T {
    PASSED.set(Some(form));
    let value = visit();
    // Also if the visitor did not ask.
    PASSED.set(None);
    value
}

/// The form of the text that the visitor of a string has got, if it is one.
pub(super) fn passed() -> Option<Form> {
    PASSED.take()
}

/// Writes a value, which passes its text as a string.
pub(super) fn accept<T>(write: impl FnOnce() -> T) -> T {
    ACCEPTED.set(true);
    let value = write();
    ACCEPTED.set(false);
    value
}

/// JSON that has been checked: reading it as [`Data`] succeeds.
#[derive(Clone)]
pub(super) struct Unread(Arc<dyn Lazy>);

/// A text and its tree. It is a trait only to keep the cell out of the types that contain
/// [`Data`]: Clippy warns of keys of maps that have one, though this one does not change
/// what the value is.
trait Lazy: Send + Sync + UnwindSafe + RefUnwindSafe {
    fn json(&self) -> &str;
    fn form(&self) -> Form;
    fn data(&self) -> &Data;
    fn into_data(self: Arc<Self>) -> Data;
}

struct Text {
    json: Box<str>,
    form: Form,
    data: OnceLock<Data>,
}

impl Text {
    fn read(&self) -> Data {
        // Whatever is being read meanwhile, this is JSON.
        let tree = exact::with(false, || json::read(&self.json));
        // It has been checked that there is one.
        debug_assert!(tree.is_some(), "{}", self.json);
        tree.map(|Tree(data)| data).unwrap_or_default()
    }
}

impl Lazy for Text {
    fn json(&self) -> &str {
        &self.json
    }

    fn form(&self) -> Form {
        self.form
    }

    fn data(&self) -> &Data {
        self.data.get_or_init(|| self.read())
    }

    fn into_data(self: Arc<Self>) -> Data {
        match Arc::try_unwrap(self) {
            Ok(mut text) => text.data.take().unwrap_or_else(|| text.read()),
            Err(shared) => shared.data().clone(),
        }
    }
}

impl Unread {
    pub(super) fn new(json: &str, form: Form) -> Self {
        Self(Arc::new(Text {
            json: json.into(),
            form,
            data: OnceLock::new(),
        }))
    }

    pub(super) fn json(&self) -> &str {
        self.0.json()
    }

    pub(super) fn is_canonical(&self) -> bool {
        self.0.form() == Form::Canonical
    }

    /// The tree, which is not another text.
    pub(super) fn data(&self) -> &Data {
        self.0.data()
    }

    pub(super) fn into_data(self) -> Data {
        self.0.into_data()
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data().fmt(f)
    }
}

impl Serialize for Unread {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if ACCEPTED.take() {
            serializer.serialize_str(self.json())
        } else {
            self.data().serialize(serializer)
        }
    }
}
