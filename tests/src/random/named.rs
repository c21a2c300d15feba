//! Random values by the name of their type in the table of generated types.

use lexgen::__internal::ir::{DefinitionKind, Ir, Type};
use lexgen::Data;

use super::Arbitrary;

/// A value of a type in the registry. Its name is `nsid#definition`, or
/// `nsid#main/Input` for a body of an endpoint.
///
/// # Panics
///
/// If the name is unknown.
pub fn named(ir: &Ir, name: &str, arbitrary: &mut Arbitrary<'_>) -> Data {
    let (nsid, rest) = name.split_once('#').expect(name);
    let (definition, companion) = rest.split_once('/').unwrap_or((rest, ""));
    let module = ir
        .modules
        .iter()
        .find(|it| it.nsid.as_str() == nsid)
        .expect(name);
    let definition = module
        .definitions
        .iter()
        .find(|it| it.name == definition)
        .expect(name);
    let body =
        |arbitrary: &mut Arbitrary<'_>, schema: Option<&Type>| arbitrary.value(schema.expect(name));
    match &definition.kind {
        DefinitionKind::Record(record) => {
            let mut fields = arbitrary.object(&record.object);
            fields.insert("$type", nsid);
            Data::from(fields)
        }
        DefinitionKind::Object(object) => Data::from(arbitrary.object(object)),
        DefinitionKind::Type { r#type, .. } => arbitrary.value(r#type),
        DefinitionKind::Endpoint(endpoint) => match companion {
            "Params" => Data::from(arbitrary.object(endpoint.params.as_ref().expect(name))),
            "Input" => body(
                arbitrary,
                endpoint.input.as_ref().and_then(|it| it.schema.as_ref()),
            ),
            "Output" => body(
                arbitrary,
                endpoint.output.as_ref().and_then(|it| it.schema.as_ref()),
            ),
            _ => body(arbitrary, endpoint.message.as_ref()),
        },
        DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. } => panic!("{name}"),
    }
}
