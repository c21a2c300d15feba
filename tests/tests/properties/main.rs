//! Values made at random from our own lexicons survive every way through their
//! generated types: nothing is lost, nothing is invented, to the last byte.

mod codec;

/// Our own lexicons as `build.rs` generated them, of which no test uses all.
mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Every generated struct and union that stands for something in a lexicon.
#[allow(deprecated)]
mod registry {
    use super::{codec::Codec, lexicons};
    include!(concat!(env!("OUT_DIR"), "/registry.rs"));
}

use lexgen::{
    Data,
    data::{from_dag_cbor, to_dag_cbor},
    ir::{DefinitionKind, Ir, Type},
    pipeline::compile,
    settings::Settings,
    source::Input,
};

use lexgen_tests::random::Arbitrary;

/// Values made for each type.
const ROUNDS: u64 = 60;

fn world() -> Ir {
    let inputs = vec![Input::Path(lexgen_tests::lexicons())];
    compile(&Settings {
        inputs,
        ..Settings::default()
    })
    .ir
}

/// The schema behind a name of the registry: `nsid#definition`, or
/// `nsid#main/Input` for a body of an endpoint.
fn value(ir: &Ir, name: &str, arbitrary: &mut Arbitrary<'_>) -> Data {
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
            fields.insert("$type".to_owned(), Data::from(nsid));
            Data::Object(fields)
        }
        DefinitionKind::Object(object) => Data::Object(arbitrary.object(object)),
        DefinitionKind::Type { r#type, .. } => arbitrary.value(r#type),
        DefinitionKind::Endpoint(endpoint) => match companion {
            "Params" => Data::Object(arbitrary.object(endpoint.params.as_ref().expect(name))),
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
        DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => panic!("{name}"),
    }
}

/// Calls `test` with values of every type.
fn each(mut test: impl FnMut(&str, &codec::Codec, &Data)) {
    let ir = world();
    for (name, codec) in registry::TYPES {
        for round in 0..ROUNDS {
            let mut arbitrary = Arbitrary::new(&ir, round * 7919 + name.len() as u64);
            test(name, codec, &value(&ir, name, &mut arbitrary));
        }
    }
    println!("{} types, {ROUNDS} values each", registry::TYPES.len());
}

fn data(json: &str) -> Data {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[test]
fn json_survives_a_type() {
    each(|name, codec, value| {
        let json = serde_json::to_string(value).expect("data is JSON");
        let once = (codec.json)(&json).unwrap_or_else(|error| panic!("{name}: {error}\n{json}"));
        assert_eq!(data(&once), *value, "{name}\n{json}\n{once}");
        let twice = (codec.json)(&once).unwrap_or_else(|error| panic!("{name}: {error}\n{once}"));
        assert_eq!(once, twice, "{name}");
    });
}

#[test]
fn the_order_of_fields_does_not_matter() {
    each(|name, codec, value| {
        let mut json = String::new();
        codec::write_backwards(value, &mut json);
        let once = (codec.json)(&json).unwrap_or_else(|error| panic!("{name}: {error}\n{json}"));
        assert_eq!(data(&once), *value, "{name}\n{json}\n{once}");
    });
}

#[test]
fn dag_cbor_survives_a_type_to_the_byte() {
    each(|name, codec, value| {
        let bytes = to_dag_cbor(value).expect("data is DAG-CBOR");
        let once = (codec.dag_cbor)(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let read: Data = from_dag_cbor(&once).expect("it is DAG-CBOR");
        assert_eq!(read, *value, "{name}");
        assert_eq!(once, bytes, "{name}");
    });
}

#[test]
fn what_the_schema_allows_is_valid() {
    each(|name, codec, value| {
        let json = serde_json::to_string(value).expect("data is JSON");
        let violations = (codec.violations)(&json).expect(name);
        assert_eq!(violations, "", "{name}\n{json}");
    });
}
