//! Arbitrary bytes through the whole pipeline: the output is valid Rust, as one
//! file and as a tree.
#![no_main]

use lexgen::__internal::{
    ir,
    items::{Options, Strictness},
    pipeline::compile,
    print::files,
    read::Input,
    settings::Settings,
};
use lexgen_fuzz::json;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    // With all settings that accept more input.
    let settings = Settings {
        inputs: vec![Input::Text {
            name: "fuzz.json".to_owned(),
            bytes: bytes.to_vec(),
        }],
        resolve: ir::Options {
            allow_missing: true,
            ..ir::Options::default()
        },
        keep_going: true,
        ..Settings::default()
    };
    let mut compiled = compile(&settings);
    if compiled.is_blocked() {
        return;
    }
    for file in files(&compiled.ir, &settings.generate).expect("laid out") {
        parse(&file.path, &file.text);
    }
    let options = Options {
        derives: vec!["Hash".parse().expect("a path")],
        strictness: Strictness::Strict,
        ..settings.generate
    };
    parse(
        "the single file",
        &compiled.single_file(&options).expect("laid out"),
    );
});

fn parse(name: &str, text: &str) {
    if let Err(error) = syn::parse_file(text) {
        panic!("{name} is no Rust: {error} at {:?}\n{text}", error.span());
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match seed % 4 {
        0 => None,
        _ => json::mutate(&mut data[..max_size], 0, size, seed),
    }
    .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
