//! The enum of all records, for programs that read whatever is in a repository or a
//! stream of commits.

use super::{
    Docs, Enum, Item, Options, RustType, Sentence, Shape, Strictness, Table, Variant,
    features::feature,
};
use crate::compiler::{
    ir::{DefinitionId, DefinitionKind, Ir, Module, Record},
    rust::Ident,
    schema::Path,
};

/// The enum of all records, if the options ask for it. It belongs to no document and
/// is at the root of all modules.
pub(crate) fn records<'i>(ir: &'i Ir, options: &'i Options) -> Option<Item<'i>> {
    let name = options.record_enum.as_deref()?;
    let definitions = ir.definitions();
    let records = definitions.filter_map(|(id, definition)| match &definition.kind {
        DefinitionKind::Record(record) => Some(variant(ir.module(id), id, record, options)),
        DefinitionKind::Endpoint(_)
        | DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. }
        | DefinitionKind::Object(_)
        | DefinitionKind::Type { .. } => None,
    });
    let other = RustType::Box(RustType::Runtime("TypedObject").into());
    Some(Item {
        name: Ident::new(name),
        docs: Docs::of(Sentence::Records),
        deprecated: None,
        derives: options.derives(&[], std::iter::empty()),
        derive_for: Vec::new(),
        shape: Shape::Enum(Enum {
            variants: records.collect(),
            other: Some(other),
            alias_of: None,
            strict: options.strictness == Strictness::Strict,
        }),
        table: Some(Table::Records),
        origin: Path::default(),
    })
}

fn variant<'i>(
    module: &'i Module,
    id: DefinitionId,
    record: &'i Record,
    options: &Options,
) -> Variant<'i> {
    let nsid = module.nsid.as_str();
    Variant {
        name: Ident::new(&record.variant),
        wire: nsid,
        docs: Docs::of(Sentence::Wire(nsid)),
        deprecated: None,
        feature: options
            .features_per_namespace
            .then(|| feature(&module.nsid)),
        holds: Some(RustType::Box(RustType::Definition(id).into())),
        converts: true,
    }
}
