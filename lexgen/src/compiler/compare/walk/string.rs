//! Strings.

use super::{Walk, constraint::missing_in};
use crate::compiler::{
    compare::{
        Constraint, Limit, ValueSetChange,
        values::{Texts, exchanged},
    },
    schema::StringType,
};

impl Walk<'_, '_> {
    pub(super) fn strings(&mut self, old: &StringType, new: &StringType) {
        if old == new {
            return;
        }
        self.opaque(&old.unknown_format, &new.unknown_format);
        let (was, is) = (&Texts::of(old), &Texts::of(new));
        self.lengths(old, new, was, is);
        self.format(old, new, was, is);
        self.known_values(&old.known_values, &new.known_values);

        let list = |it: &'_ StringType| (!it.values.is_empty()).then(|| it.values.clone());
        let value_set = exchanged((was, list(old)), (is, list(new)), |texts, values| {
            texts.are_outside(&values)
        });
        self.values(&old.values, &new.values, value_set);

        let constants = (old.constant.as_deref(), new.constant.as_deref());
        let value_set = exchanged((was, constants.0), (is, constants.1), |texts, value| {
            texts.are_not(value)
        });
        self.constant(constants.0, constants.1, value_set);
        self.default_value(old.default.as_deref(), new.default.as_deref());
    }

    fn lengths(&mut self, old: &StringType, new: &StringType, was: &Texts<'_>, is: &Texts<'_>) {
        let bounds = ((was, old.min_length), (is, new.min_length));
        self.limit(Limit::MinBytes, bounds.0, bounds.1, Texts::are_shorter);
        let bounds = ((was, old.max_length), (is, new.max_length));
        self.limit(Limit::MaxBytes, bounds.0, bounds.1, Texts::are_longer);
        let bounds = ((was, old.min_graphemes), (is, new.min_graphemes));
        self.limit(
            Limit::MinGraphemes,
            bounds.0,
            bounds.1,
            Texts::have_fewer_graphemes,
        );
        let bounds = ((was, old.max_graphemes), (is, new.max_graphemes));
        self.limit(
            Limit::MaxGraphemes,
            bounds.0,
            bounds.1,
            Texts::have_more_graphemes,
        );
    }

    fn format(&mut self, old: &StringType, new: &StringType, was: &Texts<'_>, is: &Texts<'_>) {
        self.keyword("format", old.format, new.format, |formats| {
            let value_set = exchanged((was, old.format), (is, new.format), Texts::are_not_of);
            (Constraint::Format(formats), value_set)
        });
    }

    fn known_values(&mut self, old: &[String], new: &[String]) {
        let (added, removed) = (missing_in(old, new), missing_in(new, old));
        if !added.is_empty() || !removed.is_empty() {
            let present = (!old.is_empty(), !new.is_empty());
            let constraint = Constraint::KnownValues { added, removed };
            self.note_constraint(
                "knownValues",
                present,
                constraint,
                ValueSetChange::UNCHANGED,
            );
        }
    }
}
