//! The table of settings in the guide is complete, and every front door has all
//! of them.

use std::collections::BTreeSet;

use lexgen_tests::lexgen;

use crate::page::{Page, read};

/// The cells of a column, without Markdown.
fn column(number: usize) -> BTreeSet<String> {
    let page = Page::guide("settings");
    let (_, table) = page
        .text
        .split_once("## All settings\n\n")
        .expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| {
        let cell = row.split('|').nth(number)?.trim();
        // A link around the name of a setting.
        let cell = cell.strip_prefix('[').unwrap_or(cell);
        let code = cell.strip_prefix('`')?.split_once('`')?;
        let (name, after) = code;
        let is_alone = after.is_empty() || after.starts_with(']');
        is_alone.then(|| name.trim_matches(['[', ']']).to_owned())
    });
    cells.collect()
}

fn printed(arguments: &[&str]) -> String {
    let output = lexgen().args(arguments).output().expect("it was built");
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).expect("text")
}

fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn it_has_every_setting() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("lexgen.toml");
    std::fs::write(&file, "zzz = 1").expect("writable");
    let said = printed(&["check", "--config", &file.display().to_string()]);
    let (_, list) = said.split_once("the settings are ").expect("a list");
    assert_eq!(column(1), names(list.trim().split(", ")));
}

#[test]
fn lexgen_init_explains_every_setting() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = lexgen().arg("init").current_dir(&folder).output();
    assert!(output.expect("it was built").status.success());
    let file = std::fs::read_to_string(folder.path().join("lexgen.toml")).expect("written");
    let lines = file.lines().map(|line| line.trim_start_matches("# "));
    let settings = lines.filter_map(|line| {
        let table = line.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let table = table.map(|it| it.trim_matches(['[', ']']));
        // Settings of single rules are below a table.
        table.or_else(|| line.split_once(" = ").map(|(name, _)| name))
    });
    let settings: BTreeSet<_> = settings.map(str::to_owned).collect();
    let missing: Vec<_> = column(1).difference(&settings).cloned().collect();
    assert!(missing.is_empty(), "{missing:?} in\n{file}");
}

#[test]
fn it_has_every_flag_of_generate() {
    let help = printed(&["generate", "--help"]);
    let (own, _) = help
        .split_once("\nGeneral:")
        .expect("flags of all commands");
    let lines = own
        .lines()
        .filter(|line| line.trim_start().starts_with('-'));
    let flags = lines.filter_map(|line| {
        let start = line.find("--")?;
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
        let flag = &line[start..];
        Some(&flag[..flag.find(|c| !is_name(c)).unwrap_or(flag.len())])
    });
    let mut flags: BTreeSet<_> = flags.map(str::to_owned).collect();
    // These are only for a single run.
    for flag in ["--help", "--check"] {
        flags.remove(flag);
    }
    let mut listed = column(2);
    assert!(listed.remove("PATH…"));
    assert_eq!(listed, flags);
}

#[test]
fn it_has_every_method_of_the_builder() {
    let builder = read("lexgen/src/compiler/builder/mod.rs");
    let methods = builder.split("    pub fn ").skip(1);
    let methods = methods.filter_map(|rest| rest.split(['(', '<']).next());
    let mut methods = names(methods);
    // These are no settings.
    for method in ["new", "emit_rerun_if_changed"] {
        assert!(methods.remove(method));
    }
    assert_eq!(column(3), methods);
}

#[test]
fn it_has_every_option_of_the_attribute() {
    let argument = read("lexgen-macros/src/argument.rs");
    let (_, list) = argument.split_once("const OPTIONS: ").expect("a list");
    let (list, _) = list
        .split_once(';')
        .and_then(|(_, it)| it.split_once("];"))
        .expect("its end");
    assert_eq!(column(4), names(list.split('"').skip(1).step_by(2)));
}
