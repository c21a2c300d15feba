//! The enum of all records, which is at the root of all modules.

use super::{
    InternalError, enums, scope::Scope, tables::tables, template::Template, writer::Writer,
};
use crate::compiler::items::{self, Crate, Imports, Shape};

/// The text of the enum, which has the attribute `lints`, with its table, laid out;
/// empty if there is none.
///
/// # Errors
/// When it cannot be laid out, which is a bug of lexgen.
pub(super) fn records(of: Crate<'_>, lints: &str) -> Result<String, InternalError> {
    let template = Template::default();
    let mut out = Writer::default();
    if let Some(item) = items::records(of.ir, of.options)
        && let Shape::Enum(it) = &item.shape
    {
        let scope = Scope::new(of, None, Imports::default(), &template);
        out.push(lints);
        out.laid_out(&item.name, |out| {
            out.docs(&item.docs);
            enums::declaration(&item, it, &scope, out);
        })?;
        out.blank();
        out.push("// Serialization.\n");
        tables(&item, &scope, &mut out);
    }
    Ok(out.into_text())
}

/// The text of the enum with its table, in no particular layout and among items that
/// have the attribute `lints`; empty if there is none.
pub(super) fn bare(of: Crate<'_>, template: &Template, lints: &str) -> String {
    let mut out = Writer::default();
    if let Some(item) = items::records(of.ir, of.options)
        && let Shape::Enum(it) = &item.shape
    {
        let scope = Scope::new(of, None, Imports::default(), template);
        out.push(lints);
        out.docs(&item.docs);
        enums::declaration(&item, it, &scope, &mut out);
        tables(&item, &scope, &mut out);
    }
    out.into_text()
}
