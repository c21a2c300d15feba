//! Generated code consists only of types, constants, constructors and tables, for
//! arbitrary lexicons. A text that escaped from its comment or its literal would
//! be found as some other syntax.

use std::io::Write;

use lexgen::__internal::{ir, items::Options, print::single_file};
use lexgen_tests::random::Stranger;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Expr, ImplItem, Item, Lit, Meta, Stmt, Type,
    visit::{self, Visit},
};

use crate::sets;

const MACROS: [&str; 7] = [
    "in_effect",
    "object",
    "record",
    "union",
    "values",
    "errors",
    "newtype",
];
const TRAITS: [&str; 2] = ["Default", "Endpoint"];
const DERIVES: [&str; 7] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "PartialEq",
    "Eq",
    "Hash",
];
/// Keywords that a table can contain only as raw identifiers.
const STRUCTURE: [&str; 11] = [
    "unsafe", "extern", "fn", "static", "impl", "mod", "use", "let", "trait", "macro", "async",
];

#[test]
fn generated_code_holds_nothing_but_what_lexgen_writes() {
    let mut seen = Seen::default();
    for ir in sets::real() {
        seen.look_at(&ir);
    }
    for seed in 0..sets::count("LEXGEN_RANDOM_SETS", 200) as u64 {
        seen.look_at(&sets::sound(&Stranger::new(seed).lexicons()));
    }
    assert!(
        seen.wrong.is_empty(),
        "{:#?}",
        &seen.wrong[..seen.wrong.len().min(40)]
    );
    let _ = writeln!(
        std::io::stderr(),
        "{} items, all of known kinds",
        seen.items
    );
    assert!(seen.items > 10_000, "{} items", seen.items);
}

#[test]
fn anything_else_is_seen() {
    for text in [
        "fn main() {}",
        "pub mod a { static EVIL: u8 = 1; }",
        "unsafe impl Send for A {}",
        "impl Drop for A { fn drop(&mut self) {} }",
        "impl A { pub fn other() -> Self { Self {} } }",
        "impl A { evil!(a, A, str); }",
        "impl A { ::lexgen::in_effect!(a, A, [u8; evil!()]); }",
        "impl A { pub fn new() -> Self { let a = 1; Self {} } }",
        "const A: u8 = unsafe { evil() };",
        "const A: &str = include_str!(\"/etc/passwd\");",
        "#[doc = include_str!(\"/etc/passwd\")] struct A;",
        "#[path = \"/etc/passwd\"] mod a;",
        "#[unsafe(no_mangle)] pub const A: u8 = 1;",
        "#[derive(Clone, Evil)] struct A;",
        "extern crate evil;",
        "::lexgen::evil! { A {} }",
        "evil::object! { A {} }",
        "::lexgen::object! { A { required a = evil!(); } }",
        "::lexgen::object! { A { required a = unsafe { 1 }; } }",
        "macro_rules! a { () => {} }",
        "struct \u{430}dmin;",
    ] {
        let mut seen = Seen::default();
        seen.visit_file(&syn::parse_file(text).expect("it is Rust"));
        assert!(!seen.wrong.is_empty(), "{text}");
    }
}

#[derive(Default)]
struct Seen {
    items: usize,
    wrong: Vec<String>,
}

impl Seen {
    fn look_at(&mut self, ir: &ir::Ir) {
        let text = single_file(ir, &Options::default()).expect("laid out");
        match syn::parse_file(&text) {
            Ok(file) => self.visit_file(&file),
            Err(error) => self.wrong.push(format!("{error}\n{text}")),
        }
    }

    fn require(&mut self, is_right: bool, what: impl FnOnce() -> String) {
        if !is_right {
            self.wrong.push(what());
        }
    }
}

impl<'a> Visit<'a> for Seen {
    fn visit_item(&mut self, item: &'a Item) {
        self.items += 1;
        let is_known = match item {
            Item::Mod(it) => it.unsafety.is_none(),
            Item::Impl(it) => {
                let is_ours = it.trait_.as_ref().is_none_or(|(path, _)| {
                    let last = path.segments.last().map(|it| it.ident.to_string());
                    TRAITS.contains(&last.unwrap_or_default().as_str())
                });
                it.unsafety.is_none() && is_ours
            }
            Item::Macro(it) => it.ident.is_none(),
            Item::Use(_) | Item::Struct(_) | Item::Enum(_) | Item::Type(_) | Item::Const(_) => true,
            _ => false,
        };
        self.require(is_known, || shown("an item", item));
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        let is_known = match item {
            ImplItem::Const(_) | ImplItem::Type(_) => true,
            ImplItem::Fn(it) => {
                (it.sig.ident == "new" || it.sig.ident == "default")
                    && matches!(it.sig.safety, syn::Safety::Default)
                    && it.sig.abi.is_none()
                    && matches!(&*it.block.stmts, [Stmt::Expr(Expr::Struct(_), None)])
            }
            ImplItem::Macro(it) => {
                let last = it.mac.path.segments.last();
                last.is_some_and(|last| last.ident == "in_effect")
            }
            _ => false,
        };
        self.require(is_known, || shown("in an impl", item));
        visit::visit_impl_item(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        let name = attribute.path().get_ident().map(ToString::to_string);
        let is_text = |it: &Expr| matches!(it, Expr::Lit(it) if matches!(it.lit, Lit::Str(_)));
        let is_known = match (name.as_deref(), &attribute.meta) {
            (Some("doc" | "deprecated"), Meta::NameValue(it)) => is_text(&it.value),
            (Some("deprecated" | "non_exhaustive"), Meta::Path(_)) => true,
            (Some("allow"), Meta::List(_)) => true,
            (Some("derive"), Meta::List(it)) => it.tokens.clone().into_iter().all(|it| match it {
                TokenTree::Ident(it) => DERIVES.contains(&it.to_string().as_str()),
                it => it.to_string() == ",",
            }),
            _ => false,
        };
        self.require(is_known, || shown("an attribute", attribute));
    }

    fn visit_expr(&mut self, it: &'a Expr) {
        let is_known = match it {
            Expr::MethodCall(it) => it.method == "into",
            Expr::Field(it) => matches!(&*it.base, Expr::Path(it) if it.path.is_ident("required")),
            Expr::Lit(_) | Expr::Path(_) | Expr::Struct(_) | Expr::Call(_) => true,
            Expr::Reference(_) | Expr::Array(_) | Expr::Unary(_) | Expr::Tuple(_) => true,
            _ => false,
        };
        self.require(is_known, || shown("an expression", it));
        visit::visit_expr(self, it);
    }

    fn visit_type(&mut self, it: &'a Type) {
        let is_known = matches!(
            it,
            Type::Path(_)
                | Type::Reference(_)
                | Type::Tuple(_)
                | Type::ImplTrait(_)
                | Type::Slice(_)
        );
        self.require(is_known, || shown("a type", it));
        visit::visit_type(self, it);
    }

    fn visit_macro(&mut self, it: &'a syn::Macro) {
        let path: Vec<String> = it
            .path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        let is_ours = it.path.leading_colon.is_some()
            && matches!(&*path, [runtime, name] if runtime == "lexgen" && MACROS.contains(&name.as_str()));
        self.require(is_ours, || format!("a macro: {path:?}"));
        let wrong = odd_tokens(it.tokens.clone());
        self.require(wrong.is_none(), || {
            format!("in a table of {path:?}: {wrong:?}")
        });
    }

    fn visit_ident(&mut self, it: &'a syn::Ident) {
        let name = it.to_string();
        self.require(name.is_ascii(), || format!("a name: {name}"));
    }
}

fn shown(what: &str, it: &impl ToTokens) -> String {
    format!("{what}: {}", it.to_token_stream())
}

/// A token that is not allowed in tables.
fn odd_tokens(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => odd_tokens(group.stream()),
        TokenTree::Ident(it) => {
            let name = it.to_string();
            (STRUCTURE.contains(&name.as_str()) || !name.is_ascii()).then_some(name)
        }
        TokenTree::Punct(it) => "=;,:<>-|&'"
            .find(it.as_char())
            .is_none()
            .then(|| it.to_string()),
        TokenTree::Literal(_) => None,
    })
}
