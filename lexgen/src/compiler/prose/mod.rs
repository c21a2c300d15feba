//! Descriptions as blocks: the paragraphs, lists, code and addresses of plain text.
//!
//! A description is text without markup, but people write lists and code spans in it
//! as they know them from Markdown. This module finds them. `print` turns the blocks
//! into documentation of Rust, and `pages` into pages.
//!
//! Nothing else in a text has a meaning: not headings, HTML or links of Markdown.

mod blocks;
mod spans;

#[cfg(feature = "cli")]
pub(crate) use blocks::Block;
pub(crate) use blocks::blocks;
pub(crate) use spans::{Span, spans};
