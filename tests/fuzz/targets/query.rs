//! Arbitrary text as parameters of queries: decoded parameters round-trip.
#![no_main]

use std::fmt::Debug;

use lexgen::{
    Validate,
    xrpc::{from_query, to_query},
};
use lexgen_fuzz::lexicons::com::{atproto, example};
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};

fuzz_target!(|bytes: &[u8]| {
    let Ok(query) = std::str::from_utf8(bytes) else {
        return;
    };
    params::<example::shelf::search_books::Params>(query);
    params::<example::shelf::export_catalogue::Params>(query);
    params::<example::shelf::get_book::Params>(query);
    params::<example::awkward::endpoint_names::Params>(query);
    params::<atproto::sync::list_repos::Params>(query);
    params::<atproto::repo::list_records::Params>(query);
    params::<()>(query);
});

fn params<P: Serialize + DeserializeOwned + Validate + PartialEq + Debug>(query: &str) {
    let Ok(params) = from_query::<P>(query) else {
        return;
    };
    let _ = params.validate();
    let written = to_query(&params).expect("what was read can be written");
    let again: P = from_query(&written).expect("what was written can be read");
    assert_eq!(again, params);
    assert_eq!(to_query(&again).ok(), Some(written));
}
