//! Arbitrary bytes as lexicons: nothing panics, and all diagnostics can be
//! formatted.
#![no_main]

use lexgen::__internal::{
    check::check,
    diagnostic::{Report, sarif},
    ir::resolve_all,
    lint::lint,
    read::{Input, Limits, read},
};
use lexgen_fuzz::json;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    let input = Input::Text {
        name: "fuzz.json".to_owned(),
        bytes: bytes.to_vec(),
    };
    let (sources, mut diagnostics) = read(&[input], &Limits::default());
    let checked = check(&sources);
    let ir = resolve_all(&checked.documents);
    let findings = lint(&sources, &checked.documents, &ir);
    diagnostics.extend(checked.diagnostics);
    diagnostics.extend(findings);

    let count = diagnostics.len();
    let report = Report::new(&sources, diagnostics);
    let text = report.to_text(false);
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "a control character came through: {text:?}"
    );
    let _ = report.to_text(true);
    assert_eq!(report.to_json_lines().lines().count(), count);
    assert_eq!(report.to_github().lines().count(), count);
    let mut log = sarif::Log::default();
    report.add_to_sarif(&mut log);
    let _ = log.to_json([]);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match seed % 2 {
        0 => json::mutate(&mut data[..max_size], 0, size, seed),
        _ => None,
    }
    .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
