//! The `lexgen` command; everything it does is in the library.

fn main() -> std::process::ExitCode {
    lexgen::cli::main()
}
