use std::{fs, path::Path};

use super::*;
use crate::compiler::settings::extern_path;

/// The names of the items at the root of an expansion, and below modules.
fn items(expansion: &Expansion) -> Vec<String> {
    items_of("", expansion)
}

/// The same, of a struct of this name.
fn items_of(name: &str, expansion: &Expansion) -> Vec<String> {
    fn collect(items: &[syn::Item], below: &str, names: &mut Vec<String>) {
        for item in items {
            let name = match item {
                syn::Item::Struct(it) => &it.ident,
                syn::Item::Enum(it) => &it.ident,
                syn::Item::Type(it) => &it.ident,
                syn::Item::Const(it) => &it.ident,
                syn::Item::Mod(it) => {
                    let below = format!("{below}{}::", it.ident);
                    if let Some((_, items)) = &it.content {
                        collect(items, &below, names);
                    }
                    continue;
                }
                _ => continue,
            };
            names.push(format!("{below}{name}"));
        }
    }
    // As the attribute fills it.
    let places = [
        ("$visibility", "pub"),
        ("$struct", "struct"),
        ("$name", name),
        ("$before", ""),
        ("$after", ""),
        ("$end", ""),
    ];
    let text = places
        .iter()
        .fold(expansion.items.clone(), |text, (place, word)| {
            text.replace(place, word)
        });
    let file = syn::parse_file(&text).expect("Rust");
    let mut names = Vec::new();
    collect(&file.items, "", &mut names);
    names
}

fn request(pattern: &str, form: Form, folder: &Path) -> Request {
    Request {
        patterns: vec![pattern.parse().expect("a pattern")],
        unsound: Vec::new(),
        form,
        folder: folder.to_owned(),
        options: Partial::default(),
    }
}

/// Expands with the lexicons of this repository, which are in its root.
fn expand_ours(pattern: &str, form: Form) -> Expansion {
    let expansion = expand(&request(
        pattern,
        form,
        Path::new(env!("CARGO_MANIFEST_DIR")),
    ));
    assert_eq!(expansion.error, None, "{pattern}");
    expansion
}

#[test]
fn a_module_holds_what_the_command_writes() {
    let expansion = expand_ours("com.atproto.server.createSession", Form::Module);
    assert_eq!(
        items(&expansion),
        [
            "CreateSession",
            "Input",
            "Output",
            "OutputRequired",
            "OutputStatus",
            "Error"
        ]
    );
    assert!(expansion.docs.contains("[`Output`]"));
    assert!(!expansion.items.contains("use "), "{}", expansion.items);
    assert_eq!(expansion.files.len(), 1);
}

#[test]
fn a_structs_companions_have_its_name_as_prefix() {
    let form = Form::Struct("Session".to_owned());
    let expansion = expand_ours("com.atproto.server.createSession", form);
    assert_eq!(
        items_of("Session", &expansion),
        [
            "Session",
            "SessionInput",
            "SessionOutput",
            "SessionOutputRequired",
            "SessionOutputStatus",
            "SessionError"
        ]
    );
    assert_eq!(expansion.derives, ["Debug"]);
    let form = Form::Struct("Search".to_owned());
    let all = items_of(
        "Search",
        &expand_ours("com.example.shelf.searchBooks", form),
    );
    assert!(all.contains(&"SearchParams".to_owned()), "{all:?}");
    for name in all.iter().filter(|name| !name.starts_with("Search")) {
        assert!(
            name.starts_with("search_refs::com::example::shelf::"),
            "{name}"
        );
    }
}

#[test]
fn a_namespace_is_named_from_where_it_begins() {
    let all = items(&expand_ours("com.example.shelf.*", Form::Module));
    assert!(all.contains(&"get_book::GetBook".to_owned()), "{all:?}");
    // What is outside of it, by its whole NSID.
    let all = items(&expand_ours("com.example.deep-stacks.*", Form::Module));
    assert_eq!(
        all,
        [
            "_2nd_floor::lift::Lift",
            "_2nd_floor::lift::Output",
            "_2nd_floor::lift::Error",
            "com::example::_3d::scan::Scan"
        ]
    );
}

/// Lexicons in the folder of a crate.
fn with_lexicons(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("Cargo.toml"), "[package]").expect("written");
    for (path, text) in files {
        let path = root.path().join("lexicons").join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("made");
        fs::write(path, text).expect("written");
    }
    root
}

const BROKEN: &str = r##"{ "lexicon": 1, "id": "com.example.thing", "defs": {
    "main": { "type": "procedure", "output": { "encoding": "application/json", "schema": {
        "type": "object", "properties": {
            "status": { "type": "string", "knownValues": ["a"], "maxLength": "wrong" },
            "view": { "type": "ref", "ref": "#view" } } } } },
    "view": { "type": "object", "required": ["a", "b", "c", "d"], "properties": {
        "a": { "type": "integer" }, "b": { "type": "integer" },
        "c": { "type": "integer" }, "d": { "type": "wrong" } } } } }"##;

#[test]
fn what_is_refused_keeps_its_names_and_the_rest_its_items() {
    let root = with_lexicons(&[
        ("com/example/thing.json", BROKEN),
        ("other.json", "{ broken"),
    ]);
    let expansion = expand(&request("com.example.thing", Form::Module, root.path()));
    let all = items(&expansion);
    for name in [
        "View",
        "ViewRequired",
        "Thing",
        "Input",
        "Output",
        "OutputStatus",
        "Error",
    ] {
        assert!(all.iter().any(|it| it == name), "no {name} in {all:?}");
    }
    let error = expansion.error.expect("an error");
    assert!(
        error.contains("lexicons/com/example/thing.json:4"),
        "{error}"
    );
    assert!(!error.contains("other.json"), "{error}");
    // In a namespace they are in their modules.
    let expansion = expand(&request("com.example.*", Form::Module, root.path()));
    assert!(items(&expansion).contains(&"thing::OutputStatus".to_owned()));
    let form = Form::Struct("It".to_owned());
    let all = items_of(
        "It",
        &expand(&request("com.example.thing", form, root.path())),
    );
    for name in ["It", "ItOutput", "ItOutputStatus", "ItView"] {
        assert!(all.iter().any(|it| it == name), "no {name} in {all:?}");
    }
}

#[test]
fn messages_say_which_folders_were_searched() {
    let root = with_lexicons(&[("com/example/thing.json", BROKEN)]);
    let message = |pattern| {
        let expansion = expand(&request(pattern, Form::Module, root.path()));
        expansion.error.expect("an error")
    };
    insta::assert_snapshot!(message("com.example.thin"), @"
    cannot find lexicon `com.example.thin`

    help: did you mean `com.example.thing`?
    note: searched `lexicons` (1 file): the crate's own folder of lexicons
    ");
    insta::assert_snapshot!(message("com.exmaple.*"), @"
    cannot find lexicons `com.exmaple.*`

    help: did you mean `com.example.*`?
    note: searched `lexicons` (1 file): the crate's own folder of lexicons
    ");
    assert!(message("org.other.stuff").contains("searched"));
}

#[test]
fn external_documents_are_explained() {
    let thing = r#"{ "lexicon": 1, "id": "com.example.thing", "defs": {
        "main": { "type": "object", "properties": {} } } }"#;
    let root = with_lexicons(&[("com/example/thing.json", thing)]);
    let mut request = request("com.example.thing", Form::Module, root.path());
    let elsewhere = extern_path("com.example", "crate::example").expect("sound");
    request.options.extern_paths = Some(vec![elsewhere]);
    let expansion = expand(&request);
    insta::assert_snapshot!(expansion.error.as_deref().expect("an error"), @"
    nothing to generate for `com.example.thing`: `extern_path`, or `extern-paths` in `lexgen.toml`, says that these types are in another crate or module

    help: use the types from there, or a longer prefix that does not match these documents
    ");
    assert!(items(&expansion).contains(&"Thing".to_owned()));
}

#[test]
fn what_is_no_nsid_leaves_the_names_it_says() {
    let root = with_lexicons(&[]);
    for text in [
        "com.example.get_thing",
        "",
        "com..",
        "a b",
        "*.2",
        "GetThing",
    ] {
        let request = Request {
            patterns: Vec::new(),
            unsound: vec![text.to_owned()],
            form: Form::Module,
            folder: root.path().to_owned(),
            options: Partial::default(),
        };
        let all = items(&expand(&request));
        let names_it = all.contains(&"GetThing".to_owned());
        assert_eq!(names_it, text.to_lowercase().contains("get"), "{all:?}");
    }
    assert_eq!(
        pattern_meant("com.example.get_thing").as_deref(),
        Some("com.example.getThing")
    );
    assert_eq!(pattern_meant("getThing"), None);
}

#[test]
fn messages_suggest_the_nearest_name() {
    let thing = BROKEN.replace("com.example.thing", "com.example.shelf.thing");
    let root = with_lexicons(&[("com/example/shelf/thang.json", &thing)]);
    let message = |pattern| {
        let expansion = expand(&request(pattern, Form::Module, root.path()));
        expansion.error.expect("an error")
    };
    insta::assert_snapshot!(message("com.example.shelf"), @"
    cannot find lexicon `com.example.shelf`

    help: did you mean `com.example.shelf.*`?
    note: searched `lexicons` (1 file): the crate's own folder of lexicons
    ");
    insta::assert_snapshot!(message("com.example.shelf.thang"), @"
    cannot find lexicon `com.example.shelf.thang`

    help: the `id` in `lexicons/com/example/shelf/thang.json` is `com.example.shelf.thing`; rename one of them
    note: searched `lexicons` (1 file): the crate's own folder of lexicons
    ");
}

#[test]
fn a_file_that_is_no_json_is_one_error_wherever_it_lies() {
    let root = with_lexicons(&[
        (
            "thing.json",
            "{ \"lexicon\": 1, \"id\": \"com.example.thing\",, }",
        ),
        (
            "user.json",
            r#"{ "lexicon": 1, "id": "com.example.user", "defs": { "main": { "type": "object",
                "properties": { "thing": { "type": "ref", "ref": "com.example.thing" } } } } }"#,
        ),
    ]);
    let expanded = |pattern| expand(&request(pattern, Form::Module, root.path()));
    let alone = expanded("com.example.thing");
    insta::assert_snapshot!(alone.error.as_deref().expect("an error"), @r#"
    there is an error in the lexicons

    error[invalid-json]: invalid JSON: key must be a string
     --> lexicons/thing.json:1:43
      |
    1 | { "lexicon": 1, "id": "com.example.thing",, }
      |                                           ^ unexpected
    "#);
    assert!(items(&alone).contains(&"Thing".to_owned()));
    for pattern in ["com.example.user", "com.example.*"] {
        let expansion = expanded(pattern);
        let alone = alone.error.as_deref().expect("an error");
        let note = "\n  |\n  = note: 1 reference depends on `com.example.thing`";
        assert_eq!(expansion.error, Some(format!("{alone}{note}")), "{pattern}");
        let all = items(&expansion);
        assert!(all.iter().any(|it| it.ends_with("thing::Thing")), "{all:?}");
    }
}

#[test]
fn a_struct_stands_for_what_can_be_one() {
    let message = |pattern| {
        let form = Form::Struct("It".to_owned());
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        expand(&request(pattern, form, root))
            .error
            .expect("an error")
    };
    assert!(message("com.example.shelf.defs").contains("has no `main`"));
    assert!(message("com.example.shelf.authDesk").contains("is a permission set"));
    assert!(message("com.example.shelf.*").contains("is a namespace"));
    assert!(message("com.example.shelf.*").contains("`mod it {}`"));
}

#[test]
fn errors_of_documents_that_are_not_needed_do_not_count() {
    let token = r#""defs": { "main": { "type": "token" } }"#;
    let main = r#""defs": { "main": { "type": "object", "properties": {
        "token": { "type": "ref", "ref": "com.good.token" } } } }"#;
    let document = |id: &str, defs: &str| format!(r#"{{ "lexicon": 1, "id": "{id}", {defs} }}"#);
    let broken = document(
        "com.bad.thing",
        r#""defs": { "main": { "type": "float" } }"#,
    );
    let texts = [
        ("good.json", document("com.good.thing", main)),
        ("token.json", document("com.good.token", token)),
        ("bad.json", broken.clone()),
        ("again.json", broken.replace("float", "number")),
        ("cut.json", broken.replace("float", "flo").replace('}', "")),
        ("junk.json", "{".to_owned()),
    ];
    let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let root = with_lexicons(&texts);
    for pattern in ["com.good.thing", "com.good.*"] {
        let expansion = expand(&request(pattern, Form::Module, root.path()));
        assert_eq!(expansion.error, None, "{pattern}");
    }
    let expansion = expand(&request("com.bad.*", Form::Module, root.path()));
    let error = expansion.error.expect("what is named has errors");
    assert!(error.contains("unknown type `float`"), "{error}");
}

#[test]
fn an_earlier_input_has_precedence_whatever_its_files_are_called() {
    let text = |kind: &str| {
        format!(
            r#"{{ "lexicon": 1, "id": "com.example.thing", "defs": {{ "main": {{ "type": "{kind}" }} }} }}"#
        )
    };
    let own = text("token");
    let vendored = text("float");
    let root = with_lexicons(&[
        ("own/mine.json", own.as_str()),
        ("vendored/com/example/thing.json", vendored.as_str()),
    ]);
    let mut request = request("com.example.thing", Form::Module, root.path());
    request.options.inputs = Some(vec!["lexicons/own".into(), "lexicons/vendored".into()]);
    assert_eq!(expand(&request).error, None);
    request.options.inputs = Some(vec!["lexicons/vendored".into(), "lexicons/own".into()]);
    let error = expand(&request).error.expect("the first has an error");
    assert!(error.contains("unknown type `float`"), "{error}");
}
