//! What differs inside an item that both versions have: fields and arguments,
//! variants, associated types.

use std::collections::HashMap;

use super::{
    Argument, Constant, Enum, Field, Marker, Struct, TypeName, Variant,
    difference::{At, Cause, Pair, short},
};
use crate::compiler::{compare::Semver, schema::Step};

impl Pair<'_> {
    pub(super) fn structs(&mut self, before: &Struct, after: &Struct) {
        let name = short(self.path);
        let (fields, new_fields) = (fields(before), fields(after));
        for field in &before.fields {
            match new_fields.get(field.name.as_str()) {
                Some(new) => self.field(field, new),
                None => self.major(
                    At::Old(&field.place),
                    format!("`{name}::{}` is gone", field.name),
                ),
            }
        }
        for field in &after.fields {
            if !fields.contains_key(field.name.as_str()) {
                self.minor(
                    At::New(&field.place),
                    format!("`{name}::{}` is new", field.name),
                );
            }
        }
        self.constructor(before, after, (&fields, &new_fields));
        self.constants(&before.constants, &after.constants);
        match (&before.record, &after.record) {
            (Some(_), None) => self.major(At::Item, format!("`{name}` is no longer `Record`")),
            (None, Some(_)) => self.minor(At::Item, format!("`{name}` is `Record`")),
            (Some(before), Some(after)) if before != after => {
                self.minor(At::Item, format!("`{name}::KEY` has another value"));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        // `new` and `Default` take each other's place, which is told already.
        self.derives(&["Default"]);
    }

    fn field(&mut self, before: &Field, after: &Field) {
        let name = format!("`{}::{}`", short(self.path), before.name);
        let at = At::Both(&before.place, &after.place);
        self.retyped(at, &format!("{name} is"), &before.r#type, &after.r#type);
        if after.deprecated && !before.deprecated {
            self.minor(at, format!("{name} is deprecated"));
        }
    }

    fn constructor(&mut self, before: &Struct, after: &Struct, fields: (&Fields<'_>, &Fields<'_>)) {
        let name = short(self.path);
        match (&before.new, &after.new) {
            (Some(before), Some(after)) => self.arguments(before, after),
            (Some(arguments), None) => {
                for argument in arguments {
                    self.major(
                        last_place(argument, fields.1),
                        format!("`{name}::new` is gone, `Default` makes it now"),
                    );
                }
            }
            (None, Some(arguments)) => {
                for argument in arguments {
                    self.major(
                        first_place(argument, fields.0),
                        format!("`{name}` is no longer `Default`, `new` makes it now"),
                    );
                }
            }
            (None, None) => {}
        }
    }

    fn arguments(&mut self, before: &[Argument], after: &[Argument]) {
        let name = short(self.path);
        let taken = by_name(before, |it| &it.name);
        let taken_now = by_name(after, |it| &it.name);
        for argument in before {
            let Some(new) = taken_now.get(argument.name.as_str()) else {
                let text = format!("`{name}::new` takes no `{}`", argument.name);
                self.major(At::Old(&argument.place), text);
                continue;
            };
            let at = At::Both(&argument.place, &new.place);
            match (generic(&argument.r#type), generic(&new.r#type)) {
                // The field is, as its type says; or what was taken still is.
                (before, after) if before == after => {}
                (None, Some(_)) if is_string(&argument.r#type) => {
                    let text = format!("`{name}::new` takes `{}` as anything", argument.name);
                    self.minor(at, format!("{text} that becomes a `String`"));
                }
                (Some(_), None) if is_string(&new.r#type) => {
                    let text = format!("`{name}::new` takes `{}` as a `String`", argument.name);
                    self.major(at, format!("{text} only"));
                }
                _ => {}
            }
        }
        for argument in after {
            if !taken.contains_key(argument.name.as_str()) {
                let (taken, r#type) = (&argument.name, self.local(&argument.r#type));
                self.major(
                    At::New(&argument.place),
                    format!("`{name}::new` takes `{taken}: {type}`"),
                );
            }
        }
        let common = |one: &[Argument], other: &HashMap<&str, &Argument>| -> Vec<String> {
            let names = one.iter().map(|it| &it.name);
            let names = names.filter(|it| other.contains_key(it.as_str()));
            names.cloned().collect()
        };
        let (before, after) = (common(before, &taken_now), common(after, &taken));
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

    fn constants(&mut self, before: &[Constant], after: &[Constant]) {
        let name = short(self.path);
        let was = by_name(before, |it| &it.name);
        let is = by_name(after, |it| &it.name);
        for constant in before {
            let full_name = format!("{name}::{}", constant.name);
            match is.get(constant.name.as_str()) {
                Some(new) => self.constant(constant, new, &full_name),
                None => self.major(At::Old(&constant.place), format!("`{full_name}` is gone")),
            }
        }
        for constant in after {
            if !was.contains_key(constant.name.as_str()) {
                self.minor(
                    At::New(&constant.place),
                    format!("`{name}::{}` is new", constant.name),
                );
            }
        }
    }

    pub(super) fn enums(&mut self, before: &Enum, after: &Enum) {
        if before.of != after.of {
            self.other_kind();
            return;
        }
        let name = short(self.path);
        match (before.exhaustive, after.exhaustive) {
            (true, false) => self.major(
                At::Item,
                format!("`{name}` is open: a `match` needs an arm for the rest"),
            ),
            (false, true) => self.major(At::Item, format!("`{name}` is closed: no `Other`")),
            (true, true) | (false, false) => self.derives(&[]),
        }
        let listed = |it: &Enum| -> Vec<Variant> {
            let variants = it.variants.iter().filter(|variant| variant.wire.is_some());
            variants.cloned().collect()
        };
        let (before_all, after_all) = (listed(before), listed(after));
        let was = by_name(&before_all, |it| &it.name);
        let is = by_name(&after_all, |it| &it.name);
        for variant in &before_all {
            match is.get(variant.name.as_str()) {
                Some(new) => self.variant(variant, new),
                None => {
                    let reason = format!("`{name}::{}` is gone", variant.name);
                    self.push(Semver::Major, At::Item, variant.wire.as_deref(), reason);
                }
            }
        }
        for variant in &after_all {
            if !was.contains_key(variant.name.as_str()) {
                // A match on an open enum has an arm for it already.
                let (semver, more) = match after.exhaustive && before.exhaustive {
                    true => (
                        Semver::Major,
                        ": a `match` on a closed enum needs an arm for it",
                    ),
                    false => (Semver::Minor, ""),
                };
                let reason = format!("`{name}::{}` is new{more}", variant.name);
                self.push(semver, At::Item, variant.wire.as_deref(), reason);
            }
        }
    }

    fn variant(&mut self, before: &Variant, after: &Variant) {
        let name = format!("`{}::{}`", short(self.path), before.name);
        let wire = after.wire.as_deref();
        if let (Some(old), Some(new)) = (&before.holds, &after.holds)
            && old.written != new.written
            && old.meant != new.meant
        {
            let (now, was) = (self.local(new), self.local(old));
            let reason = format!("{name} holds `{now}`, not `{was}`");
            self.push(Semver::Major, At::Item, wire, reason);
            self.because(Cause::Type(old.written.clone(), new.written.clone()));
        } else if before.wire != after.wire {
            let wires = |it: &Variant| it.wire.clone().unwrap_or_default();
            let (before, after) = (wires(before), wires(after));
            let reason = format!("{name} is `{after}` on the wire, not `{before}`");
            self.push(Semver::Minor, At::Item, wire, reason);
        }
        if after.deprecated && !before.deprecated {
            self.push(
                Semver::Minor,
                At::Item,
                wire,
                format!("{name} is deprecated"),
            );
        }
    }

    pub(super) fn markers(&mut self, before: &Marker, after: &Marker) {
        let name = short(self.path);
        let (old, new) = (
            self.before.origin.place.clone(),
            self.after.origin.place.clone(),
        );
        if before.method != after.method {
            let (before, after) = (before.method, after.method);
            self.major(
                At::Item,
                format!("`{name}::METHOD` is `{after}`, not `{before}`"),
            );
        }
        let types: [(Step, &str, &TypeName, &TypeName); 4] = [
            (Step::Parameters, "Params", &before.params, &after.params),
            (Step::Input, "Input", &before.input, &after.input),
            (
                if after.method == "Subscription" {
                    Step::Message
                } else {
                    Step::Output
                },
                "Output",
                &before.output,
                &after.output,
            ),
            (
                Step::Keyword("errors"),
                "Error",
                &before.error,
                &after.error,
            ),
        ];
        for (part, associated, before, after) in types {
            let (old, new) = (old.with(part.clone()), new.with(part.clone()));
            let subject = format!("`{name}`'s `{associated}` is");
            let is_retyped = self.retyped(At::Both(&old, &new), &subject, before, after);
            if is_retyped && part == Step::Parameters {
                self.because(Cause::Properties);
            }
        }
        for (part, constant, before, after) in [
            (
                Step::Input,
                "INPUT_ENCODING",
                &before.input_encoding,
                &after.input_encoding,
            ),
            (
                Step::Output,
                "OUTPUT_ENCODING",
                &before.output_encoding,
                &after.output_encoding,
            ),
        ] {
            if before != after {
                let (old, new) = (old.with(part.clone()), new.with(part));
                self.minor(
                    At::Both(&old, &new),
                    format!("`{name}::{constant}` has another value"),
                );
            }
        }
    }
}

/// The fields of a struct by their names.
type Fields<'a> = HashMap<&'a str, &'a Field>;

fn fields(of: &Struct) -> Fields<'_> {
    by_name(&of.fields, |it| &it.name)
}

/// What a list has, by the names, each of which is there once.
fn by_name<T>(all: &[T], name: impl Fn(&T) -> &str) -> HashMap<&str, &T> {
    all.iter().rev().map(|it| (name(it), it)).collect()
}

/// The place of an argument that the old version needed, which may still be a
/// field.
fn last_place<'a>(argument: &'a Argument, after: &Fields<'a>) -> At<'a> {
    match after.get(argument.name.as_str()) {
        Some(field) => At::Both(&argument.place, &field.place),
        None => At::Old(&argument.place),
    }
}

/// The place of an argument that the new version needs, which may have been a
/// field.
fn first_place<'a>(argument: &'a Argument, before: &Fields<'a>) -> At<'a> {
    match before.get(argument.name.as_str()) {
        Some(field) => At::Both(&field.place, &argument.place),
        None => At::New(&argument.place),
    }
}

/// The bound of an argument that takes more than one type.
fn generic(r#type: &TypeName) -> Option<&str> {
    r#type.written.strip_prefix("impl ")
}

fn is_string(r#type: &TypeName) -> bool {
    r#type.meant == "String"
}
