//! Public items for people: near Rust, module by module, without bodies.

use std::fmt::{self, Display, Formatter};

use super::{PublicApi, PublicItem};
use crate::compiler::items::{Constructor, Endpoint, Enum, Required, Shape, Struct, Table};

impl Display for PublicApi<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut last = "";
        for (path, item) in &self.items {
            let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
            if module != last {
                let apart = if last.is_empty() { "" } else { "\n" };
                writeln!(f, "{apart}// {module}")?;
                last = module;
            }
            // A module's own types go without its path.
            let text = Declared { name, item }.to_string();
            writeln!(f, "\n{}", text.replace(&format!("{module}::"), ""))?;
        }
        Ok(())
    }
}

/// An item under the last segment of its path.
struct Declared<'a> {
    name: &'a str,
    item: &'a PublicItem<'a>,
}

impl Display for Declared<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, item } = self;
        if item.item.deprecated.is_some() {
            writeln!(f, "#[deprecated]")?;
        }
        if !item.item.derives.is_empty() {
            writeln!(f, "#[derive({})]", item.derives().join(", "))?;
        }
        let of = |r#type| item.name_of(r#type);
        match &item.item.shape {
            Shape::Struct(it) => self.structure(f, it),
            Shape::Required(it) => self.required(f, it),
            Shape::Enum(it) => self.enumeration(f, it),
            Shape::Newtype(inner) => write!(f, "struct {name}({});", of(inner)),
            Shape::Alias(aliased) => write!(f, "type {name} = {};", of(aliased)),
            Shape::Constant(it) => write!(f, "const {name}: {};", of(&it.r#type)),
            Shape::Endpoint(it) => self.endpoint(f, it),
        }
    }
}

impl Declared<'_> {
    fn structure(&self, f: &mut Formatter<'_>, it: &Struct<'_>) -> fmt::Result {
        let Self { name, item } = self;
        match &item.item.table {
            Some(Table::Record { key, .. }) => {
                writeln!(f, "struct {name}: Record<KEY = {:?}> {{", key.to_string())?;
            }
            _ => writeln!(f, "struct {name} {{")?,
        }
        for default in &it.defaults {
            let r#type = item.name_of(&default.constant.r#type);
            writeln!(f, "    const {}: {type};", default.name)?;
        }
        for method in it.defaults.iter().filter_map(|it| it.method.as_ref()) {
            let returns = item.name_of(&method.returns());
            writeln!(f, "    fn {}(&self) -> {returns};", method.name.name())?;
        }
        match &it.constructor {
            Constructor::Default => {}
            Constructor::Arguments => {
                let arguments = it.arguments().map(|field| {
                    let r#type = item.name_of(&field.argument());
                    format!("{}: {type}", field.name.name())
                });
                let arguments: Vec<String> = arguments.collect();
                writeln!(f, "    fn new({}) -> Self;", arguments.join(", "))?;
            }
            Constructor::Required(name) => {
                writeln!(f, "    fn new(required: {name}) -> Self;")?;
            }
        }
        for field in &it.fields {
            let r#type = item.name_of(&field.r#type);
            part(
                f,
                field.deprecated,
                field.name.name(),
                format_args!(": {type}"),
            )?;
        }
        f.write_str("}")
    }

    fn required(&self, f: &mut Formatter<'_>, it: &Required<'_>) -> fmt::Result {
        writeln!(f, "struct {} {{", self.name)?;
        for (name, r#type) in &it.fields {
            let r#type = self.item.name_of(r#type);
            part(f, None, name.name(), format_args!(": {type}"))?;
        }
        f.write_str("}")
    }

    fn enumeration(&self, f: &mut Formatter<'_>, it: &Enum<'_>) -> fmt::Result {
        writeln!(f, "enum {} {{", self.name)?;
        for variant in &it.variants {
            let holds = variant.holds.as_ref().map(|it| self.item.name_of(it));
            let holds = holds.map(|it| format!("({it})")).unwrap_or_default();
            part(f, variant.deprecated, variant.name.name(), holds)?;
        }
        if let Some(holds) = &it.other {
            writeln!(f, "    Other({}),\n    ..", self.item.name_of(holds))?;
        }
        f.write_str("}")
    }

    fn endpoint(&self, f: &mut Formatter<'_>, it: &Endpoint<'_>) -> fmt::Result {
        writeln!(f, "struct {}: Endpoint<", self.name)?;
        writeln!(f, "    METHOD = {},", it.method.name())?;
        if let Some(encoding) = &it.input_encoding {
            writeln!(f, "    INPUT_ENCODING = {encoding:?},")?;
        }
        if let Some(encoding) = &it.output_encoding {
            writeln!(f, "    OUTPUT_ENCODING = {encoding:?},")?;
        }
        if let Some(subprotocol) = &it.subprotocol {
            writeln!(f, "    SUBPROTOCOL = {:?},", subprotocol.name())?;
        }
        for (name, r#type) in [
            ("Params", &it.params),
            ("Input", &it.input),
            ("Output", &it.output),
            ("Error", &it.error),
        ] {
            writeln!(f, "    {name} = {},", self.item.name_of(r#type))?;
        }
        f.write_str(">;")
    }
}

/// A field or variant on its line.
fn part(
    f: &mut Formatter<'_>,
    deprecated: Option<&str>,
    name: &str,
    rest: impl Display,
) -> fmt::Result {
    let mark = deprecated.map_or("", |_| "#[deprecated] ");
    writeln!(f, "    {mark}{name}{rest},")
}
