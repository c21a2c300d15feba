//! Evolution stories: several versions of a lexicon, and for each step the
//! verdicts and the changes in the generated code.
//!
//! A story is a folder in `stories/` with `1.json`, `2.json` and so on, or with
//! folders `1`, `2` for versions of several documents. To add one, create the
//! folder, run `INSTA_UPDATE=always cargo test -p lexgen-tests --test stories`,
//! and read the snapshot.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use lexgen::__internal::{
    compare::{Comparison, Options, Semver, compare},
    ir::Ir,
    items,
    print::files,
    read::{Input, Limits},
    set::{Loaded, load_inputs},
};
use lexgen_tests::workspace;
use similar::TextDiff;

fn version(path: &Path) -> Loaded {
    let loaded = load_inputs(&[Input::Path(path.to_owned())], &Limits::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert!(!loaded.documents.is_empty());
    loaded
}

/// The verdicts of one step.
fn told(comparison: &Comparison) -> String {
    let mut text = String::new();
    for verdict in &comparison.verdicts {
        let _ = writeln!(text, "{verdict}");
    }
    let _ = writeln!(
        text,
        "next version of the generated module: {}",
        match comparison.rust() {
            Semver::Patch => "patch",
            Semver::Minor => "minor",
            Semver::Major => "major",
        }
    );
    text
}

/// The changes in the generated files.
fn rewritten(old: &Ir, new: &Ir, options: &items::Options) -> String {
    let [old, new] = [old, new].map(|ir| {
        let files = files(ir, options).expect("laid out").into_iter();
        files
            .map(|it| (it.path, it.text))
            .collect::<BTreeMap<_, _>>()
    });
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text =
        |files: &BTreeMap<String, String>, path| files.get(path).cloned().unwrap_or_default();
    let diffs = paths.into_iter().map(|path| {
        let (old, new) = (text(&old, path), text(&new, path));
        let diff = TextDiff::from_lines(&old, &new);
        diff.unified_diff()
            .context_radius(1)
            .header(path, path)
            .to_string()
            + "\n"
    });
    diffs.filter(|it| it.len() > 1).collect()
}

#[test]
fn each_step_is_told_and_judged() {
    let stories = workspace().join("tests/stories");
    let stories = fs::read_dir(stories).expect("there are stories");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/stories");
    settings.set_omit_expression(true);
    let mut count = 0;
    for story in stories {
        let folder = story.expect("readable").path();
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let versions = (1..).map(|number| {
            let one = folder.join(format!("{number}.json"));
            if one.exists() {
                one
            } else {
                folder.join(number.to_string())
            }
        });
        let versions: Vec<Loaded> = versions
            .take_while(|path| path.exists())
            .map(|path| version(&path))
            .collect();
        let mut text = String::new();
        for (step, pair) in versions.windows(2).enumerate() {
            let [old, new] = [&pair[0].ir, &pair[1].ir];
            let mut options = Options::default();
            options.changes.descriptions = true;
            let comparison = compare(old, new, &options);
            let (step, verdicts) = (step + 1, told(&comparison));
            let _ = writeln!(text, "# {step} -> {}\n\n{verdicts}", step + 1);
            text += &rewritten(old, new, &options.rust);
        }
        settings.bind(|| insta::assert_snapshot!(name, text));
        count += 1;
    }
    assert_eq!(count, 6, "update this number when you add a story");
}
