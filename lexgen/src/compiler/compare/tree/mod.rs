//! Differences as people read them: by document, definition and path.
//!
//! | step | file |
//! |---|---|
//! | a change as a path and a line | `line`, `path` |
//! | a type in a few words | `summary` |
//! | lines by path, as a tree | `branch` |
//! | the tree as text, as wide as the terminal | `layout`, `text_role` |
//! | how much differs, by document | `stat` |

mod branch;
mod layout;
mod line;
mod path;
mod stat;
mod summary;
#[cfg(test)]
mod tests;
mod text_role;

pub use stat::Stat;
pub use text_role::TextRole;

use super::{Change, ChangeKind};
use crate::{
    compiler::{ir::Ir, schema::Kind},
    syntax::Nsid,
};
use branch::Branch;
use line::Line;
use summary::FieldIndex;

/// Differences, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    documents: Vec<Document>,
}

/// What differs in one document.
#[derive(Clone, Debug)]
struct Document {
    nsid: Nsid,
    /// The document as a whole, where it came, went or moved.
    whole: Option<Line>,
    /// What the document's `main` is.
    kind: Option<Kind>,
    root: Branch,
}

impl Tree {
    /// Arranges [`changes`](super::changes) between `old` and `new`.
    pub fn of(changes: &[Change], old: &Ir, new: &Ir) -> Self {
        let (old, new) = (FieldIndex::of(old), FieldIndex::of(new));
        let mut documents: Vec<Document> = Vec::new();
        for change in changes {
            if documents.last().is_none_or(|it| it.nsid != change.nsid) {
                documents.push(Document {
                    nsid: change.nsid.clone(),
                    whole: None,
                    kind: summary::kind_of_main(new.ir, &change.nsid),
                    root: Branch::default(),
                });
            }
            let Some(document) = documents.last_mut() else {
                continue;
            };
            let line = Line::of(change, &old, &new);
            let is_whole = matches!(change.kind, ChangeKind::Definition(_));
            if is_whole && change.definition.is_none() {
                document.whole = Some(line);
            } else {
                document.root.insert(&path::of(change), line);
            }
        }
        Self { documents }
    }
}
