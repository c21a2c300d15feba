//! Data: which JSON and DAG-CBOR is in the data model, its canonical bytes, and its CID.

use data_encoding::HEXLOWER;
use lexgen::{Data, data};
use lexgen_tests::random::Random;
use lexgen_tests_reference::{Comparison, JsonText, LINKS, Reference, Texts};
use serde_json::{Value, json};

const COUNT: usize = 20_000;

fn refused(error: impl ToString) -> Value {
    json!({ "refused": error.to_string() })
}

/// The bytes and the CID of data in JSON.
fn encoded(text: &str) -> Value {
    let data: Data = match serde_json::from_str(text) {
        Ok(data) => data,
        Err(error) => return refused(error),
    };
    if let Err(violations) = data.check() {
        return refused(violations);
    }
    match (data::to_dag_cbor(&data), data::cid_of(&data)) {
        (Ok(bytes), Ok(cid)) => json!({ "cbor": HEXLOWER.encode(&bytes), "cid": cid.as_str() }),
        (Err(error), _) | (_, Err(error)) => refused(error),
    }
}

/// The JSON of data in DAG-CBOR, and its bytes when encoded again.
fn decoded(bytes: &[u8]) -> Value {
    let data: Data = match data::from_dag_cbor(bytes) {
        Ok(data) => data,
        Err(error) => return refused(error),
    };
    if let Err(violations) = data.check() {
        return refused(violations);
    }
    let json = serde_json::to_value(&data).expect("JSON");
    match data::to_dag_cbor(&data) {
        Ok(bytes) => json!({ "json": json, "cbor": HEXLOWER.encode(&bytes) }),
        Err(error) => refused(error),
    }
}

fn texts() -> Vec<String> {
    let mut random = JsonText::new(1);
    (0..COUNT).map(|_| random.value()).collect()
}

#[test]
fn json_to_dag_cbor_and_cid() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("json");
    let mut texts = texts();
    texts.extend(comparison.examples());
    let inputs: Vec<Value> = texts.iter().map(|text| text.as_str().into()).collect();
    let lexgen: Vec<Value> = texts.iter().map(|text| encoded(text)).collect();
    comparison.check(&texts, &lexgen, &reference.ask("json", &inputs));
}

#[test]
fn links() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("link");
    let seeds = LINKS.iter().map(|&link| link.to_owned()).collect();
    let mut texts = Texts::near_each(seeds).take(COUNT);
    texts.extend(comparison.examples());
    let json: Vec<String> = texts
        .iter()
        .map(|text| json!({ "$link": text }).to_string())
        .collect();
    let lexgen: Vec<Value> = json.iter().map(|text| encoded(text)).collect();
    let inputs: Vec<Value> = json.into_iter().map(Value::from).collect();
    comparison.check(&texts, &lexgen, &reference.ask("json", &inputs));
}

/// Canonical bytes, most of them with one damaged or inserted byte.
fn bytes() -> Vec<String> {
    let mut random = Random::new(2);
    let valid = texts().into_iter().filter_map(|text| {
        let data: Data = serde_json::from_str(&text).ok()?;
        data::to_dag_cbor(&data).ok()
    });
    valid
        .map(|mut bytes| {
            let at = random.below(bytes.len());
            let byte = random.below(256) as u8;
            match random.below(5) {
                0 => {}
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                3 => bytes[at] ^= 1 << random.below(8),
                _ => bytes[at] = byte,
            }
            HEXLOWER.encode(&bytes)
        })
        .collect()
}

#[test]
fn dag_cbor_to_json() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("cbor");
    let mut inputs = bytes();
    inputs.extend(comparison.examples());
    let of = |text: &String| decoded(&HEXLOWER.decode(text.as_bytes()).expect("hexadecimal"));
    let lexgen: Vec<Value> = inputs.iter().map(of).collect();
    let questions: Vec<Value> = inputs.iter().map(|text| text.as_str().into()).collect();
    comparison.check(&inputs, &lexgen, &reference.ask("cbor", &questions));
}
