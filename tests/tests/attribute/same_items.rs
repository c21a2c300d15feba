//! The attribute and the command generate the same items.

use std::{fmt::Write as _, fs};

use lexgen_tests::{Project, generate, lexicons};
use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{File, Ident, Item, Lit};

/// NSIDs and the command's files for them; together they contain every kind of
/// definition.
const DOCUMENTS: [(&str, &str); 9] = [
    (
        "com.atproto.server.createSession",
        "com/atproto/server/create_session.rs",
    ),
    ("com.example.shelf.review", "com/example/shelf/review.rs"),
    (
        "com.example.shelf.searchBooks",
        "com/example/shelf/search_books.rs",
    ),
    (
        "com.example.shelf.subscribeDesk",
        "com/example/shelf/subscribe_desk.rs",
    ),
    (
        "com.example.shelf.importCatalogue",
        "com/example/shelf/import_catalogue.rs",
    ),
    ("com.example.shelf.defs", "com/example/shelf/defs.rs"),
    ("com.example.shelf.section", "com/example/shelf/section.rs"),
    (
        "com.example.shelf.authPatron",
        "com/example/shelf/auth_patron.rs",
    ),
    (
        "com.example.awkward.fieldNames",
        "com/example/awkward/field_names.rs",
    ),
];

/// The items of a document, each as its tokens.
///
/// Differences in context are removed: modules for other documents, `use`, the
/// constants that make cargo track files, all but the last name of each path
/// (the attribute writes full paths, the command imports), and `allow` (the
/// attribute writes it on each item, the command once). `x.into()` becomes
/// `Into::into(x)`.
fn items(text: &str) -> Vec<String> {
    let file: File = syn::parse_str(text).expect("it is Rust");
    let is_own = |item: &Item| match item {
        Item::Mod(_) | Item::Use(_) => false,
        Item::Const(item) => item.ident != "_",
        _ => true,
    };
    let items = file.items.into_iter().filter(is_own);
    items
        .map(|item| last_names(item.into_token_stream()).join(" "))
        .collect()
}

fn last_names(tokens: TokenStream) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                names.push(format!("{:?}", group.delimiter()));
                names.extend(last_names(group.stream()));
                push_closing(&mut names, "end");
                as_method(&mut names);
            }
            TokenTree::Punct(first)
                if first.as_char() == ':' && first.spacing() == Spacing::Joint =>
            {
                tokens.next();
                if names.last().is_some_and(|name| leads_on(name)) {
                    names.pop();
                }
            }
            TokenTree::Punct(hash)
                if hash.as_char() == '#' && tokens.peek().is_some_and(is_allow) =>
            {
                tokens.next();
            }
            TokenTree::Literal(literal) => names.push(match syn::parse_str(&literal.to_string()) {
                Ok(Lit::Str(text)) => format!("{:?}", text.value()),
                _ => literal.to_string(),
            }),
            TokenTree::Punct(angle) if angle.as_char() == '>' => push_closing(&mut names, ">"),
            other => names.push(other.to_string()),
        }
    }
    names
}

/// Adds the end of a list, without a trailing comma, which depends on formatting.
fn push_closing(names: &mut Vec<String>, closing: &str) {
    names.pop_if(|last| last == ",");
    names.push(closing.to_owned());
}

/// Normalizes `into(x)` to `x.into()`. The attribute avoids the latter, which
/// needs the prelude.
fn as_method(names: &mut Vec<String>) {
    if let [.., into, open, value, _] = &names[..]
        && into == "into"
        && open == "Parenthesis"
    {
        let method = [value.as_str(), ".", into, open, "end"].map(str::to_owned);
        names.truncate(names.len() - 4);
        names.extend(method);
    }
}

/// Whether `[…]` belongs to `#[allow(…)]`.
fn is_allow(token: &TokenTree) -> bool {
    let TokenTree::Group(attribute) = token else {
        return false;
    };
    let first = attribute.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if name == "allow")
}

/// Whether a path can continue after this token.
fn leads_on(name: &str) -> bool {
    matches!(name, "crate" | "self" | "super") || syn::parse_str::<Ident>(name).is_ok()
}

/// The items that the attribute generates for each document.
fn expansions() -> Vec<String> {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "same-items");
    let manifest = Project::manifest("attribute-same-items", &Project::runtime("lexgen"));
    let mut modules = String::new();
    let mut names = Vec::new();
    for (nsid, _) in DOCUMENTS {
        let name = nsid.rsplit('.').next().unwrap_or_default().to_lowercase();
        let _ = writeln!(
            modules,
            "#[lexgen_macros::lexicon({nsid:?}, path = {:?})]\n\
             #[capture::capture]\n\
             mod {name} {{}}\n",
            lexicons()
        );
        names.push(name.to_uppercase());
    }
    let main = format!(
        "{modules}\nfn main() {{\n    print!(\"{{}}\", [{}].join(\"\\0\"));\n}}\n",
        names.join(", ")
    );
    project
        .write(
            "Cargo.toml",
            manifest + "capture = { path = \"capture\" }\n\n[workspace]\n",
        )
        .write("src/main.rs", main)
        .write(
            "capture/Cargo.toml",
            "[package]\nname = \"capture\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [lib]\nproc-macro = true\n",
        )
        .write("capture/src/lib.rs", include_str!("same_items/capture.rs"));
    let said = project.cargo(&["run"]).silent();
    said.stdout.split('\0').map(str::to_owned).collect()
}

#[test]
fn the_attribute_makes_what_the_command_writes() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    generate(&lexicons(), folder.path(), &["-q"]);
    let expansions = expansions();
    assert_eq!(expansions.len(), DOCUMENTS.len());
    for ((nsid, path), expansion) in DOCUMENTS.iter().zip(expansions) {
        let file = fs::read_to_string(folder.path().join(path)).expect("it was written");
        let (written, expanded) = (items(&file), items(&expansion));
        assert!(!written.is_empty(), "{nsid}");
        for (written, expanded) in written.iter().zip(&expanded) {
            assert_eq!(written, expanded, "{nsid}");
        }
        assert_eq!(written.len(), expanded.len(), "{nsid}");
    }
}
