//! From the attribute and its item to the item with its types.

use std::{fmt::Write as _, path::PathBuf};

use lexgen::__internal::attribute::{self, Expansion, Form, Request};
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Error, Result, ext::IdentExt};

use crate::{
    argument::Argument,
    clash, compiler,
    item::{Item, Kind},
    structure,
};

pub(crate) fn expand(argument: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let argument: Argument = syn::parse2(argument)?;
    let item: Item = syn::parse2(item)?;
    let request = Request {
        patterns: argument.patterns,
        unsound: argument.unsound,
        form: match item.kind {
            Kind::Module { .. } => Form::Module,
            Kind::Struct { .. } => Form::Struct(item.name.unraw().to_string()),
        },
        folder: std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .unwrap_or_default(),
        options: argument.options,
    };
    let expansion = compiler::outside(|| attribute::expand(&request));
    let parse = |text: &str| {
        compiler::tokens(text).map_err(|error| Error::new(argument.literal.span(), error))
    };
    let docs = parse(&expansion.docs)?;
    let items = parse(&expansion.items)?;
    let mut places = argument.places;
    let mut errors = errors(
        argument.literal.span(),
        argument.path.as_ref().map(|it| it.span()),
        argument.errors,
        &expansion,
    );
    let files = files(&expansion.files).map_err(|it| Error::new(argument.literal.span(), it))?;
    let files = parse(&files)?;
    let Item {
        attributes,
        visibility,
        name,
        kind,
    } = item;
    Ok(match kind {
        Kind::Module {
            keyword,
            braces,
            inner_attributes,
            items: own,
        } => {
            let items = places.fill(items);
            let own = clash::resolve(own, &expansion.names, &mut errors);
            let refused = refused(&expansion, &errors);
            let mut content = Group::new(
                Delimiter::Brace,
                quote! {
                    #(#inner_attributes)*
                    #docs
                    #refused
                    #files
                    #items
                    #own
                },
            );
            content.set_span(braces);
            quote!(#(#attributes)* #visibility #keyword #name #content)
        }
        Kind::Struct { keyword, end } => {
            let (own_docs, others) = structure::attributes(&attributes, &expansion.derives)?;
            places.insert("before", own_docs);
            places.insert("after", quote!(#docs #others));
            places.insert("visibility", visibility);
            places.insert("struct", keyword);
            places.insert("name", name);
            places.insert("end", end);
            let items = places.fill(items);
            let refused = refused(&expansion, &errors);
            quote!(#refused #files #items)
        }
    })
}

/// The place and message of each error. Errors that follow from a mistake in the
/// attribute itself are left out.
fn errors(
    literal: Span,
    path: Option<Span>,
    mistakes: Vec<Error>,
    expansion: &Expansion,
) -> Vec<(Span, String)> {
    if mistakes.is_empty() {
        let place = path.filter(|_| expansion.is_about_path).unwrap_or(literal);
        let error = expansion.error.iter();
        return error.map(|error| (place, error.clone())).collect();
    }
    let mistakes = mistakes.into_iter().flatten();
    let mistakes = mistakes.map(|mistake| (mistake.span(), mistake.to_string()));
    mistakes.collect()
}

/// The errors, inside of the type in place of what could not be generated: rustc
/// reports no uses of a type that has an error itself.
fn refused(expansion: &Expansion, errors: &[(Span, String)]) -> Option<TokenStream> {
    let name = match expansion.refused.as_str() {
        _ if errors.is_empty() => return None,
        "" => "__Refused",
        name => name,
    };
    let (family, name) = (format_ident!("{name}Because"), format_ident!("{name}"));
    let errors = errors
        .iter()
        .map(|(span, error)| quote_spanned!(*span=> ::core::compile_error!(#error)));
    Some(quote! {
        #[doc(hidden)]
        pub struct #family<const WHY: usize>;
        #[doc(hidden)]
        pub type #name = #family<{ #(#errors);* }>;
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals)]
        pub const #name: #name = #family;
    })
}

/// Code that includes the files: cargo rebuilds when a file that was included
/// changes. It reads their names from a file with one rule per line.
///
/// # Errors
/// If a name cannot be in such a file.
fn files(files: &[PathBuf]) -> std::result::Result<String, String> {
    let mut code = String::new();
    for path in files {
        let name = path.to_str().filter(|name| !name.contains(['\n', '\r']));
        let name = name.ok_or_else(|| {
            format!(
                "cargo cannot watch {path:?}: the path contains a line break or is not UTF-8; \
                 rename it"
            )
        })?;
        // Writing to a string cannot fail. What Rust prints for debugging is a literal.
        let _ = writeln!(code, "const _: &[u8] = ::core::include_bytes!({name:?});");
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_would_add_rules_for_cargo_is_refused() {
        let code = files(&["a.json".into(), "b c.json".into()]).expect("sound");
        assert!(code.contains("include_bytes!(\"b c.json\")"), "{code}");
        let hostile = "a\n# env-dep:PATH=x\u{1b}[2K\nb.json";
        let error = files(&["a.json".into(), hostile.into()]).expect_err("hostile");
        assert!(
            error.contains("line break") && !error.contains(char::is_control),
            "{error:?}"
        );
    }
}
