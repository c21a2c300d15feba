//! A surface for people: near Rust, module by module, without bodies.

use std::fmt::{self, Display, Formatter};

use super::{Argument, Constant, Enum, Item, Marker, Shape, Struct, Surface, TypeName};

impl Display for Surface {
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
            let text = Declared { path: name, item }.to_string();
            writeln!(f, "\n{}", text.replace(&format!("{module}::"), ""))?;
        }
        Ok(())
    }
}

impl Display for TypeName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

struct Declared<'a> {
    path: &'a str,
    item: &'a Item,
}

impl Display for Declared<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { path, item } = self;
        if item.deprecated {
            writeln!(f, "#[deprecated]")?;
        }
        if !item.derives.is_empty() {
            writeln!(f, "#[derive({})]", item.derives.join(", "))?;
        }
        match &item.shape {
            Shape::Struct(it) => structure(f, path, it),
            Shape::Enum(it) => enumeration(f, path, it),
            Shape::Newtype(inner) => write!(f, "struct {path}({inner});"),
            Shape::Alias(aliased) => write!(f, "type {path} = {aliased};"),
            Shape::Constant(it) => write!(f, "const {path}: {};", it.r#type),
            Shape::Marker(it) => marker(f, path, it),
        }
    }
}

fn structure(f: &mut Formatter<'_>, path: &str, it: &Struct) -> fmt::Result {
    match &it.record {
        Some(record) => writeln!(f, "struct {path}: Record<KEY = {:?}> {{", record.key)?,
        None => writeln!(f, "struct {path} {{")?,
    }
    for Constant { name, r#type, .. } in &it.constants {
        writeln!(f, "    const {name}: {type};")?;
    }
    if let Some(arguments) = &it.new {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|Argument { name, r#type, .. }| format!("{name}: {type}"))
            .collect();
        writeln!(f, "    fn new({}) -> Self;", arguments.join(", "))?;
    }
    for field in &it.fields {
        let deprecated = if field.deprecated {
            "#[deprecated] "
        } else {
            ""
        };
        writeln!(f, "    {deprecated}{}: {},", field.name, field.r#type)?;
    }
    f.write_str("}")
}

fn enumeration(f: &mut Formatter<'_>, path: &str, it: &Enum) -> fmt::Result {
    writeln!(f, "enum {path} {{")?;
    for variant in &it.variants {
        let deprecated = if variant.deprecated {
            "#[deprecated] "
        } else {
            ""
        };
        match &variant.holds {
            Some(holds) => writeln!(f, "    {deprecated}{}({holds}),", variant.name)?,
            None => writeln!(f, "    {deprecated}{},", variant.name)?,
        }
    }
    if !it.exhaustive {
        writeln!(f, "    ..")?;
    }
    f.write_str("}")
}

fn marker(f: &mut Formatter<'_>, path: &str, it: &Marker) -> fmt::Result {
    writeln!(f, "struct {path}: Endpoint<")?;
    writeln!(f, "    METHOD = {},", it.method)?;
    if let Some(encoding) = &it.input_encoding {
        writeln!(f, "    INPUT_ENCODING = {encoding:?},")?;
    }
    if let Some(encoding) = &it.output_encoding {
        writeln!(f, "    OUTPUT_ENCODING = {encoding:?},")?;
    }
    writeln!(f, "    Params = {},", it.params)?;
    writeln!(f, "    Input = {},", it.input)?;
    writeln!(f, "    Output = {},", it.output)?;
    writeln!(f, "    Error = {},", it.error)?;
    f.write_str(">;")
}
