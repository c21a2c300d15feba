//! The public conformance vectors of the data model.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::data::{Data, DataError};

/// A file of vectors, or nothing where they are not at hand.
fn vectors(file: &str) -> Option<Vec<Value>> {
    let corpus = std::env::var_os("LEXGEN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let path = corpus.join("../interop/data-model").join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            println!("skipped: {file}: {error}; set LEXGEN_CORPUS to the folder of the corpus");
            None
        }
    }
}

/// Reads a record from JSON text.
fn record(json: &Value) -> Result<Data, DataError> {
    let data: Data = serde_json::from_str(&json.to_string())
        .map_err(|error| DataError::new(error.to_string()))?;
    data.require_object()?;
    data.check().map_err(DataError::new)?;
    Ok(data)
}

#[test]
fn valid_data_is_accepted() {
    let Some(vectors) = vectors("data-model-valid.json") else {
        return;
    };
    for vector in &vectors {
        let data = record(&vector["json"]).unwrap_or_else(|error| panic!("{error}: {vector}"));
        let json = serde_json::to_value(&data).unwrap().to_string();
        assert_eq!(json, vector["json"].to_string().replace(".0", ""));
        assert_eq!(Data::encode(&vector["json"]).unwrap(), data);
    }
    println!("valid: {} of {}", vectors.len(), vectors.len());
    assert!(vectors.len() >= 5);
}

#[test]
fn invalid_data_is_refused() {
    let Some(vectors) = vectors("data-model-invalid.json") else {
        return;
    };
    for vector in &vectors {
        let note = &vector["note"];
        match record(&vector["json"]) {
            Err(error) => println!("{note}: {error}"),
            Ok(data) => panic!("{note}: accepted as {data:?}"),
        }
        let encoded = Data::encode(&vector["json"]);
        assert!(
            !encoded.is_ok_and(|data| data.require_object().is_ok() && data.check().is_ok()),
            "{note}"
        );
    }
    println!("invalid: {} of {}", vectors.len(), vectors.len());
    assert!(vectors.len() >= 12);
}

#[cfg(feature = "dag-cbor")]
#[test]
fn fixtures_agree_in_json_cbor_and_cid() {
    use crate::data::{cid_of, from_dag_cbor, to_dag_cbor};

    let Some(vectors) = vectors("data-model-fixtures.json") else {
        return;
    };
    for vector in &vectors {
        let data = record(&vector["json"]).unwrap();
        let cbor = data_encoding::BASE64_NOPAD
            .decode(vector["cbor_base64"].as_str().unwrap().as_bytes())
            .unwrap();
        assert_eq!(to_dag_cbor(&data).unwrap(), cbor);
        assert_eq!(cid_of(&data).unwrap().as_str(), vector["cid"]);
        let back: Data = from_dag_cbor(&cbor).unwrap();
        assert_eq!(back, data);
        assert_eq!(serde_json::to_value(&back).unwrap(), vector["json"]);
    }
    println!("fixtures: {} of {}", vectors.len(), vectors.len());
    assert!(vectors.len() >= 3);
}
