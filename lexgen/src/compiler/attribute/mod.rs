//! The attribute's front door: from the argument of `#[lexicon]` to Rust as text.
//!
//! `lexgen-macros` turns tokens into a [`Request`] and an [`Expansion`] into
//! tokens, and does nothing else.

mod missing;
mod skeleton;
mod stubs;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, path::PathBuf};

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Report, Severity, rules},
        ir::{self, DefinitionKind, FrontDoor, Ir, module_name},
        items::{self, Layout, Options, Overview, unmatched},
        pattern::Pattern,
        pipeline::{Compiled, compile_on_demand},
        print::{Template, inline, inner_docs, more_docs},
        read::OnDemand,
        settings::{
            Partial, Settings, SettingsError,
            locate::{ChosenBy, Located, locate, project_root, shown},
        },
    },
    syntax::Nsid,
};
use stubs::Stubs;

pub use missing::{nearest_option, pattern_meant};

/// The argument of an attribute and the item it is on.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which documents.
    pub patterns: Vec<Pattern>,
    /// What is in the place of a pattern and is not one.
    pub unsound: Vec<String>,
    /// The item that the attribute is on.
    pub form: Form,
    /// The folder of the crate it is in.
    pub folder: PathBuf,
    /// Its options; `inputs` are relative to `folder`.
    pub options: Partial,
}

impl Request {
    /// The pattern, if there is only one.
    fn only(&self) -> Option<&Pattern> {
        match self.patterns.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// The item that an attribute is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A module, to be filled.
    Module,
    /// A unit struct of this name, to be made the `main` of the document.
    Struct(String),
}

/// What an attribute expands to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Doc attributes: inner ones for a module, and for a struct outer ones
    /// that come after its own.
    pub docs: String,
    /// The items, with places that the attribute fills: see [`Template`].
    pub items: String,
    /// The names of the items and modules that are not inside others.
    pub names: BTreeSet<String>,
    /// Every file that it depends on.
    pub files: Vec<PathBuf>,
    /// What is wrong; `items` are then those that are valid, and aliases of
    /// `refused` for the rest.
    pub error: Option<String>,
    /// Whether it is the option `path` that is wrong.
    pub is_about_path: bool,
    /// The name of a type, and of a constant of it, in place of what could not
    /// be generated. If there is an error, the macro defines them beside the
    /// items, so that uses of the items are not errors too.
    pub refused: String,
    /// The traits that the struct derives already, without their paths.
    pub derives: Vec<String>,
}

/// Expands an attribute.
pub fn expand(request: &Request) -> Expansion {
    if request.patterns.is_empty() {
        return failed(request, "no lexicon is named".to_owned());
    }
    let project = project_root(&request.folder);
    let mut said = request.options.clone();
    for path in said.inputs.iter_mut().flatten() {
        *path = existing(request.folder.join(&*path));
    }
    let located = match locate(said, None, &request.folder) {
        Ok(located) => located,
        Err(error) => return failed(request, unusable(&error)),
    };
    let Located {
        settings,
        file,
        chosen_by,
    } = located;
    let Some(chosen_by) = chosen_by else {
        return failed(request, missing::nowhere());
    };
    let inputs = settings.inputs.clone().unwrap_or_default();
    let project = project.as_deref();
    let looked = missing::Looked {
        folders: inputs.iter().map(|path| shown(path, project)).collect(),
        chosen_by,
        file: file.as_deref().map(|path| shown(path, project)),
    };
    let there = inputs.iter().map(|path| path.exists());
    if let Some(problem) = missing::paths(&looked, there) {
        return Expansion {
            is_about_path: chosen_by == ChosenBy::Argument,
            ..failed(request, problem)
        };
    }
    let settings = match complete(settings, request) {
        Ok(settings) => settings,
        Err(error) => return failed(request, error),
    };
    let (mut compiled, mut found) = compile_on_demand(&settings);
    (compiled.sources).rename(|path| shown(path, project).display().to_string());
    for (path, _) in found.misnamed.values_mut() {
        *path = shown(path, project);
    }
    let mut expansion = expanded(request, &settings, &mut compiled, &found, &looked);
    expansion.files.extend(file);
    expansion
}

/// The settings of one expansion: those that say how code is generated are
/// taken from `lexgen.toml` too, those that say of what are the attribute's.
fn complete(settings: Partial, request: &Request) -> Result<Settings, String> {
    let settings = Partial {
        include: Some(request.patterns.clone()),
        exclude: None,
        output: None,
        single_file: None,
        keep_going: Some(true),
        // One enum for all would be generated for each attribute.
        record_enum: request.options.record_enum.clone(),
        ..settings
    };
    let mut settings = settings.complete().map_err(|error| unusable(&error))?;
    settings.resolve.front_door = FrontDoor::Attribute;
    Ok(settings)
}

/// Settings that cannot be used, under a heading like that of lexicons.
fn unusable(error: &SettingsError) -> String {
    format!("the settings cannot be used\n\n{error}")
}

fn expanded(
    request: &Request,
    settings: &Settings,
    compiled: &mut Compiled,
    found: &OnDemand,
    looked: &missing::Looked,
) -> Expansion {
    let mut problems = Vec::new();
    let mut stubs = Stubs::new(request);
    stubs.refused(compiled, found);
    stubs.missing(&found.unmatched);
    for pattern in &found.unmatched {
        problems.push(missing::document(pattern, found, looked));
        // Code is often right where the attribute is misspelt.
        let meant = missing::suggestion(pattern, found);
        if let Some(meant) = meant.filter(|it| it.parse::<Nsid>().is_ok()) {
            stubs.misspelt(&meant, pattern);
        }
    }
    let errors = std::mem::take(&mut compiled.diagnostics).into_iter();
    let (consequences, mut errors): (Vec<_>, Vec<_>) = errors
        .filter(|it| it.severity == Severity::Error)
        .partition(is_consequence);
    if problems.is_empty() && errors.is_empty() {
        let nothing = |it: &Diagnostic| it.code == rules::NO_LEXICONS.code;
        if consequences.iter().any(nothing) {
            problems.push(missing::elsewhere(&request.patterns));
            stubs.missing(&request.patterns);
        } else {
            errors = consequences;
        }
    }
    if !errors.is_empty() {
        let heading = match errors.len() {
            1 => "there is an error in the lexicons".to_owned(),
            count => format!("there are {count} errors in the lexicons"),
        };
        let report = Report::new(&compiled.sources, errors).to_text(false);
        problems.push(format!("{heading}\n\n{}", report.trim_end()));
    }
    // Those of `lexgen.toml` may be about types of other attributes.
    if request.options.derive_for.is_some() && problems.is_empty() {
        let unmatched = unmatched(&compiled.ir, &settings.generate).into_iter();
        problems.extend(unmatched.map(|it| it.message));
    }
    let sources = compiled
        .sources
        .iter()
        .filter_map(|(_, it)| it.path.clone());
    let files = sources.filter(|path| path.is_file()).collect();
    let mut expansion = items(settings, &mut compiled.ir, &stubs);
    expansion.files = files;
    if !problems.is_empty() {
        expansion.error = Some(problems.join("\n\n"));
    } else if let Some(problem) = wrong_form(request, &compiled.ir)
        .or_else(|| wrong_record_enum(request, settings, &compiled.ir))
    {
        expansion = failed(request, problem);
    }
    expansion
}

/// Whether an error only follows from others: what was asked for, or is referred
/// to, is not there or not sound.
fn is_consequence(diagnostic: &Diagnostic) -> bool {
    let rules = [
        &rules::NO_LEXICONS,
        &rules::UNMATCHED_PATTERN,
        &rules::REFUSED_REFERENCE,
    ];
    rules.iter().any(|rule| rule.code == diagnostic.code)
}

fn items(settings: &Settings, ir: &mut Ir, stubs: &Stubs<'_>) -> Expansion {
    let (options, request) = (&settings.generate, stubs.request);
    let nsid = request.only().and_then(Pattern::exact);
    let layout = layout(request, nsid, ir);
    let overview = nsid.and_then(|nsid| Overview::of(ir, options, nsid));
    let (docs, derives) = match (&request.form, &overview) {
        (_, None) => Default::default(),
        (Form::Module, Some(overview)) => (inner_docs(&overview.docs()), Vec::new()),
        (Form::Struct(_), Some(overview)) => {
            let docs = overview.beside_main().map(|docs| more_docs(&docs));
            let derives = overview.main().into_iter().flat_map(|main| &main.derives);
            let derives = derives.map(|derive| derive.name().to_owned());
            (docs.unwrap_or_default(), derives.collect())
        }
    };
    Expansion {
        docs,
        derives,
        ..with_items(ir, options, &layout, stubs)
    }
}

/// Where the modules of an expansion are, of which the document `nsid` is the
/// root. Names of a struct's document get its name as prefix.
fn layout(request: &Request, nsid: Option<&str>, ir: &mut Ir) -> Layout {
    let only = request.only();
    let nsid = nsid.or(only.and_then(Pattern::exact));
    match (&request.form, nsid) {
        (Form::Module, Some(nsid)) => Layout::around(ir, nsid, &[]),
        (Form::Module, None) => {
            let prefix = only.and_then(Pattern::prefix).unwrap_or_default();
            Layout::below(ir, prefix)
        }
        (Form::Struct(name), nsid) => {
            let nsid = nsid.unwrap_or_default();
            ir::prefix_names(ir, nsid, name);
            Layout::around(ir, nsid, &[references_module(name)])
        }
    }
}

fn with_items(ir: &Ir, options: &Options, layout: &Layout, stubs: &Stubs<'_>) -> Expansion {
    let request = stubs.request;
    let said = &request.options;
    let externs = said.extern_paths.iter().flatten();
    let template = Template {
        runtime: said.runtime.is_some(),
        derives: said.derives.clone().unwrap_or_default(),
        externs: externs.map(|it| it.rust_path.clone()).collect(),
        structure: match &request.form {
            Form::Module => None,
            Form::Struct(name) => Some(name.clone()),
        },
        refused: match &request.form {
            Form::Module => "__Refused".to_owned(),
            Form::Struct(name) => format!("__{name}Refused"),
        },
    };
    let (items, names) = inline(ir, options, layout, &stubs.names(ir, options), &template);
    Expansion {
        items,
        names,
        refused: template.refused,
        ..Expansion::default()
    }
}

/// The module beside a struct that holds the documents it refers to.
pub fn references_module(name: &str) -> String {
    format!("{}_refs", module_name(name))
}

/// Why the document cannot be the item that the attribute is on.
fn wrong_form(request: &Request, ir: &Ir) -> Option<String> {
    let Form::Struct(name) = &request.form else {
        return None;
    };
    let advice = format!(
        "help: put the attribute on a module: `mod {} {{}}`",
        module_name(name)
    );
    let Some(pattern) = request.only() else {
        return Some(format!("a struct is one document\n\n{advice}"));
    };
    let Some(nsid) = pattern.exact() else {
        let message = format!("`{pattern}` is a namespace, and a struct is one document");
        return Some(format!("{message}\n\n{advice}"));
    };
    let module = ir.document(nsid)?;
    let what = match module.named("main").map(|it| &it.kind) {
        Some(
            DefinitionKind::Record(_) | DefinitionKind::Endpoint(_) | DefinitionKind::Object(_),
        ) => return None,
        Some(DefinitionKind::PermissionSet(_)) => "is a permission set, which becomes a constant",
        Some(DefinitionKind::Space(_)) => "is a type of spaces, which becomes a constant",
        Some(DefinitionKind::Opaque(_)) => "has a type that this version of lexgen does not know",
        Some(DefinitionKind::Token { .. }) => "is a token, which becomes a constant",
        Some(DefinitionKind::Type { .. }) => "has a `main` that is neither an object nor a record",
        None if module.definitions.is_empty() => return None,
        None => "has no `main`, which a struct needs",
    };
    Some(format!("`{nsid}` {what}\n\n{advice}"))
}

/// Why there cannot be an enum of all records.
fn wrong_record_enum(request: &Request, settings: &Settings, ir: &Ir) -> Option<String> {
    let options = &settings.generate;
    let name = options.record_enum.as_deref()?;
    if let Form::Struct(_) = request.form {
        return Some("`record_enum` needs a module, and a struct is one document".to_owned());
    }
    let nsid = request.only().and_then(Pattern::exact)?;
    let items = items::items(ir, options, ir.document(nsid)?);
    let is_taken = items.iter().any(|item| item.name.name() == name);
    is_taken.then(|| format!("`record_enum` is `{name}`, which is a type of `{nsid}` already"))
}

/// An expansion of nothing but what would have been.
fn failed(request: &Request, error: String) -> Expansion {
    let mut stubs = Stubs::new(request);
    stubs.missing(&request.patterns);
    if request.patterns.is_empty() {
        request.unsound.iter().for_each(|it| stubs.unsound(it));
    }
    let empty = Ir::default();
    let layout = Layout::mirror(&empty);
    let options = Options::default();
    Expansion {
        error: Some(error),
        ..with_items(&empty, &options, &layout, &stubs)
    }
}

/// The path, or if there is nothing the one that is meant where backslashes
/// separate folders.
fn existing(path: PathBuf) -> PathBuf {
    if path.exists() {
        return path;
    }
    let slashed = path.to_str().map(|text| text.replace('\\', "/"));
    match slashed.map(PathBuf::from).filter(|it| it.exists()) {
        Some(path) => path,
        None => path,
    }
}
