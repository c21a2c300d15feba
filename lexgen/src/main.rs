//! The `lexgen` command; everything it does is in the library.

/// A third of the time of a run is spent on small pieces of syntax that come
/// and go, for which the allocators of most systems are not made.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    lexgen::cli::main()
}
