//! Arbitrary bytes as `lexgen.toml`: settings, or an error that can be formatted.
#![no_main]

use std::path::Path;

use lexgen::__internal::settings::{Partial, file};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match file::parse(text, Path::new("lexgen.toml")) {
        Ok(settings) => {
            let _ = settings.over(Partial::default()).complete();
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
