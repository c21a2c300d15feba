//! An attribute that makes a module into a text: it stands below `#[lexicon]`,
//! so that what it sees is what that one made.

use proc_macro::{TokenStream, TokenTree};

/// Makes `mod name { … }` into `const NAME: &str = "…"`.
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
