//! The form that validates data, on the pages of `lexgen serve`.

/// What the pages of `lexgen serve` say beside those of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Live {
    /// The number of what is served. A page loads itself again if it has another one.
    pub(crate) number: u64,
    /// The errors of the files as they are now.
    pub(crate) errors: Option<LiveErrors>,
}

/// Errors of the files that a server reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LiveErrors {
    pub(crate) count: usize,
    /// As a terminal shows them.
    pub(crate) text: String,
    /// Whether the pages are of these files, and not of those before.
    pub(crate) are_shown: bool,
}

/// A form about the definitions of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// The document.
    pub(crate) nsid: String,
    /// What data can be checked against; never empty.
    pub(crate) choices: Vec<Choice>,
    /// The data that was sent, or an example.
    pub(crate) text: String,
    pub(crate) allow_unresolved: bool,
    pub(crate) strict: bool,
    pub(crate) outcome: Option<Outcome>,
}

/// A definition, or a part of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its name in the form: `main/input`.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) label: String,
    /// Whether it is the one that was sent.
    pub(crate) is_chosen: bool,
}

/// What came of the data that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) is_valid: bool,
    /// One sentence.
    pub(crate) summary: String,
    /// The problems, as a terminal shows them.
    pub(crate) problems: String,
}

impl Form {
    /// Keeps the choices of some definitions.
    #[cfg(feature = "serve")]
    pub(crate) fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.choices.retain(|choice| {
            let definition = choice.value.rsplit_once('/').map_or("", |(name, _)| name);
            is_kept(definition)
        });
        if let Some(first) = self.choices.first_mut() {
            first.is_chosen = true;
        }
    }
}
