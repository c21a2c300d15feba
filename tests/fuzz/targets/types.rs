//! Generated types: the first line is the name of one, the rest is its input, as
//! JSON or as DAG-CBOR.
#![no_main]

use lexgen_fuzz::{codec::Codec, json, registry::TYPES};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    let Some(end) = line(bytes) else {
        return;
    };
    let codec = named(&bytes[..end - 1]);
    (codec.json)(&bytes[end..]);
    (codec.dag_cbor)(&bytes[end..]);
});

/// The position after the first line.
fn line(bytes: &[u8]) -> Option<usize> {
    Some(bytes.iter().position(|&byte| byte == b'\n')? + 1)
}

/// The type with this name; for unknown names, an arbitrary type.
fn named(name: &[u8]) -> &'static Codec {
    let known = TYPES.iter().position(|it| it.0.as_bytes() == name);
    let sum = name.iter().map(|&byte| usize::from(byte)).sum::<usize>();
    &TYPES[known.unwrap_or(sum % TYPES.len())].1
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let start = line(&data[..size]).unwrap_or(0);
    match seed % 2 {
        0 => json::mutate(&mut data[..max_size], start, size, seed),
        _ => None,
    }
    .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
