//! Attributes that a user writes.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use proc_macro2::TokenStream;

/// The attribute `#[…]` of an item or a field, in one line or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute(String);

impl FromStr for Attribute {
    type Err = String;

    /// Reads what is in the brackets.
    fn from_str(text: &str) -> Result<Self, String> {
        let invalid =
            |why: &str| format!("`{text}` is not an attribute, such as `serde(default)`: {why}");
        if text.trim_start().starts_with('#') {
            return Err(invalid("write it without `#[` and `]`"));
        }
        // Tokens have no comments, which could hide what comes after the attribute.
        let tokens: TokenStream = (text.parse()).map_err(|_| invalid("it is not Rust"))?;
        let meta: syn::Meta = syn::parse2(tokens).map_err(|error| invalid(&error.to_string()))?;
        if meta.path().is_ident("derive") {
            return Err(invalid("put traits into `derives`"));
        }
        let item: syn::File = syn::parse_quote!(#[#meta] struct Item;);
        let printed = prettyplease::unparse(&item);
        let (attribute, _) = printed
            .rsplit_once("\nstruct Item;")
            .ok_or_else(|| invalid("it cannot be printed"))?;
        Ok(Self(attribute.to_owned()))
    }
}

impl Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_printed_as_usual() {
        for (text, printed) in [
            ("my", "#[my]"),
            ("  my :: path(a=1, b ) ", "#[my::path(a = 1, b)]"),
            ("doc = \"]\"", "///]"),
            ("x = \"]\"", "#[x = \"]\"]"),
            (
                "cfg_attr(feature = \"x\", derive(X))",
                "#[cfg_attr(feature = \"x\", derive(X))]",
            ),
            ("my(a) // b", "#[my(a)]"),
        ] {
            let attribute: Attribute = text.parse().expect(text);
            assert_eq!(attribute.to_string(), printed);
        }
    }

    #[test]
    fn nothing_else_gets_in() {
        for text in [
            "",
            "#[my]",
            "my] struct X; #[x",
            "my(",
            "a b",
            "my, other",
            "derive(Hash)",
        ] {
            let error = text.parse::<Attribute>().expect_err(text);
            assert!(error.contains("is not an attribute"), "{error}");
        }
    }
}
