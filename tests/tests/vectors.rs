//! Generated types pass the public vectors of records: invalid records do not
//! decode, or violate a constraint.

#[cfg(not(interop))]
#[test]
fn vectors_are_not_at_hand() {
    println!("skipped: the conformance vectors were not there when this was built");
}

#[cfg(interop)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/catalog.rs"));
}

#[cfg(interop)]
mod judged {
    use lexgen::{Data, Validate};
    use serde_json::Value;

    use super::generated::example::lexicon::record::Record;

    fn vectors(name: &str) -> Vec<(String, Value)> {
        let folder = lexgen_tests::interop("lexicon").expect("there when this was built");
        let text = std::fs::read_to_string(folder.join(name)).expect(name);
        let vectors: Vec<Value> = serde_json::from_str(&text).expect(name);
        let of = |vector: &Value| (vector["name"].to_string(), vector["data"].clone());
        vectors.iter().map(of).collect()
    }

    /// The first error in a record.
    fn judge(data: &Value) -> Result<Record, String> {
        let record: Record =
            serde_json::from_str(&data.to_string()).map_err(|error| error.to_string())?;
        record
            .validate()
            .map_err(|violations| violations.to_string())?;
        Ok(record)
    }

    #[test]
    fn valid_records_decode_and_validate() {
        let vectors = vectors("record-data-valid.json");
        for (name, data) in &vectors {
            let record = judge(data).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            // Compared as data, because one vector has base64 with non-zero trailing bits.
            let as_data = |json: &str| serde_json::from_str::<Data>(json).expect(name);
            let written = serde_json::to_string(&record).expect("it is JSON");
            assert_eq!(as_data(&written), as_data(&data.to_string()), "{name}");
        }
        println!("{} valid records", vectors.len());
    }

    #[test]
    fn invalid_records_do_not() {
        let vectors = vectors("record-data-invalid.json");
        for (name, data) in &vectors {
            assert!(judge(data).is_err(), "{name} is accepted: {data}");
        }
        println!("{} invalid records", vectors.len());
    }
}
