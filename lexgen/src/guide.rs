//! The guide. Each page answers one question.
//!
//! | Page | Question |
//! |---|---|
//! | [`types`] | Which Rust does a lexicon become, and how do I use it? |
//! | [`names`] | What is a definition called in Rust? |
//! | [`calls`] | How do I call an endpoint, or serve one? |
//! | [`agent`] | How do I log in, and read and write records? |
//! | [`subscriptions`] | How do I follow a stream of events, or serve one? |
//! | [`repositories`] | How do I read a repository, or the records in a commit, and check who has signed it? |
//! | [`validation`] | Does this data match the lexicon? |
//! | [`command`] | Which commands and flags are there? |
//! | [`attribute`] | How do I use `#[lexicon]`? |
//! | [`builder`] | How do I generate code in `build.rs`? |
//! | [`library`] | How do I use the compiler from Rust? |
//! | [`published`] | How do I get a lexicon that is published, and who has signed it? |
//! | [`installing`] | How do I use the lexicons of others, and keep them up to date? |
//! | [`publishing`] | How do I publish my lexicons, and change them later? |
//! | [`serving`] | How do I read lexicons in a browser while I edit them, and try data there? |
//! | [`evolution`] | What does a change to my lexicons break? |
//! | [`writing`] | How do I write lexicons? |
//! | [`lint`] | Is my lexicon ready to be published? |
//! | [`pages`] | How do I show my lexicons to people? |
//! | [`scopes`] | Which permissions does my app request? |
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
        #[doc = "[installing]: crate::guide::installing"]
        #[doc = "[library]: crate::guide::library"]
        #[doc = "[limits]: crate::guide::limits"]
        #[doc = "[lint]: crate::guide::lint"]
        #[doc = "[names]: crate::guide::names"]
        #[doc = "[pages]: crate::guide::pages"]
        #[doc = "[published]: crate::guide::published"]
        #[doc = "[publishing]: crate::guide::publishing"]
        #[doc = "[repositories]: crate::guide::repositories"]
        #[doc = "[scopes]: crate::guide::scopes"]
        #[doc = "[serving]: crate::guide::serving"]
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
    agent, attribute, builder, calls, command, evolution, installing, library, limits, lint, names,
    pages, published, publishing, repositories, scopes, serving, settings, subscriptions, types, validation, writing,
}
