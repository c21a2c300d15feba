//! What differs inside an item that both versions have: fields and arguments,
//! variants, associated types.

use std::collections::HashMap;

use super::difference::{At, Cause, Pair, Part, short};
use crate::compiler::{
    compare::Semver,
    ir::Method,
    items::{DefaultConstant, Endpoint, Enum, Field, RustType, Struct, Table, Variant},
    schema::Step,
};

impl Pair<'_> {
    pub(super) fn structs(&mut self, before: &Struct<'_>, after: &Struct<'_>) {
        let name = short(self.path);
        let (fields, new_fields) = (fields(before), fields(after));
        for field in &before.fields {
            match new_fields.get(field.name.name()) {
                Some(new) => self.field(field, new),
                None => self.major(
                    At::Old(Part::Property(field.property)),
                    format!("`{name}::{}` is gone", field.name.name()),
                ),
            }
        }
        for field in &after.fields {
            if !fields.contains_key(field.name.name()) {
                self.minor(
                    At::New(Part::Property(field.property)),
                    format!("`{name}::{}` is new", field.name.name()),
                );
            }
        }
        self.constructor(before, after, (&fields, &new_fields));
        self.constants(&before.constants, &after.constants);
        self.record();
        // `new` and `Default` take each other's place, which is reported already.
        self.derives(&["Default"]);
    }

    /// The implementation of `Record`.
    fn record(&mut self) {
        let name = short(self.path);
        let [before, after] = [self.before, self.after].map(|it| match &it.item.table {
            Some(Table::Record { nsid, key }) => Some((nsid, key)),
            _ => None,
        });
        match (before, after) {
            (Some(_), None) => self.major(At::Item, format!("`{name}` is no longer `Record`")),
            (None, Some(_)) => self.minor(At::Item, format!("`{name}` is `Record`")),
            (Some(before), Some(after)) if before != after => {
                self.minor(At::Item, format!("`{name}::KEY` has another value"));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    fn field(&mut self, before: &Field<'_>, after: &Field<'_>) {
        let name = format!("`{}::{}`", short(self.path), before.name.name());
        let at = both(before, after);
        self.retyped(at, &format!("{name} is"), &before.r#type, &after.r#type);
        if after.deprecated.is_some() && before.deprecated.is_none() {
            self.minor(at, format!("{name} is deprecated"));
        }
    }

    fn constructor(
        &mut self,
        before: &Struct<'_>,
        after: &Struct<'_>,
        fields: (&Fields<'_>, &Fields<'_>),
    ) {
        let name = short(self.path);
        match (before.has_constructor(), after.has_constructor()) {
            (true, true) => self.arguments(before, after),
            (true, false) => {
                for argument in before.arguments() {
                    self.major(
                        last_place(argument, fields.1),
                        format!("`{name}::new` is gone, `Default` makes it now"),
                    );
                }
            }
            (false, true) => {
                for argument in after.arguments() {
                    self.major(
                        first_place(argument, fields.0),
                        format!("`{name}` is no longer `Default`, `new` makes it now"),
                    );
                }
            }
            (false, false) => {}
        }
    }

    fn arguments(&mut self, before: &Struct<'_>, after: &Struct<'_>) {
        let name = short(self.path);
        let (before, after) = (before.arguments(), after.arguments());
        let (before, after): (Vec<_>, Vec<_>) = (before.collect(), after.collect());
        let taken = by_name(before.iter().copied(), |it| it.name.name());
        let taken_now = by_name(after.iter().copied(), |it| it.name.name());
        for argument in &before {
            let Some(new) = taken_now.get(argument.name.name()) else {
                let text = format!("`{name}::new` takes no `{}`", argument.name.name());
                self.major(At::Old(Part::Property(argument.property)), text);
                continue;
            };
            let (at, argument_name) = (both(argument, new), argument.name.name());
            match (argument.takes_into, new.takes_into) {
                // The field is, as its type says; or what was taken still is.
                (false, false) | (true, true) => {}
                (false, true) => {
                    if self.before.name_of(&argument.r#type).meant == "String" {
                        let text = format!("`{name}::new` takes `{argument_name}` as anything");
                        self.minor(at, format!("{text} that becomes a `String`"));
                    }
                }
                (true, false) => {
                    if self.after.name_of(&new.r#type).meant == "String" {
                        let text = format!("`{name}::new` takes `{argument_name}` as a `String`");
                        self.major(at, format!("{text} only"));
                    }
                }
            }
        }
        for argument in &after {
            let taken_name = argument.name.name();
            if !taken.contains_key(taken_name) {
                let r#type = self.after.name_of(&argument.argument());
                let r#type = self.local(&r#type);
                self.major(
                    At::New(Part::Property(argument.property)),
                    format!("`{name}::new` takes `{taken_name}: {type}`"),
                );
            }
        }
        let common = |one: &[&Field<'_>], other: &Fields<'_>| -> Vec<String> {
            let names = one.iter().map(|it| it.name.name());
            let names = names.filter(|name| other.contains_key(name));
            names.map(str::to_owned).collect()
        };
        let (before, after) = (common(&before, &taken_now), common(&after, &taken));
        if before != after {
            let order = |names: &[String]| names.join("`, `");
            let (before, after) = (order(&before), order(&after));
            self.major(
                At::Item,
                format!("`{name}::new` takes `{after}`, in this order, not `{before}`"),
            );
            self.because(Cause::Order);
        }
    }

    fn constants(&mut self, before: &[DefaultConstant<'_>], after: &[DefaultConstant<'_>]) {
        let name = short(self.path);
        let was = by_name(before, |it| it.name.name());
        let is = by_name(after, |it| it.name.name());
        for constant in before {
            let full_name = format!("{name}::{}", constant.name);
            let old = Part::Default(constant.property);
            match is.get(constant.name.name()) {
                Some(new) => self.constant(
                    (&constant.constant, old),
                    (&new.constant, Part::Default(new.property)),
                    &full_name,
                ),
                None => self.major(At::Old(old), format!("`{full_name}` is gone")),
            }
        }
        for constant in after {
            if !was.contains_key(constant.name.name()) {
                self.minor(
                    At::New(Part::Default(constant.property)),
                    format!("`{name}::{}` is new", constant.name),
                );
            }
        }
    }

    pub(super) fn enums(&mut self, before: &Enum<'_>, after: &Enum<'_>) {
        let tables = [self.before, self.after].map(|it| it.item.table.as_ref());
        if tables[0].map(std::mem::discriminant) != tables[1].map(std::mem::discriminant) {
            self.other_kind();
            return;
        }
        let name = short(self.path);
        let is_closed = after.other.is_none() && before.other.is_none();
        match (&before.other, &after.other) {
            (None, Some(_)) => self.major(
                At::Item,
                format!("`{name}` is open: a `match` needs an arm for the rest"),
            ),
            (Some(_), None) => self.major(At::Item, format!("`{name}` is closed: no `Other`")),
            (None, None) | (Some(_), Some(_)) => self.derives(&[]),
        }
        let was = by_name(&before.variants, |it| it.name.name());
        let is = by_name(&after.variants, |it| it.name.name());
        for variant in &before.variants {
            let variant_name = variant.name.name();
            match is.get(variant_name) {
                Some(new) => self.variant(variant, new),
                None => {
                    let reason = format!("`{name}::{variant_name}` is gone");
                    self.push(Semver::Major, At::Item, Some(variant.wire), reason);
                }
            }
        }
        for variant in &after.variants {
            let variant_name = variant.name.name();
            if !was.contains_key(variant_name) {
                // A match on an open enum has an arm for it already.
                let (semver, more) = if is_closed {
                    let more = ": a `match` on a closed enum needs an arm for it";
                    (Semver::Major, more)
                } else {
                    (Semver::Minor, "")
                };
                let reason = format!("`{name}::{variant_name}` is new{more}");
                self.push(semver, At::Item, Some(variant.wire), reason);
            }
        }
    }

    fn variant(&mut self, before: &Variant<'_>, after: &Variant<'_>) {
        let name = format!("`{}::{}`", short(self.path), before.name.name());
        let is_retyped = match (&before.holds, &after.holds) {
            (Some(old), Some(new)) => {
                let subject = format!("{name} holds");
                let is_retyped = self.retyped(At::Item, &subject, old, new);
                if is_retyped {
                    self.on_the_wire(after.wire);
                }
                is_retyped
            }
            _ => false,
        };
        if !is_retyped && before.wire != after.wire {
            let (before, after) = (before.wire, after.wire);
            let reason = format!("{name} is `{after}` on the wire, not `{before}`");
            self.push(Semver::Minor, At::Item, Some(after), reason);
        }
        if after.deprecated.is_some() && before.deprecated.is_none() {
            let reason = format!("{name} is deprecated");
            self.push(Semver::Minor, At::Item, Some(after.wire), reason);
        }
    }

    pub(super) fn endpoints(&mut self, before: &Endpoint<'_>, after: &Endpoint<'_>) {
        let name = short(self.path);
        if before.method != after.method {
            let (before, after) = (before.method.name(), after.method.name());
            self.major(
                At::Item,
                format!("`{name}::METHOD` is `{after}`, not `{before}`"),
            );
        }
        let output = if after.method == Method::Subscription {
            Step::Message
        } else {
            Step::Output
        };
        let errors = Step::Keyword("errors");
        let types: [(Step<&str>, &str, &RustType<'_>, &RustType<'_>); 4] = [
            (Step::Parameters, "Params", &before.params, &after.params),
            (Step::Input, "Input", &before.input, &after.input),
            (output, "Output", &before.output, &after.output),
            (errors, "Error", &before.error, &after.error),
        ];
        for (step, associated, before, after) in types {
            let at = At::Both(Part::Step(step), Part::Step(step));
            let subject = format!("`{name}`'s `{associated}` is");
            if self.retyped(at, &subject, before, after) && step == Step::Parameters {
                self.because(Cause::Properties);
            }
        }
        let (input, output) = (before.input_encoding, before.output_encoding);
        for (step, constant, before, after) in [
            (Step::Input, "INPUT_ENCODING", input, after.input_encoding),
            (
                Step::Output,
                "OUTPUT_ENCODING",
                output,
                after.output_encoding,
            ),
        ] {
            if before != after {
                let at = At::Both(Part::Step(step), Part::Step(step));
                self.minor(at, format!("`{name}::{constant}` has another value"));
            }
        }
    }
}

/// The fields of a struct by their names.
type Fields<'a> = HashMap<&'a str, &'a Field<'a>>;

fn fields<'a>(of: &'a Struct<'a>) -> Fields<'a> {
    by_name(&of.fields, |it| it.name.name())
}

/// What a list has, by the names, each of which is there once.
fn by_name<'a, T>(
    all: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&'a T) -> &'a str,
) -> HashMap<&'a str, &'a T> {
    all.into_iter().map(|it| (name(it), it)).collect()
}

/// A field, or an argument for it, that both sides have.
fn both<'a>(before: &Field<'a>, after: &Field<'a>) -> At<'a> {
    At::Both(
        Part::Property(before.property),
        Part::Property(after.property),
    )
}

/// The place of an argument that the old version needed, which may still be a
/// field.
fn last_place<'a>(argument: &Field<'a>, after: &Fields<'a>) -> At<'a> {
    match after.get(argument.name.name()) {
        Some(field) => both(argument, field),
        None => At::Old(Part::Property(argument.property)),
    }
}

/// The place of an argument that the new version needs, which may have been a
/// field.
fn first_place<'a>(argument: &Field<'a>, before: &Fields<'a>) -> At<'a> {
    match before.get(argument.name.name()) {
        Some(field) => both(field, argument),
        None => At::New(Part::Property(argument.property)),
    }
}
