//! Pages about lexicons: a static site, and the same as Markdown.
//!
//! | layer | file | what it knows |
//! |---|---|---|
//! | the site | `site` | all documents: addresses, who refers to whom, namespaces |
//! | its files | `files` | their names, and which pages are in parts |
//! | the model | `model`, made by `build` | what one page says, as plain data |
//! | the text | `html`, `markdown` | how it is written |
//!
//! A page is made when it is asked for, from the site alone. The model has no markup:
//! whatever text of a lexicon is in it, `html` escapes, and no other module writes HTML.

pub(crate) mod address;
mod build;
mod files;
mod html;
mod markdown;
pub(crate) mod model;
mod site;

#[cfg(feature = "serve")]
pub(crate) use model::{Live, LiveErrors, Outcome};
pub(crate) use site::{KIND, Options, Site};
