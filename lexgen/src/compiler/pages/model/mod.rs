//! What a page says, as plain data.
//!
//! Everything is owned and decided: texts are as they are shown, lists are in their
//! order and cut to the length that is shown, and every link leads to a page and a place
//! that exist. Nothing is escaped.

mod code;
mod definition;
mod document;
mod endpoint;
mod form;
mod metadata;
mod permissions;
mod picture;
mod prose;
mod start;
mod table;
mod users;

pub(crate) use code::{Code, Line, Pair, Token, TokenKind};
pub(crate) use definition::{Badge, Content, Definition, Example};
pub(crate) use document::{
    CodePage, Document, Language, Listing, Localised, PageKind, Remark, Tone, UsersPage,
};
pub(crate) use endpoint::{Body, Endpoint, ErrorRow, Request};
#[cfg(feature = "serve")]
pub(crate) use form::{Choice, Outcome};
pub(crate) use form::{Form, Live, LiveErrors};
pub(crate) use metadata::{Authority, Change, Metadata, Proof, Upstream};
pub(crate) use permissions::{Granted, Group, Permission, PermissionSet, Space};
pub(crate) use picture::{NamespaceEdge, NamespaceNode, NamespacePicture, Node, Picture, Side};
pub(crate) use prose::{Block, Item, List, Prose, Span};
pub(crate) use start::{Entry, Missing, MissingName, Namespace, SearchEntry, SearchName, Start};
pub(crate) use table::{Fact, FactPart, Row, Table, TypePiece, TypeText, Value};
pub(crate) use users::{Cut, Reach, Relation, User, Users};

pub(crate) use super::address::Address;

/// A text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// What is shown.
    pub(crate) text: String,
    /// Where it leads.
    pub(crate) address: Address,
}
