//! A module imports only from earlier modules in a fixed order.
//!
//! This rules out cycles between modules. Imports of tests and of
//! generated code are ignored.

use std::{fs, path::Path};

use lexgen_tests::workspace;

/// The modules of the crate, each before its importers.
const ORDER: &[&str] = &[
    // The runtime.
    "shown",
    "syntax",
    "data",
    "dag_cbor",
    "json",
    "validate",
    "wire",
    "permission",
    "space",
    "car",
    "crypto",
    "repo",
    "identity",
    "xrpc",
    "scope",
    "agent",
    // Only documentation.
    "guide",
    // The passes and their parts.
    "compiler::case",
    "compiler::number",
    "compiler::rust",
    "compiler::source",
    "compiler::diagnostic",
    "compiler::prose",
    "compiler::pattern",
    "compiler::exceptions",
    "compiler::read",
    "compiler::schema",
    "compiler::check",
    "compiler::layout",
    "compiler::network",
    "compiler::ir",
    "compiler::flow",
    "compiler::dynamic",
    "compiler::items",
    "compiler::print",
    "compiler::compare",
    "compiler::lint",
    "compiler::output",
    "compiler::settings",
    "compiler::pipeline",
    "compiler::set",
    "compiler::install",
    "compiler::pages",
    "compiler::serve",
    // The front doors.
    "compiler::attribute",
    "compiler::builder",
    "compiler::library",
    "compiler::testing",
    "compiler::cli",
    // The roots.
    "compiler",
    "lib",
    "main",
];

#[test]
fn modules_import_only_earlier_modules() {
    let root = workspace().join("lexgen/src");
    let mut problems = Vec::new();
    for file in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let file = file.expect("readable");
        let path = file.path().strip_prefix(&root).expect("below the root");
        let is_generated = path.starts_with("agent/lexicons");
        if path.extension().is_some_and(|it| it == "rs") && !is_test(path) && !is_generated {
            let text = fs::read_to_string(file.path()).expect("readable");
            problems.extend(problems_of(path, &text));
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|it| it == "tests" || it == "tests.rs")
}

/// The violations in a file.
fn problems_of(path: &Path, text: &str) -> Vec<String> {
    let module = module_of(path);
    let Some(own) = layer_of(&module) else {
        return vec![format!("{}: not in the order of modules", path.display())];
    };
    // Its macros, and the code they expand to, are for other crates.
    if own == "lib" {
        return Vec::new();
    }
    let code = without_tests(blank(text));
    let mut problems = Vec::new();
    for (at, import) in imports(&code, &module) {
        let rule = match layer_of(&import) {
            None if is_macro(&import) => continue,
            None => "import from the module that owns it, not from the crate's root".to_owned(),
            Some(layer) if position(layer) > position(own) => {
                format!("`{layer}` comes after `{own}` in the order of modules")
            }
            Some(_) => continue,
        };
        let line = code[..at].matches('\n').count() + 1;
        let import = import.join("::");
        problems.push(format!("{}:{line}: `{import}`: {rule}", path.display()));
    }
    problems
}

/// Whether this is an exported macro, whose only path is from the root.
fn is_macro(import: &[String]) -> bool {
    matches!(import, [name] if name.starts_with(char::is_lowercase))
}

/// The path of the module in a file: `compiler/check/mod.rs` is `compiler::check`.
fn module_of(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let mut names: Vec<String> = path.iter().map(|it| it.to_string_lossy().into()).collect();
    names.pop_if(|name| name == "mod");
    names
}

/// The module in `ORDER` that contains an item.
fn layer_of(path: &[String]) -> Option<&'static str> {
    let path = path.join("::");
    let holds = |module: &&str| {
        let rest = path.strip_prefix(*module);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let found = ORDER
        .iter()
        .copied()
        .filter(holds)
        .max_by_key(|it| it.len())?;
    // `compiler` itself has no items.
    (found != "compiler" || path == found).then_some(found)
}

fn position(layer: &str) -> Option<usize> {
    ORDER.iter().position(|it| *it == layer)
}

/// All paths in code, relative to the crate's root.
fn imports(code: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            // Part of a longer name or path, or of a macro for other crates.
            if before.is_some_and(|it| it.is_alphanumeric() || matches!(it, '_' | ':' | '$')) {
                continue;
            }
            tree(&code[at..], &mut Vec::new(), &mut |path| {
                found.push((at, absolute(path, module)));
            });
        }
    }
    found.retain(|(_, path)| !path.is_empty());
    found
}

/// A path without `crate` and `super`.
fn absolute(path: &[&str], module: &[String]) -> Vec<String> {
    let supers = path.iter().take_while(|it| **it == "super").count();
    let base = match supers {
        0 => &[][..],
        _ => &module[..module.len().saturating_sub(supers)],
    };
    let names = path
        .iter()
        .skip_while(|it| matches!(**it, "crate" | "super"));
    let names = names.filter(|it| !matches!(**it, "self" | "*"));
    base.iter()
        .cloned()
        .chain(names.map(|it| (*it).to_owned()))
        .collect()
}

/// Reads a path, or the tree of an import, and returns the text after it.
fn tree<'c>(code: &'c str, path: &mut Vec<&'c str>, found: &mut impl FnMut(&[&'c str])) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if let Some(rest) = rest.strip_prefix('}') {
                return rest;
            }
            let depth = path.len();
            let after = tree(rest, path, found);
            path.truncate(depth);
            // Other syntax is left to the compiler.
            let end = after.find([',', '}']).unwrap_or(after.len());
            rest = after[end..].trim_start_matches(',');
            if rest.is_empty() {
                return rest;
            }
        }
    }
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '#' | '*');
    let end = code.find(|it| !is_name(it)).unwrap_or(code.len());
    path.push(&code[..end]);
    let rest = code[end..].trim_start();
    match rest.strip_prefix("::") {
        // A generic argument ends the path.
        Some(rest) if !rest.starts_with('<') => tree(rest, path, found),
        _ => {
            found(path);
            rest
        }
    }
}

/// The code, with comments and literals replaced by spaces.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => quoted(rest, "\"", true),
            'r' if rest.starts_with("r\"") => quoted(&rest[1..], "\"", false) + 1,
            'r' if rest.starts_with("r#\"") => quoted(&rest[2..], "\"#", false) + 2,
            'r' if rest.starts_with("r##\"") => quoted(&rest[3..], "\"##", false) + 3,
            '\'' if rest.starts_with("'\\") => quoted(rest, "'", true),
            '\'' if rest.chars().nth(2) == Some('\'') => quoted(rest, "'", false),
            _ => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        code.extend(
            rest[..length]
                .chars()
                .map(|it| if it == '\n' { '\n' } else { ' ' }),
        );
        rest = &rest[length..];
    }
    code
}

/// The length of a literal that begins with a quote and ends with `end`.
fn quoted(text: &str, end: &str, escapes: bool) -> usize {
    let mut at = 1;
    while at < text.len() && !text[at..].starts_with(end) {
        let character = text[at..].chars().next().map_or(1, char::len_utf8);
        let is_escape = escapes && text[at..].starts_with('\\');
        at += if is_escape { 2 } else { character };
    }
    (at + end.len()).min(text.len())
}

/// The code without its modules of tests.
fn without_tests(mut code: String) -> String {
    const ATTRIBUTE: &str = "#[cfg(test)]";
    while let Some(start) = code.find(ATTRIBUTE) {
        let mut depth = 0;
        let mut end = code.len();
        for (at, character) in code[start..].char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' => {}
                _ => continue,
            }
            if depth == 0 {
                end = start + at + 1;
                break;
            }
        }
        let lines = code[start..end].matches('\n').count();
        code.replace_range(start..end, &"\n".repeat(lines));
    }
    code
}

#[test]
fn a_wrong_import_is_named() {
    let problems = |text| problems_of(Path::new("compiler/check/array.rs"), text);
    let code = "\
use crate::{Blob, compiler::{ir::{self, Ir}, source::json::Json}};
// crate::compiler::cli
const TEXT: &str = \"crate::compiler::cli\";
fn two<'a>() { crate::compiler::lint::lint() }
use super::super::compare::Change as Other;
use super::context;
#[cfg(test)]
mod tests { use crate::compiler::cli; }
";
    let expected = [
        "1: `Blob`: import from the module that owns it, not from the crate's root",
        "1: `compiler::ir`: `compiler::ir` comes after `compiler::check` in the order of modules",
        "1: `compiler::ir::Ir`: `compiler::ir` comes after `compiler::check` in the order of modules",
        "4: `compiler::lint::lint`: `compiler::lint` comes after `compiler::check` in the order of modules",
        "5: `compiler::compare::Change`: `compiler::compare` comes after `compiler::check` in the order of modules",
    ];
    let expected = expected.map(|it| format!("compiler/check/array.rs:{it}"));
    assert_eq!(problems(code), expected);
}
