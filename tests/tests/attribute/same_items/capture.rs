//! An attribute that converts a module to a string. Below `#[lexicon]`, it sees
//! the generated items.

use proc_macro::{TokenStream, TokenTree};

/// Converts `mod name { … }` to `const NAME: &str = "…"`.
#[proc_macro_attribute]
pub fn capture(_: TokenStream, module: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = module.into_iter().collect();
    let [.., name, TokenTree::Group(items)] = &tokens[..] else {
        panic!("it is a module");
    };
    let name = name.to_string().to_uppercase();
    let text = items.stream().to_string();
    format!("const {name}: &str = {text:?};")
        .parse()
        .expect("it is an item")
}
