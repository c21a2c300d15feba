//! The Rust in the README and in the guide, compiled and run as doctests.
//!
//! The pages are plain files that say `use lexicons::…` and hide no line, so
//! they are tested here, where a crate has that name, and not in `lexgen`.

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// Makes a module of each page, which the report of the tests names.
#[cfg(doctest)]
macro_rules! pages {
    ($($name:ident),* $(,)?) => {$(
        #[doc = include_str!(concat!("../../../lexgen/docs/", stringify!($name), ".md"))]
        mod $name {}
    )*};
}

#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    mod readme {}

    pages! {
        agent, attribute, builder, calls, command, evolution, installing, library, limits, lint, names,
        pages, published, publishing, repositories, scopes, serving, settings, subscriptions, types, validation, writing,
    }
}
