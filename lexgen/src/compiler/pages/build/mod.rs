//! From the IR to the model of a page.

mod beside;
mod curl;
mod document;
mod endpoint;
mod example;
mod facts;
#[cfg(feature = "serve")]
mod form;
mod json;
#[cfg(feature = "serve")]
mod large;
mod listing;
mod metadata;
mod order;
mod permissions;
mod picture;
mod prose;
mod reach;
mod references;
mod remarks;
mod rust;
mod search;
mod start;
mod table;
mod users;

pub(super) use document::document;
#[cfg(feature = "serve")]
pub(super) use form::form;
#[cfg(feature = "serve")]
pub(super) use large::{FEW_DOCUMENTS, may_be_large};
pub(super) use listing::{has_code_pages, json_page, rust_page};
pub(super) use reach::Reaches;
pub(super) use references::References;
pub(super) use search::search_index;
pub(super) use start::{missing, namespace_names, start};
pub(super) use users::{has_users_page, users_page};
