//! Formats a diagnostic for people, like `rustc`.

use std::{ops::Range, path::Path};

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    renderer::DecorStyle,
};

use super::{
    Place, Severity,
    excerpt::{Excerpt, excerpt},
    lines::{Lines, Position},
    locate::{Location, floor_char},
    report::Entry,
    visible::{clean, clean_path},
};
use crate::compiler::source::Sources;

pub(super) fn render(entry: &Entry, sources: &Sources, color: bool) -> String {
    let diagnostic = &entry.diagnostic;
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut group = Group::with_title(
        level
            .primary_title(clean(&diagnostic.message))
            .id(diagnostic.code),
    );
    if let Some(place) = &diagnostic.place {
        let shown = show(
            place,
            entry.location.as_ref(),
            &diagnostic.label,
            AnnotationKind::Primary,
            sources,
        );
        group = group.elements(shown);
    }
    for ((place, label), location) in diagnostic.related.iter().zip(&entry.related) {
        let shown = show(
            place,
            location.as_ref(),
            label,
            AnnotationKind::Context,
            sources,
        );
        group = group.elements(shown);
    }
    if let Some(location) = entry.location.as_ref().filter(|it| !it.pointer.is_empty()) {
        group = group.element(
            Level::NOTE
                .with_name("at")
                .message(clean(&location.pointer)),
        );
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(clean(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    without_empty_origins(&renderer.render(&[group])) + "\n\n"
}

/// A rendered report without the marks of another file that name none: there is one
/// above each part of a line whose columns are not those of the file.
pub(crate) fn without_empty_origins(rendered: &str) -> String {
    let is_empty = |line: &&str| {
        let mut rest = *line;
        while let Some((before, style)) = rest.split_once('\u{1b}') {
            if !matches!(before.trim(), "" | ":::") {
                return false;
            }
            rest = style.split_once('m').map_or("", |(_, after)| after);
        }
        line.contains(":::") && matches!(rest.trim(), "" | ":::")
    };
    let lines: Vec<&str> = rendered
        .split('\n')
        .filter(|line| !is_empty(line))
        .collect();
    lines.join("\n")
}

/// Writes a location: its file, line and column, and an excerpt if there is one.
fn show<'a>(
    place: &Place,
    location: Option<&Location>,
    label: &str,
    kind: AnnotationKind,
    sources: &Sources,
) -> Vec<Element<'a>> {
    let Some(source) = sources.get(place.source) else {
        return Vec::new();
    };
    let name = clean(&source.name);
    let Some(location) = location.filter(|_| !source.text.is_empty()) else {
        return vec![Origin::path(name).into()];
    };
    let mut excerpt = excerpt(&source.text, location.range.clone());
    // The column that the excerpt has is not the one in the file.
    excerpt.is_cut |= source.column > 0;
    let mut annotation = kind.span(excerpt.marked.clone());
    if !label.is_empty() {
        annotation = annotation.label(clean(label));
    }
    snippet(name, excerpt, location.start, annotation)
}

/// An excerpt at its place in a file.
fn snippet<'a>(
    name: String,
    excerpt: Excerpt,
    start: Position,
    annotation: Annotation<'a>,
) -> Vec<Element<'a>> {
    let snippet = Snippet::source(excerpt.text).line_start(start.line);
    if excerpt.is_cut {
        let origin = Origin::path(name)
            .line(start.line)
            .char_column(start.column);
        return vec![origin.into(), snippet.annotation(annotation).into()];
    }
    vec![snippet.path(name).annotation(annotation).into()]
}

/// The place of an error in a text that is not a lexicon, such as settings.
pub(crate) fn excerpt_of(name: &Path, text: &str, range: Range<usize>) -> Vec<Element<'static>> {
    let start = floor_char(text, range.start);
    let range = start..floor_char(text, range.end).max(start);
    let position = Lines::of(text).position(text, start);
    let excerpt = excerpt(text, range);
    let annotation = AnnotationKind::Primary.span(excerpt.marked.clone());
    snippet(clean_path(name), excerpt, position, annotation)
}
