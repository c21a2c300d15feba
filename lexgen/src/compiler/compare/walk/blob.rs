//! Blobs.

use super::Walk;
use crate::compiler::{
    compare::{
        Constraint, Limit, Replaced,
        values::{Blobs, exchanged, is_same_list},
    },
    schema::Blob,
};

impl Walk<'_, '_> {
    pub(super) fn blobs(&mut self, old: &Blob, new: &Blob) {
        let (was, is) = (&Blobs::of(old), &Blobs::of(new));
        let accept = (old.accept.as_deref(), new.accept.as_deref());
        let is_same = match accept {
            (Some(old), Some(new)) => is_same_list(old, new),
            (None, None) => true,
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !is_same {
            let value_set = exchanged((was, accept.0), (is, accept.1), Blobs::are_outside);
            let constraint = Constraint::Accept(Replaced {
                before: old.accept.clone(),
                after: new.accept.clone(),
            });
            let present = (accept.0.is_some(), accept.1.is_some());
            self.note_constraint("accept", present, constraint, value_set);
        }
        let (old, new) = ((was, old.max_size), (is, new.max_size));
        self.limit(Limit::MaxSize, old, new, Blobs::exceed);
    }
}
