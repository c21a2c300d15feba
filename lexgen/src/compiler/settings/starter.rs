//! The `lexgen.toml` that `lexgen init` writes.

use std::path::Path;

use super::table::{SETTINGS, Setting, Value};

/// The head of the file, after the reference to its schema.
const HEAD: &str = "\
# Settings of lexgen, for this folder and the folders below it.
# Paths are relative to this file. Flags of the same name override these settings.

# To keep line endings the same on every system, add these lines to `.gitattributes`:
#     *.json text eol=lf
#     {output}/** text eol=lf linguist-generated
";

/// The text of a new `lexgen.toml` for the project in `folder`. `schema` is the path of
/// its JSON Schema.
pub fn text(folder: &Path, schema: Option<&str>) -> String {
    let mut text = String::new();
    if let Some(schema) = schema {
        text.push_str(&format!("#:schema {schema}\n"));
    }
    text.push_str(HEAD);
    for setting in SETTINGS {
        explain(setting, &mut text);
        if let Value::Table(settings) = setting.value {
            let own = settings.iter().filter(|it| !it.example.is_empty());
            own.for_each(|setting| explain(setting, &mut text));
        }
    }
    text.replace("{inputs}", inputs(folder))
        .replace("{output}", output(folder))
}

/// Appends a setting. Only those that most projects need apply.
fn explain(setting: &Setting, text: &mut String) {
    let applies = matches!(setting.name, "inputs" | "output");
    let comments = setting.about.lines().map(|line| (true, line));
    let lines = setting.example.lines().map(|line| (!applies, line));
    text.push('\n');
    for (is_comment, line) in comments.chain(lines) {
        text.push_str(if is_comment { "# " } else { "" });
        text.push_str(line);
        text.push('\n');
    }
}

/// The folder of lexicons.
pub fn inputs(folder: &Path) -> &'static str {
    if folder.join("lexicons").is_dir() || !folder.join("lexicon").is_dir() {
        "lexicons"
    } else {
        "lexicon"
    }
}

fn output(folder: &Path) -> &'static str {
    if folder.join("src").is_dir() {
        "src/lexicons"
    } else {
        "lexicons-rs"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::settings::file::parse;

    #[test]
    fn the_starter_is_sound_also_with_everything_in_it_switched_on() {
        let text = text(Path::new("."), Some("x.json"));
        parse(&text, Path::new("lexgen.toml")).expect("as it is");
        let settings = |line: &str| line.contains(" = ") || line.starts_with('[');
        let all: Vec<_> = text
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|line| settings(line))
                    .unwrap_or(line)
            })
            .collect();
        let all = all.join("\n");
        parse(&all, Path::new("lexgen.toml")).expect("everything switched on");
    }
}
