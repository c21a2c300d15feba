//! Every setting of `lexgen.toml`: what it means, an example, and what TOML it has.
//!
//! `lexgen init` and the JSON Schema of the file are made of this table.

use crate::compiler::{compare, compare::Audience, diagnostic::Rule, lint};

/// A setting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    /// One or more sentences, in lines.
    pub(crate) about: &'static str,
    /// How it is set, in the file that `lexgen init` writes; empty if the example is in that
    /// of its table.
    pub(crate) example: &'static str,
    pub(crate) value: Value,
    pub(crate) is_required: bool,
}

/// The TOML that a setting has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    Text,
    Texts,
    Flag,
    /// An NSID, or all below a prefix.
    Pattern,
    Patterns,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    Rule(fn() -> Vec<&'static Rule>),
    Rules(fn() -> Vec<&'static Rule>, &'static [&'static str]),
    Categories,
    /// A day.
    Date,
    /// Texts by any name.
    TextMap,
    /// Lists of texts by any name.
    TextsMap,
    Table(&'static [Setting]),
    Tables(&'static [Setting]),
}

impl Value {
    /// The names of all categories of breaks.
    pub(crate) fn categories() -> Vec<&'static str> {
        Audience::ALL.map(Audience::name).to_vec()
    }
}

const fn setting(name: &'static str, about: &'static str, value: Value) -> Setting {
    Setting {
        name,
        about,
        example: "",
        value,
        is_required: false,
    }
}

const fn required(name: &'static str, about: &'static str, value: Value) -> Setting {
    Setting {
        is_required: true,
        ..setting(name, about, value)
    }
}

fn lint_rules() -> Vec<&'static Rule> {
    lint::selectable().collect()
}

fn breaking_rules() -> Vec<&'static Rule> {
    compare::rules::ALL.to_vec()
}

impl Setting {
    const fn shown(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}

/// Every setting, in the order of `lexgen init`.
pub(crate) const SETTINGS: &[Setting] = &[
    setting(
        "inputs",
        "Files and folders with lexicons. Folders are read at any depth.",
        Value::Texts,
    )
    .shown(r#"inputs = ["{inputs}"]"#),
    setting(
        "output",
        "The folder for the generated modules; its root is `mod.rs`.",
        Value::Text,
    )
    .shown(r#"output = "{output}""#),
    setting(
        "single-file",
        "Write one file with nested modules instead. `output` is then that file.",
        Value::Flag,
    )
    .shown(r#"single-file = true"#),
    setting(
        "include",
        "Include only these documents, and what they refer to.",
        Value::Patterns,
    )
    .shown(r#"include = ["com.example.*", "com.atproto.repo.strongRef"]"#),
    setting("exclude", "Exclude these documents.", Value::Patterns)
    .shown(r#"exclude = ["com.example.internal.*"]"#),
    setting(
        "allow-missing",
        "Treat references to missing documents as opaque data.",
        Value::Flag,
    )
    .shown(r#"allow-missing = true"#),
    setting(
        "allow-unknown",
        "Treat types, string formats and resources that this version does not know as\n\
         opaque.",
        Value::Flag,
    )
    .shown(r#"allow-unknown = true"#),
    setting(
        "keep-going",
        "Generate everything that is valid despite errors.",
        Value::Flag,
    )
    .shown(r#"keep-going = true"#),
    setting(
        "derives",
        "Traits to derive for every type that holds data, in addition to Clone, Debug,\n\
         PartialEq and Eq.",
        Value::Texts,
    )
    .shown(r#"derives = ["Hash"]"#),
    setting("runtime", "The path of the runtime in generated code.", Value::Text)
    .shown(r#"runtime = "::lexgen""#),
    setting(
        "strictness",
        "What decoding does with malformed strings, such as an invalid handle:\n\
         \"lenient\" keeps them, \"strict\" fails.",
        Value::OneOf(&["lenient", "strict"]),
    )
    .shown(r#"strictness = "lenient""#),
    setting(
        "features-per-namespace",
        "Put each namespace behind a cargo feature, such as `app-bsky-feed`. The generated root lists\n\
         the lines for Cargo.toml.",
        Value::Flag,
    )
    .shown(r#"features-per-namespace = true"#),
    setting(
        "record-enum",
        "Generate an enum of this name, at the root of the modules, that holds any record.",
        Value::Text,
    )
    .shown(r#"record-enum = "AnyRecord""#),
    setting(
        "lock",
        "The snapshot that `lexgen snapshot` writes and compares with.",
        Value::Text,
    )
    .shown(r#"lock = "lexicons.lock""#),
    setting(
        "extern-paths",
        "Documents that are already Rust types in another crate, by NSID or prefix.",
        Value::TextMap,
    )
    .shown(r#"[extern-paths]
"com.atproto" = "::atproto_types::com::atproto""#),
    setting("derive-for", "Traits and attributes for some types.", Value::Tables(DERIVE_FOR))
    .shown(r#"[[derive-for]]
types = ["com.example.shelf.*", "com.example.desk.call#reason"]
derives = ["::utoipa::ToSchema"]
attributes = ["schema(rename_all = \"camelCase\")"]
fields = { extra = ["schema(ignore)"] }"#),
    setting(
        "fmt",
        "Documents that `lexgen fmt` leaves as they are, such as copies of others.",
        Value::Table(FMT),
    )
    .shown(r#"[fmt]
exclude = ["com.atproto.*"]"#),
    setting(
        "lint",
        "Which rules `lexgen lint` applies; `lexgen explain` lists them.",
        Value::Table(LINT),
    )
    .shown(r#"[lint]
allow = ["closed-enum"]
deny = ["warnings", "unlimited-string"]"#),
    setting(
        "breaking",
        "What `lexgen breaking` compares with, and which categories it reports.",
        Value::Table(BREAKING),
    )
    .shown(r#"[breaking]
against = "git:main"
categories = ["wire", "records"]
allow = ["limit-loosened"]"#),
    setting(
        "install",
        "Where `lexgen install` puts the lexicons of others.",
        Value::Table(INSTALL),
    )
    .shown(r#"[install]
manifest = "lexicons.json"
folder = "lexicons"
keep-proofs = "proofs""#),
    setting(
        "docs",
        "Where `lexgen docs` writes the pages about the lexicons.",
        Value::Table(DOCS),
    )
    .shown(r#"[docs]
output = "public"
title = "Example lexicons""#),
    setting(
        "network",
        "Whom to ask for published lexicons, in tests and in private networks.",
        Value::Table(NETWORK),
    )
    .shown(r#"[network]
dns = "127.0.0.1:5353"
plc = "http://localhost:2582"
pds-allow = ["localhost:2583", "10.0.0.0/8"]"#),
];

const INSTALL: &[Setting] = &[
    setting("manifest", "The file that lists them.", Value::Text),
    setting("folder", "The folder of the documents.", Value::Text),
    setting(
        "keep-proofs",
        "Keep the proofs that their authorities have signed them, in this folder.",
        Value::Text,
    ),
];

const DOCS: &[Setting] = &[
    setting("output", "The folder of the pages.", Value::Text),
    setting("title", "The title of the site.", Value::Text),
];

const NETWORK: &[Setting] = &[
    setting("dns", "The address of the DNS server.", Value::Text),
    setting("plc", "The URL of the PLC directory.", Value::Text),
    setting(
        "pds-allow",
        "Hosts and networks that may be connected to although they are not public, and without TLS.",
        Value::Texts,
    ),
];

const DERIVE_FOR: &[Setting] = &[
    required(
        "types",
        "Patterns of NSIDs, or definitions: `nsid#name`.",
        Value::Texts,
    ),
    setting("derives", "Traits to derive.", Value::Texts),
    setting(
        "attributes",
        "Attributes of the types, without `#[` and `]`.",
        Value::Texts,
    ),
    setting(
        "fields",
        "Attributes of fields and variants, by their names in Rust.",
        Value::TextsMap,
    ),
];

const FMT: &[Setting] = &[setting(
    "exclude",
    "The documents that `lexgen fmt` leaves as they are.",
    Value::Patterns,
)];

const LINT: &[Setting] = &[
    setting("allow", "Rules to disable.", Value::Rules(lint_rules, &[])),
    setting(
        "warn",
        "Rules to report as warnings.",
        Value::Rules(lint_rules, &[]),
    ),
    setting(
        "deny",
        "Rules, or all \"warnings\", to report as errors.",
        Value::Rules(lint_rules, &["warnings"]),
    ),
    setting(
        "exceptions",
        "Findings to ignore.",
        Value::Tables(&exceptions(lint_rules)),
    )
    .shown(
        r#"[[lint.exceptions]]
rule = "unlimited-string"
nsid = "com.example.legacy.*"
reason = "kept as published in 2023"
until = "2027-01-31""#,
    ),
];

const BREAKING: &[Setting] = &[
    setting("against", "The version to compare with.", Value::Text),
    setting(
        "categories",
        "The categories of breaks that count.",
        Value::Categories,
    ),
    setting(
        "allow",
        "Rules whose breaks are allowed.",
        Value::Rules(breaking_rules, &[]),
    ),
    setting(
        "warn",
        "Rules whose breaks are warnings.",
        Value::Rules(breaking_rules, &[]),
    ),
    setting(
        "deny",
        "Rules whose breaks and risks are errors.",
        Value::Rules(breaking_rules, &[]),
    ),
    setting(
        "unstable",
        "Documents that promise nothing, besides those with a segment `temp` or `unspecced`.",
        Value::Patterns,
    ),
    setting(
        "served-by-others",
        "Endpoints whose services others run.",
        Value::Patterns,
    ),
    setting(
        "exceptions",
        "Breaking changes to ignore.",
        Value::Tables(&exceptions(breaking_rules)),
    )
    .shown(
        r#"[[breaking.exceptions]]
rule = "required-field-added"
nsid = "com.example.draft.*"
reason = "nobody uses it yet"
until = "2027-01-31""#,
    ),
];

const fn exceptions(rules: fn() -> Vec<&'static Rule>) -> [Setting; 5] {
    [
        required("rule", "The rule.", Value::Rule(rules)),
        required("nsid", "The documents.", Value::Pattern),
        setting(
            "at",
            "The place in the documents, as reports show it: `/defs/main`.",
            Value::Text,
        ),
        required("reason", "Why.", Value::Text),
        setting("until", "The last day on which it applies.", Value::Date),
    ]
}
