//! Runs a case several times: `repeat INPUT WHAT TYPES TIMES`.

use std::{env, hint::black_box, process::ExitCode};

use lexgen_tests_speed::cases::{CASES, Case};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let name = [next(), next(), next()].join("/");
    let times = next().parse().unwrap_or(1);
    let Some(Case { prepare, .. }) = CASES.iter().find(|case| case.name == name) else {
        eprintln!("unknown case `{name}`; the cases are:");
        for case in CASES {
            eprintln!("{}", case.name.replace('/', " "));
        }
        return ExitCode::FAILURE;
    };
    let work = prepare();
    // The first time is different: tables are made, and memory is new.
    black_box(work());
    for _ in 0..times {
        count_this_call(&*work);
    }
    ExitCode::SUCCESS
}

/// The program `count` counts what is called here, and finds it by this name.
#[inline(never)]
fn count_this_call(work: &dyn Fn() -> usize) {
    black_box(work());
}
