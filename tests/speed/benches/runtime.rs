//! Time and allocations of every case.

use divan::{AllocProfiler, Bencher, counter::BytesCount};
use lexgen_tests_speed::cases::{CASES, Case};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = CASES.iter().map(|case| case.name))]
fn runtime(bencher: Bencher<'_, '_>, name: &str) {
    let Some(Case { prepare, .. }) = CASES.iter().find(|case| case.name == name) else {
        return;
    };
    let work = prepare();
    let bytes = work();
    bencher.counter(BytesCount::new(bytes)).bench_local(work);
}
