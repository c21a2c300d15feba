//! `[[derive-for]]` of `lexgen.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::file::{BadValue, derives, values};
use crate::compiler::items::DeriveFor;

/// The syntax of an entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeriveForToml {
    types: Vec<Spanned<String>>,
    derives: Option<Vec<Spanned<String>>>,
    attributes: Option<Vec<Spanned<String>>>,
    fields: Option<BTreeMap<String, Vec<Spanned<String>>>>,
}

impl DeriveForToml {
    fn parse(self) -> Result<DeriveFor, BadValue> {
        let fields = self.fields.unwrap_or_default().into_iter();
        let fields = fields.map(|(name, attributes)| Ok((name, values(attributes)?)));
        Ok(DeriveFor {
            types: values(self.types)?,
            derives: self.derives.map(derives).transpose()?.unwrap_or_default(),
            attributes: self.attributes.map(values).transpose()?.unwrap_or_default(),
            fields: fields.collect::<Result<_, _>>()?,
        })
    }
}

pub(super) fn parse_all(entries: Vec<DeriveForToml>) -> Result<Vec<DeriveFor>, BadValue> {
    entries.into_iter().map(DeriveForToml::parse).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use insta::assert_snapshot;

    use super::*;
    use crate::compiler::settings::{SettingsError, file::parse};

    fn read(text: &str) -> Result<Vec<DeriveFor>, SettingsError> {
        let partial = parse(text, Path::new("lexgen.toml"))?;
        Ok(partial.derive_for.unwrap_or_default())
    }

    #[test]
    fn entries_have_derives_and_attributes() {
        let text = r#"
[[derive-for]]
types = ["com.example.*", "com.other.thing#part"]
derives = ["::my::Trait"]
attributes = ["my(rename_all = \"camelCase\")"]
fields = { extra = ["my(skip)"] }

[[derive-for]]
types = ["*"]
derives = ["Hash"]
"#;
        let entries = read(text).expect("sound");
        let [first, second] = entries.as_slice() else {
            panic!("{entries:?}");
        };
        assert_eq!(first.types[1].to_string(), "com.other.thing#part");
        assert_eq!(
            first.attributes[0].to_string(),
            "#[my(rename_all = \"camelCase\")]"
        );
        assert_eq!(first.fields["extra"][0].to_string(), "#[my(skip)]");
        assert_eq!(second.derives[0].to_string(), "Hash");
    }

    #[test]
    fn what_cannot_be_an_entry_is_underlined() {
        let error = |text| read(text).expect_err("unsound").to_string();
        assert_snapshot!(error("[[derive-for]]\ntypes = ['*']\nattributes = ['#[my]']\n"), @r"
error: `#[my]` is not an attribute, such as `serde(default)`: write it without `#[` and `]`
 --> lexgen.toml:3:15
  |
3 | attributes = ['#[my]']
  |               ^^^^^^^
");
        let error = |text| error(text).lines().next().map(str::to_owned);
        let impossible = error("[[derive-for]]\ntypes = ['*']\nderives = ['Copy']\n");
        assert!(impossible.is_some_and(|it| it.contains("generated types cannot derive `Copy`")));
        let pattern = error("[[derive-for]]\ntypes = ['com.example#x']\n");
        assert!(pattern.is_some_and(|it| it.contains("`com.example` is not an NSID pattern")));
        let without = error("[[derive-for]]\nderives = ['Hash']\n");
        assert!(without.is_some_and(|it| it.contains("missing field `types`")));
    }
}
