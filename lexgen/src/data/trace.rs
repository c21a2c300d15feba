//! Where a value could not be read.
//!
//! The errors of formats have no place for a path. So while an error is on its way
//! up, what it passes notes its step here, in the thread: the fields of generated
//! types in every format, and the items of arrays in [`Data`](super::Data). Nothing is
//! noted while nothing fails, and only where somebody asks: see [`recorded`].

use std::cell::{Cell, RefCell};

thread_local! {
    /// The number of the reading that is recorded; 0 if none is.
    static CURRENT: Cell<u64> = const { Cell::new(0) };
    /// How many readings have been recorded.
    static COUNT: Cell<u64> = const { Cell::new(0) };
    static TRACE: RefCell<Trace> = const { RefCell::new(Trace::new()) };
}

/// One step down in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a field.
    Name(Box<str>),
    /// To an item.
    Index(usize),
}

/// What the last error has passed.
pub(crate) struct Trace {
    /// The reading that it belongs to.
    reading: u64,
    /// The innermost first.
    steps: Vec<Step>,
    /// Whether a generated type noted anything.
    has_fields: bool,
    /// The innermost generated type.
    type_name: Option<&'static str>,
}

impl Trace {
    const fn new() -> Self {
        Self {
            reading: 0,
            steps: Vec::new(),
            has_fields: false,
            type_name: None,
        }
    }

    /// The steps from the outermost value, as far as they are known: not the items of
    /// arrays in text or bytes. `None` if nothing on the way knows its fields.
    pub(crate) fn steps(&self) -> Option<impl Iterator<Item = Step>> {
        let is_known = self.has_fields || !self.steps.is_empty();
        is_known.then(|| self.steps.iter().rev().cloned())
    }

    /// The innermost generated type, by the last two names of its path.
    pub(crate) fn type_name(&self) -> Option<String> {
        let path = self.type_name?;
        // Arguments of a type have paths of their own.
        let path = path.split('<').next().unwrap_or_default();
        let mut names = path.rsplit("::");
        let name = names.next()?;
        Some(match names.next() {
            Some(module) => format!("{module}::{name}"),
            None => name.to_owned(),
        })
    }
}

/// Reads a value. If that fails, also tells where.
pub(crate) fn recorded<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, (E, Trace)> {
    let reading = COUNT.get() + 1;
    COUNT.set(reading);
    let outer = CURRENT.replace(reading);
    let result = read();
    CURRENT.set(outer);
    result.map_err(|error| {
        let trace = TRACE.replace(Trace::new());
        let is_of_this = trace.reading == reading;
        (error, if is_of_this { trace } else { Trace::new() })
    })
}

#[cold]
fn note(note: impl FnOnce(&mut Trace)) {
    let reading = CURRENT.get();
    if reading == 0 {
        return;
    }
    TRACE.with_borrow_mut(|trace| {
        if trace.reading != reading {
            *trace = Trace::new();
            trace.reading = reading;
        }
        note(trace);
    });
}

/// A generated type has found an error in its own fields.
#[cold]
pub(crate) fn here() {
    note(|trace| {
        *trace = Trace {
            reading: trace.reading,
            has_fields: true,
            ..Trace::new()
        };
    });
}

/// The error is in a field of a generated type.
#[cold]
pub(crate) fn in_field(name: &str) {
    note(|trace| {
        trace.has_fields = true;
        trace.steps.push(Step::Name(name.into()));
    });
}

/// The error is in an array of data, of which so many items were taken.
#[cold]
pub(super) fn in_item(taken: usize) {
    if let Some(index) = taken.checked_sub(1) {
        note(|trace| trace.steps.push(Step::Index(index)));
    }
}

/// The error is in a value of a generated type.
#[cold]
pub(crate) fn in_type<T>() {
    note(|trace| {
        trace.type_name.get_or_insert(std::any::type_name::<T>());
    });
}
