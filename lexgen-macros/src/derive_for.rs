//! The option `derive_for`.

use lexgen::__internal::{items::DeriveFor, rust::Attribute};
use quote::ToTokens;
use syn::{
    Ident, LitStr, Meta, Path, Token,
    ext::IdentExt,
    parse::{Error, Parse, ParseStream, Result},
};

use crate::argument::{keep, list, rust_path};

/// Reads `"com.example.*", derive(…), attributes(…), fields(name(…), …)`.
pub(crate) fn derive_for(input: ParseStream<'_>, errors: &mut Vec<Error>) -> Result<DeriveFor> {
    let mut derive_for = DeriveFor::default();
    while !input.is_empty() {
        if input.peek(LitStr) {
            let pattern: LitStr = input.parse()?;
            let parsed = keep(pattern.value().parse(), &pattern, errors);
            derive_for.types.extend(parsed);
        } else {
            let key = input.call(Ident::parse_any)?;
            match key.to_string().as_str() {
                "derive" => {
                    let paths = list::<Path>(input)?;
                    let paths = paths.iter().filter_map(|path| rust_path(path, errors));
                    derive_for.derives.extend(paths);
                }
                "attributes" => derive_for.attributes.extend(attributes(input, errors)?),
                "fields" => {
                    for Field { name, attributes } in list::<Field>(input)? {
                        let attributes = parsed(&attributes, errors);
                        let name = name.unraw().to_string();
                        derive_for
                            .fields
                            .entry(name)
                            .or_default()
                            .extend(attributes);
                    }
                }
                _ => {
                    let message = "expected a pattern, `derive`, `attributes` or `fields`";
                    return Err(Error::new(key.span(), message));
                }
            }
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    if derive_for.types.is_empty() && errors.is_empty() {
        return Err(input.error("expected a pattern, such as `\"com.example.*\"`"));
    }
    Ok(derive_for)
}

fn attributes(input: ParseStream<'_>, errors: &mut Vec<Error>) -> Result<Vec<Attribute>> {
    let metas = Vec::from_iter(list::<Meta>(input)?);
    Ok(parsed(&metas, errors))
}

fn parsed(metas: &[Meta], errors: &mut Vec<Error>) -> Vec<Attribute> {
    let attributes = metas.iter().filter_map(|meta| {
        let text = meta.to_token_stream().to_string();
        keep(text.parse::<Attribute>(), meta, errors)
    });
    attributes.collect()
}

/// `created_at(serde(skip))`
struct Field {
    name: Ident,
    attributes: Vec<Meta>,
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let attributes = Vec::from_iter(list::<Meta>(input)?);
        Ok(Self { name, attributes })
    }
}
