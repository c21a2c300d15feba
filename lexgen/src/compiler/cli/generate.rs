//! `lexgen generate`.

use std::{mem, path::PathBuf, time::Instant};

use super::{
    End,
    cargo_features::print_missing,
    flags::{Documents, Global, given},
    problems, settings,
    terminal::{Terminal, count},
    tree::{Report, print_stale},
};
use crate::compiler::{
    items::{self, FeatureTable},
    output,
    pipeline::{Compiled, compile_to_generate},
    settings::{Output, Partial, RustPath, SettingsError, StrictnessName, record_enum},
};

const AFTER_HELP: &str = "\
Examples:
  lexgen generate                                       generate as configured in lexgen.toml
  lexgen generate lexicons/ -o src/lexicons             generate a tree of modules
  lexgen generate lexicons/ -o src/lexicons.rs --single-file
  lexgen generate lexicons/ -o - --include 'com.example.*'
  lexgen generate lexicons/ -o src/lexicons --extern-path com.atproto=::atproto_types::com::atproto
  cat one.json | lexgen generate - -o -
  lexgen generate --check | git apply                   apply the printed changes

All changes are written, or none. Files that would not change are not touched,
generated files that are no longer needed are removed, and other files are never touched.

A flag with [=<BOOL>] can be set to false, to override lexgen.toml.";

/// Generate Rust from lexicons
///
/// Flags override the settings of the nearest lexgen.toml, in the current folder or above it, up
/// to the root of the Cargo workspace. Without paths and `inputs`, lexicons are read from the
/// folder lexicons, in the current folder or in the root of the workspace. A repeatable flag
/// replaces the whole list of lexgen.toml; --extern-path replaces only the entry for the same
/// NSID.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,

    /// The folder to generate, or the file with --single-file; `-` for standard output
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Generate one file with nested modules instead of a folder
    #[arg(long, value_name = "BOOL", help_heading = "Output", num_args = 0..=1,
          require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    single_file: Option<bool>,
    /// Write nothing; if the output is out of date, print a diff and exit with 1
    #[arg(long, help_heading = "Output")]
    check: bool,
    /// If there are errors, still generate what is valid; the exit code is 1
    #[arg(long, value_name = "BOOL", help_heading = "Output", num_args = 0..=1,
          require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    keep_going: Option<bool>,

    #[command(flatten)]
    documents: Documents,

    /// Derive another trait, such as Hash, for every type that holds data [repeatable]
    #[arg(long, value_name = "TRAIT", help_heading = "Generated code")]
    derive: Vec<RustPath>,
    /// The path of the runtime in generated code [default: ::lexgen]
    #[arg(long, value_name = "PATH", help_heading = "Generated code")]
    runtime: Option<RustPath>,
    /// What decoding does with malformed strings [default: lenient]
    #[arg(long, value_name = "HOW", help_heading = "Generated code")]
    strictness: Option<StrictnessName>,
    /// Put each namespace behind a cargo feature, such as app-bsky-feed
    #[arg(long, value_name = "BOOL", help_heading = "Generated code", num_args = 0..=1,
          require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    features_per_namespace: Option<bool>,
    /// Generate an enum of all records, such as AnyRecord
    #[arg(long, value_name = "NAME", help_heading = "Generated code", value_parser = record_enum)]
    record_enum: Option<String>,
}

impl Args {
    fn partial(&self) -> Partial {
        Partial {
            inputs: given(&self.paths),
            output: self.output.clone(),
            single_file: self.single_file,
            derives: given(&self.derive),
            runtime: self.runtime.clone(),
            strictness: self.strictness,
            features_per_namespace: self.features_per_namespace,
            record_enum: self.record_enum.clone(),
            keep_going: self.keep_going,
            ..self.documents.partial()
        }
    }
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let settings = settings(args.partial(), global)?;
    let Some(output) = &settings.output else {
        return Err(SettingsError::new("no output given")
            .help("use `-o src/lexicons`, or set `output` in lexgen.toml"));
    };
    if args.check && *output == Output::Stdout {
        return Err(SettingsError::new("`--check` needs an output on disk"));
    }
    let stdout_is_taken = *output == Output::Stdout || args.check;
    let mut compiled = compile_to_generate(&settings);
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, stdout_is_taken);
    if compiled.is_blocked() {
        let problems = problems(&compiled);
        terminal.failed("Failed", &format!("{problems}; nothing was written"));
        return Ok(End::Problems);
    }
    let options = &settings.generate;
    let failed = |error: output::Error| SettingsError::lines(&error.to_string());
    let fresh = match output {
        Output::Stdout => {
            let text = compiled
                .single_file(options)
                .map_err(|it| failed(it.into()))?;
            terminal.exact(&text)?;
            terminal.done("Generated", &documents(&compiled));
            true
        }
        Output::Folder(path) | Output::File(path) if args.check => {
            let stale = match output {
                Output::Folder(_) => compiled.diff_tree(path, options),
                Output::File(_) | Output::Stdout => compiled.diff_file(path, options),
            };
            let stale = stale.map_err(failed)?;
            if !terminal.quiet {
                terminal.diff(&stale.diff)?;
            }
            print_stale(&stale, path, "generate", terminal);
            print_missing(&features(&compiled, options), path, terminal);
            stale.is_fresh()
        }
        Output::Folder(path) | Output::File(path) => {
            let outcome = match output {
                Output::Folder(_) => compiled.write_tree(path, options),
                Output::File(_) | Output::Stdout => compiled.write_file(path, options),
            };
            let outcome = outcome.map_err(failed)?;
            let report = Report {
                verb: "Generated",
                documents: &documents(&compiled),
                path,
                start,
            };
            report.print(&outcome, &compiled, terminal);
            print_missing(&features(&compiled, options), path, terminal);
            true
        }
    };
    for (pass, time) in &compiled.timings {
        terminal.detail(&format!("{pass} {:.1} ms", time.as_secs_f64() * 1000.0));
    }
    let is_well = fresh && !compiled.has_errors();
    // The process ends now, and frees the memory faster.
    mem::forget(compiled);
    Ok(if is_well { End::Well } else { End::Problems })
}

/// The cargo features that generated modules are behind.
fn features(compiled: &Compiled, options: &items::Options) -> FeatureTable {
    if options.features_per_namespace {
        items::features(&compiled.ir)
    } else {
        FeatureTable::new()
    }
}

fn documents(compiled: &Compiled) -> String {
    let documents = count(compiled.ir.document_count(), "document");
    let definitions = count(compiled.ir.definition_count(), "definition");
    format!("{documents} ({definitions})")
}
