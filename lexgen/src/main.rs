//! The `lexgen` command; everything it does is in the library.

/// Names, paragraphs and lines are small pieces of text that come and go, for
/// which the allocators of most systems are not made.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    lexgen::__internal::cli::main()
}
