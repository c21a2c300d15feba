//! Errors in settings, shown with an excerpt of `lexgen.toml`.

use std::{fmt, ops::Range, path::Path};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Why settings are invalid.
#[derive(Debug)]
pub struct SettingsError {
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Debug)]
struct Place {
    file: String,
    text: String,
    span: Range<usize>,
}

impl SettingsError {
    /// An error without a location.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place: None,
            help: None,
        }
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the location in `file`, which contains `text`.
    #[must_use]
    pub(super) fn at(mut self, file: &Path, text: &str, span: Range<usize>) -> Self {
        let file = file.display().to_string();
        self.place = Some(Place {
            file,
            text: text.to_owned(),
            span,
        });
        self
    }

    /// The error as text for a terminal.
    pub fn render(&self, color: bool) -> String {
        let mut group = Level::ERROR
            .primary_title(&self.message)
            .elements(self.place.iter().map(|place| {
                Snippet::source(&place.text)
                    .path(&place.file)
                    .annotation(AnnotationKind::Primary.span(place.span.clone()))
            }));
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for SettingsError {}
