//! Errors in settings, shown with an excerpt of `lexgen.toml`.

use std::{
    fmt,
    ops::Range,
    path::{Path, PathBuf},
};

use annotate_snippets::{Level, Renderer};

use crate::compiler::diagnostic::{SHOWN, clean, clipped, excerpt_of, without_empty_origins};

/// Why settings are invalid.
#[derive(Debug)]
pub struct SettingsError {
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Debug)]
struct Place {
    file: PathBuf,
    text: String,
    span: Range<usize>,
}

impl SettingsError {
    /// An error without a location. The message is one line, whatever it quotes.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: clean(&clipped(&message.into(), SHOWN)),
            place: None,
            help: None,
        }
    }

    /// An error whose message has several lines, of which none quotes text from
    /// outside.
    #[cfg(feature = "cli")]
    pub(crate) fn lines(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            place: None,
            help: None,
        }
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(clean(&clipped(&help.into(), SHOWN)));
        self
    }

    /// Adds the location in `file`, which contains `text`.
    #[must_use]
    pub(crate) fn at(mut self, file: &Path, text: &str, span: Range<usize>) -> Self {
        self.place = Some(Place {
            file: file.to_owned(),
            text: text.to_owned(),
            span,
        });
        self
    }

    /// The error as text for a terminal.
    pub fn render(&self, color: bool) -> String {
        let mut group = Level::ERROR.primary_title(&self.message).elements(
            self.place
                .iter()
                .flat_map(|place| excerpt_of(&place.file, &place.text, place.span.clone())),
        );
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        without_empty_origins(&renderer.render(&[group]))
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for SettingsError {}
