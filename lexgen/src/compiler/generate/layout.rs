//! Items and tables as the text of a module.

use std::fmt::Write as _;

use super::{Options, item::Item, module::ModuleParts, tree::LINTS};

/// The text of a module, without the modules inside it.
pub(super) fn module(parts: &ModuleParts, children: &str, runtime: &str) -> String {
    let ModuleParts {
        docs,
        uses,
        items,
        implementations,
        tables,
    } = parts;
    let mut text = docs.laid_out().into_owned();
    let uses: String = uses.iter().map(Item::laid_out).collect();
    for section in [children, &uses] {
        paragraph(&mut text, section);
    }
    for item in items {
        paragraph(&mut text, &item.laid_out());
    }
    if !tables.is_empty() || !implementations.is_empty() {
        paragraph(&mut text, "// What only the wire needs.\n");
    }
    for item in implementations {
        paragraph(&mut text, &item.laid_out());
    }
    for table in tables {
        text.push('\n');
        table.write(runtime, &mut text);
    }
    text
}

/// A module that only a compiler reads. The items of the root stand
/// among those of a user, whose lints are no business of theirs.
pub(super) fn bare(
    parts: &ModuleParts,
    children: &str,
    options: &Options,
    is_root: bool,
) -> String {
    let ModuleParts {
        docs,
        uses,
        items,
        implementations,
        tables,
    } = parts;
    let lints = match is_root {
        true => format!("#[allow({LINTS})]"),
        false => String::new(),
    };
    let mut text = match is_root {
        // Whoever owns the root writes its documentation.
        true => String::new(),
        false => docs.text().to_owned(),
    };
    for item in uses.iter().chain(items).chain(implementations) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{lints}{}", item.text());
    }
    for table in tables {
        table.write(&options.runtime.to_string(), &mut text);
    }
    text.push_str(children);
    text
}

fn paragraph(text: &mut String, section: &str) {
    if !section.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(section);
    }
}

/// Text one module deeper.
pub(super) fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        if !line.is_empty() {
            indented.push_str("    ");
            indented.push_str(line);
        }
        indented.push('\n');
    }
    indented
}
