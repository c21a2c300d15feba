//! Time and allocations of each pass of the compiler, for the corpus if it exists,
//! or else for the lexicons of this repository.
//!
//! `cargo bench -p lexgen-tests --bench passes`. Each pass starts from the output
//! of the previous one; `generate_tokens` is `generate` without formatting.

use std::path::PathBuf;

use divan::{AllocProfiler, Bencher, black_box};
use lexgen::__internal::{
    check::{Checked, check},
    ir::{self, Ir},
    items::{Layout, Options, Stubs},
    output,
    print::{self, File, Template},
    read::{Input, Limits, read},
    source::Sources,
};
use lexgen_tests::{corpus, lexicons};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    corpus("official").unwrap_or_else(lexicons)
}

fn sources() -> Sources {
    read(&[Input::Path(folder())], &Limits::default()).0
}

fn resolved(
    Checked {
        documents, refused, ..
    }: &Checked,
) -> Ir {
    ir::resolve(documents, refused, &ir::Options::default()).0
}

fn world() -> Ir {
    resolved(&check(&sources()))
}

fn files() -> Vec<File> {
    print::files(&world(), &Options::default()).expect("laid out")
}

#[divan::bench]
fn a_read() -> Sources {
    sources()
}

#[divan::bench]
fn b_check(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench_local(|| check(black_box(&sources)));
}

#[divan::bench]
fn c_resolve(bencher: Bencher<'_, '_>) {
    let checked = check(&sources());
    bencher.bench_local(|| resolved(black_box(&checked)));
}

#[divan::bench]
fn d_generate_tokens(bencher: Bencher<'_, '_>) {
    let ir = world();
    let (options, layout) = (Options::default(), Layout::mirror(&ir));
    bencher.bench_local(|| {
        print::inline(
            black_box(&ir),
            &options,
            &layout,
            &Stubs::new(),
            &Template::default(),
        )
    });
}

#[divan::bench]
fn e_generate(bencher: Bencher<'_, '_>) {
    let (ir, options) = (world(), Options::default());
    bencher.bench_local(|| print::files(black_box(&ir), &options));
}

#[divan::bench]
fn f_write(bencher: Bencher<'_, '_>) {
    let files = files();
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let folder = temporary.path().join(number.to_string());
        output::write_tree(&folder, black_box(&files)).expect("it can be written")
    });
}

#[divan::bench]
fn g_write_nothing_new(bencher: Bencher<'_, '_>) {
    let files = files();
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = temporary.path().join("out");
    output::write_tree(&folder, &files).expect("it can be written");
    bencher.bench_local(|| output::write_tree(&folder, black_box(&files)).expect("it can be read"));
}
