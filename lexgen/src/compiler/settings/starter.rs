//! The `lexgen.toml` that `lexgen init` writes.

use std::path::Path;

/// The text of a first `lexgen.toml` for the project in `folder`.
pub fn text(folder: &Path) -> String {
    let inputs = if folder.join("lexicons").is_dir() || !folder.join("lexicon").is_dir() {
        "lexicons"
    } else {
        "lexicon"
    };
    let output = if folder.join("src").is_dir() {
        "src/lexicons"
    } else {
        "lexicons-rs"
    };
    TEMPLATE
        .replace("{inputs}", inputs)
        .replace("{output}", output)
}

const TEMPLATE: &str = r#"# Settings of `lexgen generate`, run in this folder or in one below it.
# Paths are relative to this file. A flag of the same name goes over a setting.

# Files and folders with lexicons. Folders are read to any depth.
inputs = ["{inputs}"]

# The folder for the generated modules; its root is `mod.rs`.
output = "{output}"

# One file with nested modules instead; `output` is then that file.
# single-file = true

# Only these documents, and what they refer to.
# include = ["com.example.*", "com.atproto.repo.strongRef"]

# Not these.
# exclude = ["com.example.internal.*"]

# Make a reference to a document that is not there opaque data, not an error.
# allow-missing = true

# Generate what is sound although something else is not.
# keep-going = true

# Traits to derive for all that holds data, besides Clone, Debug, PartialEq
# and Eq.
# derives = ["Hash"]

# Where generated code finds the runtime.
# runtime = "::lexgen"

# Strings that break their format (a handle, a datetime) when decoding:
# "lenient" keeps them as they are, "strict" refuses the data that holds them.
# strictness = "lenient"

# Each namespace behind a feature of the crate, such as `app-bsky-feed`. The generated root says
# what Cargo.toml needs.
# features-per-namespace = true

# The snapshot that `lexgen snapshot` writes and compares with.
# lock = "lexicons.lock"

# Documents that some other crate has types for, by the beginning of their NSID.
# [extern-paths]
# "com.atproto" = "::atproto_types::com::atproto"

# Which rules `lexgen lint` applies; `lexgen explain` lists them.
# [lint]
# allow = ["closed-enum"]
# deny = ["warnings", "unlimited-string"]

# Findings that are known and kept.
# [[lint.exceptions]]
# rule = "unlimited-string"
# nsid = "com.example.legacy.*"
# reason = "kept as published in 2023"
# until = "2027-01-31"

# What `lexgen breaking` compares with, and whose breaks count.
# [breaking]
# against = "git:main"
# categories = ["wire", "records"]
# allow = ["limit-loosened"]

# Breaks that are known and made all the same.
# [[breaking.exceptions]]
# rule = "required-field-added"
# nsid = "com.example.draft.*"
# reason = "nobody uses it yet"
# until = "2027-01-31"
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::settings::file::parse;

    #[test]
    fn the_starter_is_sound_also_with_everything_in_it_switched_on() {
        let text = text(Path::new("."));
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
