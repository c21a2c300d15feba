//! What differs inside an item that both versions have: fields, variants, associated
//! types.

use std::collections::{HashMap, HashSet};

use super::difference::{Cause, ITEM, Pair, Part, Sides, short};
use crate::compiler::{
    compare::Semver,
    items::{DefaultConstant, Endpoint, Enum, Field, RustType, Struct, Table, Variant},
    schema::{Method, Step},
};

impl Pair<'_> {
    pub(super) fn structs(&mut self, before: &Struct<'_>, after: &Struct<'_>) {
        let name = short(self.path);
        let fields = paired(&before.fields, &after.fields, |field| field.name.name());
        let properties = after.fields.iter().map(|field| field.property).collect();
        for field in &fields {
            let at = field.map(property);
            match field {
                Sides::Both(old, new) => self.field(old, new, &properties),
                Sides::Old(it) => self.major(at, format!("`{name}::{}` removed", it.name.name())),
                Sides::New(it) => self.minor(at, format!("`{name}::{}` added", it.name.name())),
            }
        }
        self.constructor(before, after, &fields);
        self.constants(&before.defaults, &after.defaults);
        self.methods(&before.defaults, &after.defaults);
        self.record();
        // `new` and `Default` take each other's place, which is reported already.
        self.derives(&["Default"]);
    }

    /// The implementation of `Record`.
    fn record(&mut self) {
        let name = short(self.path);
        let [before, after] = [self.before, self.after].map(|it| match &it.item.table {
            Some(Table::Record { nsid, key, variant }) => Some(((nsid, key), variant)),
            _ => None,
        });
        match (before, after) {
            (Some(_), None) => self.major(ITEM, format!("`{name}` is no longer `Record`")),
            (None, Some(_)) => self.minor(ITEM, format!("`{name}` is `Record`")),
            (Some((before, was)), Some((after, is))) => {
                if before != after {
                    self.minor(ITEM, format!("`{name}::KEY` has another value"));
                }
                if let (Some(was), Some(is)) = (was, is)
                    && was != is
                {
                    let reason = format!("`{name}` is `{is}` in the enum of records, not `{was}`");
                    self.major(ITEM, reason);
                }
            }
            (None, None) => {}
        }
    }

    /// A field of both versions; the new one has fields for `properties`.
    fn field(&mut self, before: &Field<'_>, after: &Field<'_>, properties: &HashSet<&str>) {
        let name = format!("`{}::{}`", short(self.path), before.name.name());
        let at = Sides::Both(before, after).map(property);
        if before.property != after.property {
            let semver = renamed(properties.contains(before.property));
            // What takes the name is the reason.
            let at = Sides::New(after).map(property);
            let (before, after) = (before.property, after.property);
            let reason = format!("{name} is `{after}` on the wire, not `{before}`");
            self.push(semver, at, reason);
        }
        self.retyped(at, &format!("{name} is"), &before.r#type, &after.r#type);
        self.deprecation(at, &name, before.deprecated, after.deprecated);
        let values = [before, after].map(|field| field.constant.as_ref().map(|it| &it.value));
        if let [Some(old), Some(new)] = values
            && old != new
        {
            self.minor(at, format!("{name} is set to another constant"));
            self.because(Cause::Constructor);
        }
    }

    fn constants(&mut self, before: &[DefaultConstant<'_>], after: &[DefaultConstant<'_>]) {
        let name = short(self.path);
        for constant in paired(before, after, |constant| constant.name.name()) {
            let at = constant.map(|it| Part::Default(it.property));
            match constant {
                Sides::Both(old, new) => {
                    let name = format!("{name}::{}", old.name);
                    self.constant(at, &old.constant, &new.constant, &name);
                }
                Sides::Old(old) => self.major(at, format!("`{name}::{}` removed", old.name)),
                Sides::New(new) => self.minor(at, format!("`{name}::{}` added", new.name)),
            }
        }
    }

    /// The methods that give values in effect.
    fn methods(&mut self, before: &[DefaultConstant<'_>], after: &[DefaultConstant<'_>]) {
        let name = short(self.path);
        let [before, after] = [before, after].map(|defaults| {
            let methods = defaults.iter();
            let methods = methods.filter_map(|it| Some((it.property, it.method.as_ref()?)));
            methods.collect::<Vec<_>>()
        });
        for method in paired(&before, &after, |(_, method)| method.name.name()) {
            let at = method.map(|(property, _)| Part::Default(property));
            match method {
                Sides::Both((was, old), (is, new)) => {
                    let method = format!("`{name}::{}()`", old.name.name());
                    if was == is {
                        let (old, new) = (old.returns(), new.returns());
                        self.retyped(at, &format!("{method} gives"), &old, &new);
                    } else {
                        self.major(at, format!("{method} gives `{is}`, not `{was}`"));
                    }
                }
                Sides::Old((_, old)) => {
                    self.major(at, format!("`{name}::{}()` removed", old.name.name()));
                }
                Sides::New((_, new)) => {
                    self.minor(at, format!("`{name}::{}()` added", new.name.name()));
                }
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
        match (&before.other, &after.other) {
            (None, Some(_)) => self.major(
                ITEM,
                format!("`{name}` is open: a `match` needs an arm for the rest"),
            ),
            (Some(_), None) => self.major(ITEM, format!("`{name}` is closed: no `Other`")),
            (None, None) | (Some(_), Some(_)) => self.derives(&[]),
        }
        // A match on an open enum has an arm for a new variant already.
        let (semver, more) = if after.other.is_none() && before.other.is_none() {
            let more = ": a `match` on a closed enum needs an arm for it";
            (Semver::Major, more)
        } else {
            (Semver::Minor, "")
        };
        let names = after.variants.iter().map(|variant| variant.wire).collect();
        for variant in paired(&before.variants, &after.variants, |it| it.name.name()) {
            match variant {
                Sides::Both(old, new) => self.variant(old, new, &names),
                Sides::Old(old) => {
                    self.major(ITEM, format!("`{name}::{}` removed", old.name.name()));
                    self.on_the_wire(old.wire);
                }
                Sides::New(new) => {
                    let reason = format!("`{name}::{}` added{more}", new.name.name());
                    self.push(semver, ITEM, reason);
                    self.on_the_wire(new.wire);
                }
            }
        }
    }

    /// A variant of both versions; the new one has variants for `names`.
    fn variant(&mut self, before: &Variant<'_>, after: &Variant<'_>, names: &HashSet<&str>) {
        let name = format!("`{}::{}`", short(self.path), before.name.name());
        let is_retyped = match (&before.holds, &after.holds) {
            (Some(old), Some(new)) => self.retyped(ITEM, &format!("{name} holds"), old, new),
            _ => false,
        };
        if !is_retyped && before.wire != after.wire {
            let semver = renamed(names.contains(before.wire));
            let (before, after) = (before.wire, after.wire);
            let reason = format!("{name} is `{after}` on the wire, not `{before}`");
            self.push(semver, ITEM, reason);
        }
        if is_retyped || before.wire != after.wire {
            self.on_the_wire(after.wire);
        }
        if !is_retyped && before.converts != after.converts {
            self.conversions(&name, after.converts);
            self.on_the_wire(after.wire);
        }
        if self.deprecation(ITEM, &name, before.deprecated, after.deprecated) {
            self.on_the_wire(after.wire);
        }
    }

    /// Conversions of a variant's member, which come or go with another member of the
    /// same type.
    fn conversions(&mut self, variant: &str, has_them: bool) {
        if has_them {
            self.minor(
                ITEM,
                format!("{variant} converts from and into what it holds"),
            );
        } else {
            let reason = format!("{variant} no longer converts from and into what it holds");
            self.major(ITEM, reason);
        }
    }

    pub(super) fn endpoints(&mut self, before: &Endpoint<'_>, after: &Endpoint<'_>) {
        let name = short(self.path);
        if before.method != after.method {
            let (before, after) = (before.method.name(), after.method.name());
            self.major(
                ITEM,
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
            let at = Sides::Both(Part::Step(step), Part::Step(step));
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
                let at = Sides::Both(Part::Step(step), Part::Step(step));
                self.minor(at, format!("`{name}::{constant}` has another value"));
            }
        }
        if before.subprotocol != after.subprotocol {
            let part = Part::Step(Step::Keyword("subprotocol"));
            let at = Sides::Both(part, part);
            self.minor(at, format!("`{name}::SUBPROTOCOL` has another value"));
        }
    }
}

/// What it means to callers that a name in Rust has another name on the wire. If the
/// old one has another name in Rust now, callers compile and use the wrong one.
fn renamed(old_is_elsewhere: bool) -> Semver {
    if old_is_elsewhere {
        Semver::Major
    } else {
        Semver::Minor
    }
}

/// The place of a field, or of an argument for it.
pub(super) fn property<'a>(field: &Field<'a>) -> Part<'a> {
    Part::Property(field.property)
}

/// The entries of two lists by their names, each of which is there once: those
/// of the old list in their order, then those that only the new one has.
pub(super) fn paired<'a, T>(
    before: impl IntoIterator<Item = &'a T>,
    after: impl IntoIterator<Item = &'a T>,
    name: fn(&T) -> &str,
) -> Vec<Sides<&'a T>> {
    let after: Vec<&T> = after.into_iter().collect();
    let is: HashMap<&str, &T> = after.iter().map(|new| (name(new), *new)).collect();
    let mut was = HashSet::new();
    let mut pairs = Vec::new();
    for old in before {
        was.insert(name(old));
        pairs.push(match is.get(name(old)) {
            Some(new) => Sides::Both(old, new),
            None => Sides::Old(old),
        });
    }
    let added = after.into_iter().filter(|new| !was.contains(name(new)));
    pairs.extend(added.map(Sides::New));
    pairs
}
