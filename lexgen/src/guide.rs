//! The guide. Each page answers one question.
//!
//! | Page | Question |
//! |---|---|
//! | [`types`] | Which Rust does a lexicon become, and how do I use it? |
//! | [`names`] | What is a definition called in Rust? |
//! | [`calls`] | How do I call an endpoint, or serve one? |
//! | [`agent`] | How do I log in, and read and write records? |
//! | [`subscriptions`] | How do I follow a stream of events, or serve one? |
//! | [`repositories`] | How do I read a repository, or the records in a commit? |
//! | [`validation`] | Does this data match the lexicon? |
//! | [`command`] | Which commands and flags are there? |
//! | [`attribute`] | How do I use `#[lexicon]`? |
//! | [`builder`] | How do I generate code in `build.rs`? |
//! | [`library`] | How do I use the compiler from Rust? |
//! | [`evolution`] | What does a change to my lexicons break? |
//! | [`writing`] | How do I write lexicons? |
//! | [`lint`] | Is my lexicon ready to be published? |
//! | [`settings`] | What can I set, and where are lexicons found? |
//! | [`limits`] | What does lexgen not do, and how much does it accept? |

/// Makes a page of each file in `lexgen/docs`.
///
/// A file ends with definitions of its links, which lead to other files. The
/// same links are defined here before it, to lead to other pages: in Markdown
/// the first definition counts.
macro_rules! pages {
    ($($name:ident),* $(,)?) => {$(
        #[doc = "[agent]: crate::guide::agent"]
        #[doc = "[attribute]: crate::guide::attribute"]
        #[doc = "[builder]: crate::guide::builder"]
        #[doc = "[calls]: crate::guide::calls"]
        #[doc = "[command]: crate::guide::command"]
        #[doc = "[evolution]: crate::guide::evolution"]
        #[doc = "[library]: crate::guide::library"]
        #[doc = "[limits]: crate::guide::limits"]
        #[doc = "[lint]: crate::guide::lint"]
        #[doc = "[names]: crate::guide::names"]
        #[doc = "[repositories]: crate::guide::repositories"]
        #[doc = "[settings]: crate::guide::settings"]
        #[doc = "[subscriptions]: crate::guide::subscriptions"]
        #[doc = "[types]: crate::guide::types"]
        #[doc = "[validation]: crate::guide::validation"]
        #[doc = "[writing]: crate::guide::writing"]
        #[doc = ""]
        #[doc = include_str!(concat!("../docs/", stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}

pages! {
    agent, attribute, builder, calls, command, evolution, library, limits, lint, names,
    repositories, settings, subscriptions, types, validation, writing,
}
