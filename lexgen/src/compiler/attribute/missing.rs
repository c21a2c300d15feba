//! Messages about documents that are not found.

use std::path::PathBuf;

use crate::compiler::{
    case,
    check::suggest::{nearest, nearest_nsid, quoted},
    pattern::Pattern,
    read::OnDemand,
    settings::locate::ChosenBy,
};

/// The folders that were searched, as messages show them, and why these.
pub(super) struct Looked {
    pub(super) folders: Vec<PathBuf>,
    pub(super) chosen_by: ChosenBy,
    pub(super) file: Option<PathBuf>,
}

impl Looked {
    fn why(&self) -> String {
        match self.chosen_by {
            ChosenBy::Argument => "the attribute's `path`".to_owned(),
            ChosenBy::SettingsFile => {
                let file = self.file.as_ref().map(|it| it.display().to_string());
                format!("`inputs` of `{}`", file.unwrap_or_default())
            }
            ChosenBy::Folder => "the crate's own folder of lexicons".to_owned(),
            ChosenBy::Project => "the workspace's folder of lexicons".to_owned(),
        }
    }
}

/// The option with the most similar name.
pub fn nearest_option<'o>(word: &str, options: &[&'o str]) -> Option<&'o str> {
    nearest(word, options.iter().copied())
}

/// The pattern that a path of Rust modules probably means.
pub fn pattern_meant(unsound: &str) -> Option<String> {
    let segments = unsound.split('.').map(|segment| match segment {
        snake if snake.contains('_') => case::lower_camel(snake),
        other => other.to_owned(),
    });
    let meant = segments.collect::<Vec<_>>().join(".");
    meant.parse::<Pattern>().is_ok().then_some(meant)
}

/// No folder to search.
pub(super) fn nowhere() -> String {
    "no folder of lexicons: the attribute has no `path`, no `lexgen.toml` has `inputs`, and \
     neither the crate nor its workspace has a folder `lexicons`\n\n\
     help: put the lexicons into a folder `lexicons` beside Cargo.toml, or name their folder: \
     `#[lexicon(\"…\", path = \"…\")]`"
        .to_owned()
}

/// Paths that do not exist.
pub(super) fn paths(looked: &Looked, there: impl Iterator<Item = bool>) -> Option<String> {
    let missing = looked.folders.iter().zip(there).filter(|(_, there)| !there);
    let missing = quoted(missing.map(|(path, _)| path.display()));
    (!missing.is_empty()).then(|| {
        let start = match looked.chosen_by {
            ChosenBy::Argument => ", which starts from the folder of Cargo.toml",
            ChosenBy::SettingsFile | ChosenBy::Folder | ChosenBy::Project => "",
        };
        format!(
            "cannot read {missing}: no such file or folder\n\nnote: named in {}{start}",
            looked.why()
        )
    })
}

/// All documents are external.
pub(super) fn elsewhere(patterns: &[Pattern]) -> String {
    format!(
        "nothing to generate for {}: `extern_path`, or `extern-paths` in `lexgen.toml`, says that \
         these types are in another crate or module\n\n\
         help: use the types from there, or a longer prefix that does not match these documents",
        quoted(patterns)
    )
}

/// No document matches.
pub(super) fn document(pattern: &Pattern, found: &OnDemand, looked: &Looked) -> String {
    let wanted = pattern.to_string();
    let message = match pattern.exact() {
        Some(nsid) => format!("cannot find lexicon `{nsid}`"),
        None => format!("cannot find lexicons `{wanted}`"),
    };
    let folders = quoted(looked.folders.iter().map(|path| path.display()));
    let files = match found.listed {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let note = format!("note: searched {folders} ({files}): {}", looked.why());
    if let Some((path, id)) = pattern.exact().and_then(|nsid| found.misnamed.get(nsid)) {
        let path = path.display();
        return format!(
            "{message}\n\nhelp: the `id` in `{path}` is `{id}`; rename one of them\n{note}"
        );
    }
    match suggestion(pattern, found) {
        Some(near) => format!("{message}\n\nhelp: did you mean `{near}`?\n{note}"),
        None => format!("{message}\n\n{note}"),
    }
}

/// The most similar NSID or namespace.
pub(super) fn suggestion(pattern: &Pattern, found: &OnDemand) -> Option<String> {
    let seen = || found.seen.iter().map(String::as_str);
    if let Some(nsid) = pattern.exact() {
        if let Some((_, id)) = found.misnamed.get(nsid) {
            return Some(id.clone());
        }
        // It was a namespace.
        let is_inside = |it: &str| it.strip_prefix(nsid).is_some_and(|it| it.starts_with('.'));
        if seen().any(is_inside) {
            return Some(format!("{nsid}.*"));
        }
        // The same name in another namespace, if no spelling is near.
        let last = nsid.rsplit('.').next();
        let namesake = || seen().find(|it| it.rsplit('.').next() == last);
        return nearest_nsid(nsid, seen())
            .or_else(namesake)
            .map(str::to_owned);
    }
    let prefix = pattern.prefix().unwrap_or_default();
    let namespaces = seen().flat_map(|nsid| {
        let dots = nsid.match_indices('.').map(|(at, _)| at);
        dots.filter_map(|at| nsid.get(..at)).collect::<Vec<_>>()
    });
    if found.seen.contains(prefix) {
        return Some(prefix.to_owned());
    }
    nearest(prefix, namespaces).map(|near| format!("{near}.*"))
}
