//! What stands in the attribute's parentheses.

use std::collections::BTreeSet;

use lexgen::{
    ir::ExternPath,
    pattern::Pattern,
    settings::{Partial, RustPath, extern_path},
};
use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{
    Ident, LitBool, LitStr, Path, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Error, Parse, ParseStream, Result},
    punctuated::Punctuated,
};

/// Patterns, and options after them.
pub(crate) struct Argument {
    /// The first of the patterns, to point at.
    pub(crate) literal: LitStr,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) options: Partial,
    /// The value of `path`.
    pub(crate) path: Option<LitStr>,
    /// What is wrong with the rest; what is sound can be used all the same.
    pub(crate) error: Option<Error>,
}

const OPTIONS: [&str; 6] = [
    "path",
    "derive",
    "strictness",
    "runtime",
    "extern_path",
    "allow_missing",
];

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if !input.peek(LitStr) {
            // `input.error` would begin with "unexpected end of input".
            return Err(Error::new(
                input.span(),
                "say first which lexicon: `#[lexicon(\"com.example.getThing\")]`, or a namespace: \
                 `#[lexicon(\"com.example.*\")]`",
            ));
        }
        let mut literals: Vec<LitStr> = Vec::new();
        let mut options = Partial::default();
        let mut path = None;
        let mut errors = Errors::default();
        let mut seen = BTreeSet::new();
        loop {
            if input.peek(LitStr) {
                literals.push(input.parse()?);
            } else {
                let key = input.call(Ident::parse_any)?;
                if seen.insert(key.to_string()) {
                    option(&key, input, &mut options, &mut path, &mut errors)?;
                } else {
                    errors.push(Error::new(key.span(), format!("`{key}` is said twice")));
                    skip(input)?;
                }
            }
            if input.is_empty() {
                break;
            }
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
        }
        let patterns = literals
            .iter()
            .filter_map(|literal| errors.keep(literal.value().parse(), literal))
            .collect();
        let literal = literals.swap_remove(0);
        Ok(Self {
            literal,
            patterns,
            options,
            path,
            error: errors.0,
        })
    }
}

/// Every mistake that does not keep the rest from being read.
#[derive(Default)]
struct Errors(Option<Error>);

impl Errors {
    fn push(&mut self, error: Error) {
        match &mut self.0 {
            None => self.0 = Some(error),
            Some(first) => first.combine(error),
        }
    }

    /// The value, or nothing and an error at `tokens`.
    fn keep<T>(
        &mut self,
        value: std::result::Result<T, impl std::fmt::Display>,
        tokens: impl ToTokens,
    ) -> Option<T> {
        value
            .map_err(|error| self.push(Error::new_spanned(tokens, error)))
            .ok()
    }
}

/// Goes to the comma behind an option.
fn skip(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// What stands behind the name of one option.
fn option(
    key: &Ident,
    input: ParseStream<'_>,
    options: &mut Partial,
    path: &mut Option<LitStr>,
    errors: &mut Errors,
) -> Result<()> {
    match key.to_string().as_str() {
        "path" => {
            input.parse::<Token![=]>()?;
            let literal: LitStr = input.parse()?;
            options.inputs = Some(vec![literal.value().into()]);
            *path = Some(literal);
        }
        "derive" => {
            let content;
            parenthesized!(content in input);
            let paths = Punctuated::<Path, Token![,]>::parse_terminated(&content)?;
            let derives = paths.iter().filter_map(|path| rust_path(path, errors));
            options.derives = Some(derives.collect());
        }
        "strictness" => {
            input.parse::<Token![=]>()?;
            let name: LitStr = input.parse()?;
            options.strictness = errors.keep(name.value().parse(), &name);
        }
        "runtime" => {
            input.parse::<Token![=]>()?;
            let path: Path = input.parse()?;
            options.runtime = rust_path(&path, errors);
        }
        "extern_path" => {
            let content;
            parenthesized!(content in input);
            let pairs = Punctuated::<Pair, Token![,]>::parse_terminated(&content)?;
            let paths = pairs.iter().filter_map(|pair| pair.extern_path(errors));
            options.extern_paths.get_or_insert_default().extend(paths);
        }
        "allow_missing" => {
            options.allow_missing = Some(if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                input.parse::<LitBool>()?.value
            } else {
                true
            });
        }
        unknown => {
            errors.push(Error::new(key.span(), suggestion(unknown)));
            skip(input)?;
        }
    }
    Ok(())
}

/// `"com.atproto" = crate::atproto`
struct Pair {
    prefix: LitStr,
    path: Path,
}

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let prefix = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self {
            prefix,
            path: input.parse()?,
        })
    }
}

impl Pair {
    fn extern_path(&self, errors: &mut Errors) -> Option<ExternPath> {
        let path = rust_path(&self.path, errors)?;
        let value = extern_path(&self.prefix.value(), &path.into_string());
        errors.keep(value, &self.prefix)
    }
}

/// A path as text. It is used in modules of any depth, so it has to mean the
/// same in all of them.
fn rust_path(path: &Path, errors: &mut Errors) -> Option<RustPath> {
    let first = path.segments.first().map(|it| it.ident.to_string());
    if let Some("self" | "super") = first.as_deref() {
        let message = "write the path from the crate's root, as in `crate::types`: it is used in \
                       nested modules, where `self` and `super` are others";
        errors.push(Error::new_spanned(path, message));
        return None;
    }
    let text = path.to_token_stream().to_string().replace(' ', "");
    errors.keep(text.parse(), path)
}

fn suggestion(unknown: &str) -> String {
    match lexgen::attribute::nearest_option(unknown, &OPTIONS) {
        Some(near) => format!("there is no option `{unknown}`; did you mean `{near}`?"),
        None => format!(
            "there is no option `{unknown}`; the options are `{}`",
            OPTIONS.join("`, `")
        ),
    }
}
