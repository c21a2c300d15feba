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
    for _ in 0..times {
        black_box(work());
    }
    ExitCode::SUCCESS
}
