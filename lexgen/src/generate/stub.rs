//! Items that stand for what could not be generated.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::ident;

/// The names of items of one module that could not be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The module's path below the root.
    pub path: Vec<String>,
    /// A type and a constant of it at the root, of the same name, that stand
    /// for them all.
    pub refused: String,
    /// Types.
    pub types: Vec<String>,
    /// Constants, and values of types.
    pub values: Vec<String>,
}

impl Stub {
    /// The items, in a module this deep below the root.
    pub(super) fn text(&self, depth: usize) -> String {
        let supers: TokenStream = (0..depth).map(|_| quote!(super::)).collect();
        let name = ident(&self.refused);
        let refused = quote!(#supers #name);
        let types = self.types.iter().map(|name| ident(name));
        let values = self.values.iter().map(|name| ident(name));
        quote! {
            #(#[doc(hidden)] pub type #types = #refused;)*
            #(
                #[doc(hidden)]
                #[allow(non_upper_case_globals)]
                pub const #values: #refused = #refused;
            )*
        }
        .to_string()
    }
}
