//! Data from JSON: decoded data round-trips in both formats. What is not in the data
//! model is reported, and round-trips only in JSON.
#![no_main]

use lexgen::{
    Data,
    data::{cid_of, from_dag_cbor, to_dag_cbor},
};
use lexgen_fuzz::json;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(data) = serde_json::from_slice::<Data>(bytes) else {
        return;
    };
    let text = serde_json::to_string(&data).expect("data is JSON");
    let again: Data = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(again, data);
    assert_eq!(serde_json::to_string(&again).ok(), Some(text));

    match (data.check(), to_dag_cbor(&data)) {
        (Ok(()), Ok(binary)) => {
            assert_eq!(from_dag_cbor::<Data>(&binary).as_ref(), Ok(&data));
            assert!(cid_of(&data).is_ok_and(|cid| cid.is_valid()));
        }
        (Err(_), Err(_)) => {}
        (check, binary) => panic!("{check:?}, but {binary:?}"),
    }
    assert_eq!(Data::encode(&data).as_ref(), Ok(&data));
    assert_eq!(data.decode::<Data>().as_ref(), Ok(&data));

    // Through `serde_json::Value`, which keeps everything.
    let value: Value = serde_json::from_slice(bytes).expect("it is JSON");
    assert_eq!(serde_json::from_value::<Data>(value).ok(), Some(data));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match seed % 2 {
        0 => json::mutate(&mut data[..max_size], 0, size, seed),
        _ => None,
    }
    .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
