//! The `lexgen.toml` that `lexgen init` writes.

use std::path::Path;

/// The text of a new `lexgen.toml` for the project in `folder`.
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

const TEMPLATE: &str = r#"# Settings of lexgen, for this folder and the folders below it.
# Paths are relative to this file. Flags of the same name override these settings.

# Files and folders with lexicons. Folders are read at any depth.
inputs = ["{inputs}"]

# The folder for the generated modules; its root is `mod.rs`.
output = "{output}"

# Write one file with nested modules instead. `output` is then that file.
# single-file = true

# Include only these documents, and what they refer to.
# include = ["com.example.*", "com.atproto.repo.strongRef"]

# Exclude these documents.
# exclude = ["com.example.internal.*"]

# Treat references to missing documents as opaque data.
# allow-missing = true

# Generate everything that is valid despite errors.
# keep-going = true

# Traits to derive for every type that holds data, in addition to Clone, Debug,
# PartialEq and Eq.
# derives = ["Hash"]

# The path of the runtime in generated code.
# runtime = "::lexgen"

# What decoding does with malformed strings, such as an invalid handle:
# "lenient" keeps them, "strict" fails.
# strictness = "lenient"

# Put each namespace behind a cargo feature, such as `app-bsky-feed`. The generated root lists
# the lines for Cargo.toml.
# features-per-namespace = true

# Generate an enum of this name, at the root of the modules, that holds any record.
# record-enum = "AnyRecord"

# The snapshot that `lexgen snapshot` writes and compares with.
# lock = "lexicons.lock"

# Documents that are already Rust types in another crate, by NSID or prefix.
# [extern-paths]
# "com.atproto" = "::atproto_types::com::atproto"

# Traits and attributes for some types.
# [[derive-for]]
# types = ["com.example.shelf.*", "com.example.desk.call#reason"]
# derives = ["::utoipa::ToSchema"]
# attributes = ["schema(rename_all = \"camelCase\")"]
# fields = { extra = ["schema(ignore)"] }

# Documents that `lexgen fmt` leaves as they are, such as copies of others.
# [fmt]
# exclude = ["com.atproto.*"]

# Which rules `lexgen lint` applies; `lexgen explain` lists them.
# [lint]
# allow = ["closed-enum"]
# deny = ["warnings", "unlimited-string"]

# Findings to ignore.
# [[lint.exceptions]]
# rule = "unlimited-string"
# nsid = "com.example.legacy.*"
# reason = "kept as published in 2023"
# until = "2027-01-31"

# What `lexgen breaking` compares with, and which categories it reports.
# [breaking]
# against = "git:main"
# categories = ["wire", "records"]
# allow = ["limit-loosened"]

# Breaking changes to ignore.
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
