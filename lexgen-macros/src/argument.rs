//! The argument of the attribute.

use std::collections::BTreeSet;

use lexgen::__internal::{
    ir::ExternPath,
    pattern::Pattern,
    settings::{Partial, RustPath, extern_path, record_enum},
};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Ident, LitBool, LitStr, Path, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Error, Parse, ParseStream, Result},
    punctuated::Punctuated,
};

use crate::{derive_for::derive_for, template::Places};

/// Patterns, and options after them.
pub(crate) struct Argument {
    /// The first of the patterns, to point at.
    pub(crate) literal: LitStr,
    pub(crate) patterns: Vec<Pattern>,
    /// Texts that are not patterns.
    pub(crate) unsound: Vec<String>,
    pub(crate) options: Partial,
    /// The value of `path`.
    pub(crate) path: Option<LitStr>,
    /// Where Rust paths were written.
    pub(crate) places: Places,
    /// The errors. The valid parts can be used anyway.
    pub(crate) errors: Vec<Error>,
}

const OPTIONS: [&str; 9] = [
    "path",
    "derive",
    "derive_for",
    "strictness",
    "runtime",
    "extern_path",
    "allow_missing",
    "allow_unknown",
    "record_enum",
];

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if !input.peek(LitStr) {
            // `input.error` would begin with "unexpected end of input".
            return Err(Error::new(
                input.span(),
                "expected a lexicon: `#[lexicon(\"com.example.getThing\")]`, or a namespace: \
                 `#[lexicon(\"com.example.*\")]`",
            ));
        }
        let mut literals: Vec<LitStr> = Vec::new();
        let mut said = Said::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                literals.push(input.parse()?);
            } else if let Err(error) = said.option(input) {
                said.errors.push(error);
                skip(input)?;
            }
            if let Some(Err(error)) = (!input.is_empty()).then(|| input.parse::<Token![,]>()) {
                said.errors.push(error);
                skip(input)?;
                input.parse::<Option<Token![,]>>()?;
            }
        }
        let (mut patterns, mut unsound) = (Vec::new(), Vec::new());
        for literal in &literals {
            let text = literal.value();
            let pattern = text.parse().map_err(|error| no_pattern(&text, error));
            match keep(pattern, literal, &mut said.errors) {
                Some(pattern) => patterns.push(pattern),
                None => unsound.push(text),
            }
        }
        Ok(Self {
            literal: literals.swap_remove(0),
            patterns,
            unsound,
            options: said.options,
            path: said.path,
            places: said.places,
            errors: said.errors,
        })
    }
}

/// The value, or nothing and an error at `tokens`.
pub(crate) fn keep<T>(
    value: std::result::Result<T, impl std::fmt::Display>,
    tokens: impl ToTokens,
    errors: &mut Vec<Error>,
) -> Option<T> {
    value
        .map_err(|error| errors.push(Error::new_spanned(tokens, error)))
        .ok()
}

/// Skips to the comma after an option.
fn skip(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// A list in parentheses. Consumes all of it, so that the rest is not reported
/// as a second error.
pub(crate) fn list<T: Parse>(input: ParseStream<'_>) -> Result<Punctuated<T, Token![,]>> {
    let content;
    parenthesized!(content in input);
    let values = Punctuated::parse_terminated(&content);
    content.parse::<TokenStream>()?;
    values
}

/// The options read so far.
#[derive(Default)]
struct Said {
    seen: BTreeSet<String>,
    options: Partial,
    path: Option<LitStr>,
    places: Places,
    errors: Vec<Error>,
}

impl Said {
    /// Parses one option with its value.
    fn option(&mut self, input: ParseStream<'_>) -> Result<()> {
        if !input.peek(Ident::peek_any) {
            let message = format!("expected an option: `{}`", OPTIONS.join("`, `"));
            return Err(input.error(message));
        }
        let key = input.call(Ident::parse_any)?;
        let may_repeat = key == "derive_for";
        if !self.seen.insert(key.to_string()) && !may_repeat {
            return Err(Error::new(key.span(), format!("duplicate option `{key}`")));
        }
        match key.to_string().as_str() {
            "path" => {
                input.parse::<Token![=]>()?;
                let literal: LitStr = input.parse()?;
                self.options.inputs = Some(vec![literal.value().into()]);
                self.path = Some(literal);
            }
            "derive" => {
                let paths = list::<Path>(input)?;
                let mut derives = Vec::new();
                for path in &paths {
                    if let Some(derive) = rust_path(path, &mut self.errors) {
                        self.places.path(format!("derive{}", derives.len()), path);
                        derives.push(derive);
                    }
                }
                self.options.derives = Some(derives);
            }
            "derive_for" => {
                let content;
                parenthesized!(content in input);
                let derive_for = derive_for(&content, &mut self.errors);
                content.parse::<TokenStream>()?;
                let all = self.options.derive_for.get_or_insert_default();
                all.push(derive_for?);
            }
            "strictness" => {
                input.parse::<Token![=]>()?;
                let name: LitStr = input.parse()?;
                self.options.strictness = keep(name.value().parse(), &name, &mut self.errors);
            }
            "runtime" => {
                input.parse::<Token![=]>()?;
                let path: Path = input.parse()?;
                self.places.path("runtime", &path);
                self.options.runtime = rust_path(&path, &mut self.errors);
            }
            "extern_path" => {
                let pairs = list::<Pair>(input)?;
                let all = self.options.extern_paths.get_or_insert_default();
                for pair in &pairs {
                    if let Some(path) = pair.extern_path(&mut self.errors) {
                        self.places.path(format!("extern{}", all.len()), &pair.path);
                        all.push(path);
                    }
                }
            }
            "allow_missing" => self.options.allow_missing = Some(flag(input)?),
            "allow_unknown" => self.options.allow_unknown = Some(flag(input)?),
            "record_enum" => {
                input.parse::<Token![=]>()?;
                let name: LitStr = input.parse()?;
                let value = record_enum(&name.value());
                self.options.record_enum = keep(value, &name, &mut self.errors);
            }
            unknown => return Err(Error::new(key.span(), suggestion(unknown))),
        }
        Ok(())
    }
}

/// `= true`, `= false`, or nothing, which is `true`.
fn flag(input: ParseStream<'_>) -> Result<bool> {
    if !input.peek(Token![=]) {
        return Ok(true);
    }
    input.parse::<Token![=]>()?;
    Ok(input.parse::<LitBool>()?.value)
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
    fn extern_path(&self, errors: &mut Vec<Error>) -> Option<ExternPath> {
        let path = rust_path(&self.path, errors)?;
        let value = extern_path(&self.prefix.value(), &path.to_string());
        keep(value, &self.prefix, errors)
    }
}

/// A path that means the same in every module, because it is used in modules of
/// any depth.
pub(crate) fn rust_path(path: &Path, errors: &mut Vec<Error>) -> Option<RustPath> {
    let first = path.segments.first().map(|it| it.ident.to_string());
    if let Some("self" | "super") = first.as_deref() {
        let message = "write the path from the crate's root, as in `crate::types`: it is used in \
                       nested modules, where `self` and `super` mean something else";
        errors.push(Error::new_spanned(path, message));
        return None;
    }
    let text = path.to_token_stream().to_string().replace(' ', "");
    keep(text.parse(), path, errors)
}

fn no_pattern(text: &str, error: impl std::fmt::Display) -> String {
    match lexgen::__internal::attribute::pattern_meant(text) {
        Some(meant) => format!("{error}\n\nhelp: did you mean `{meant}`?"),
        None => error.to_string(),
    }
}

fn suggestion(unknown: &str) -> String {
    match lexgen::__internal::attribute::nearest_option(unknown, &OPTIONS) {
        Some(near) => format!("unknown option `{unknown}`; did you mean `{near}`?"),
        None => format!(
            "unknown option `{unknown}`; the options are `{}`",
            OPTIONS.join("`, `")
        ),
    }
}
