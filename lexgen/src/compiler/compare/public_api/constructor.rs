//! What differs between the constructors of a struct: `new` with arguments, `new` with a
//! struct of what is required, or `Default`.

use super::{
    difference::{At, Cause, ITEM, Pair, Sides, short},
    members::{paired, property},
};
use crate::compiler::{
    items::{Constructor, Field, Struct},
    rust::Ident,
};

impl Pair<'_> {
    pub(super) fn constructor(
        &mut self,
        before: &Struct<'_>,
        after: &Struct<'_>,
        fields: &[Sides<&Field<'_>>],
    ) {
        use Constructor::{Arguments, Default, Required};
        let name = short(self.path);
        match (&before.constructor, &after.constructor) {
            (Default, Default) => {}
            (Arguments | Required(_), Default) => {
                let reason = format!("`{name}::new` removed, `Default` makes it now");
                self.arguments_of(0, fields, &reason);
            }
            (Default, Arguments | Required(_)) => {
                let reason = format!("`{name}` is no longer `Default`, `new` makes it now");
                self.arguments_of(1, fields, &reason);
            }
            (Arguments, Arguments) => {
                self.arguments(before, after);
                self.order(before, after);
            }
            (Required(old), Required(new)) => {
                self.required_name(old, new);
                self.arguments(before, after);
            }
            (Arguments, Required(required)) => {
                let reason = format!("`{name}::new` takes a `{required}`, not arguments");
                self.exchanged_arguments(before, after, &reason);
            }
            (Required(required), Arguments) => {
                let reason = format!("`{name}::new` takes arguments, not a `{required}`");
                self.exchanged_arguments(before, after, &reason);
            }
        }
    }

    /// Reports what is made in another way at each argument of the old or the new
    /// version.
    fn arguments_of(&mut self, side: usize, fields: &[Sides<&Field<'_>>], reason: &str) {
        for field in fields {
            if field.each()[side].is_some_and(Field::is_argument) {
                self.major(field.map(property), reason.to_owned());
                self.because(Cause::Constructor);
            }
        }
    }

    /// Reports what is made in another way at each argument that came or went.
    fn exchanged_arguments(&mut self, before: &Struct<'_>, after: &Struct<'_>, reason: &str) {
        for field in arguments(before, after) {
            if let Sides::Old(_) | Sides::New(_) = field {
                self.major(place(field, before, after), reason.to_owned());
                self.because(Cause::Constructor);
            }
        }
    }

    /// The struct of required fields may have another name.
    fn required_name(&mut self, before: &Ident<'_>, after: &Ident<'_>) {
        if before == after {
            return;
        }
        let name = short(self.path);
        let [old, new] = [before, after].map(|required| match self.path.rsplit_once("::") {
            Some((module, _)) => format!("{module}::{required}"),
            None => required.to_string(),
        });
        self.major(
            ITEM,
            format!("`{name}::new` takes a `{after}`, not a `{before}`"),
        );
        self.because(Cause::Type(old, new));
    }

    fn arguments(&mut self, before: &Struct<'_>, after: &Struct<'_>) {
        for argument in arguments(before, after) {
            let at = place(argument, before, after);
            match argument {
                Sides::Both(old, new) => {
                    if before.constructor == Constructor::Arguments {
                        self.argument(old, new);
                    }
                }
                Sides::Old(old) => {
                    let takes = self.takes(before);
                    self.major(at, format!("{takes} no `{}`", old.name.name()));
                    self.because(Cause::Constructor);
                }
                Sides::New(new) => {
                    let takes = self.takes(after);
                    let r#type = match after.constructor {
                        Constructor::Required(_) => self.after.name_of(&new.r#type),
                        _ => self.after.name_of(&new.argument()),
                    };
                    let argument = format!("{}: {}", new.name.name(), self.local(&r#type));
                    self.major(at, format!("{takes} `{argument}`"));
                    self.because(Cause::Constructor);
                }
            }
        }
    }

    /// What takes the required fields of a struct, in a sentence.
    fn takes(&self, of: &Struct<'_>) -> String {
        match &of.constructor {
            Constructor::Required(name) => format!("`{name}` takes"),
            Constructor::Arguments | Constructor::Default => {
                format!("`{}::new` takes", short(self.path))
            }
        }
    }

    /// The order of arguments.
    fn order(&mut self, before: &Struct<'_>, after: &Struct<'_>) {
        let name = short(self.path);
        let names = |of: &Struct<'_>, other: &Struct<'_>| -> Vec<String> {
            let is_kept = |name: &&str| other.arguments().any(|it| it.name.name() == *name);
            let names = of.arguments().map(|it| it.name.name());
            names.filter(is_kept).map(str::to_owned).collect()
        };
        let (kept, now) = (names(before, after), names(after, before));
        if kept != now {
            let (kept, now) = (kept.join("`, `"), now.join("`, `"));
            let reason = format!("`{name}::new` takes `{now}`, in this order, not `{kept}`");
            self.major(ITEM, reason);
            self.because(Cause::Order);
        }
    }

    /// An argument of `new` that both versions take.
    fn argument(&mut self, before: &Field<'_>, after: &Field<'_>) {
        let at = Sides::Both(before, after).map(property);
        let takes = format!("`{}::new` takes `{}`", short(self.path), before.name.name());
        let [was, is] = [
            self.before.name_of(&before.r#type),
            self.after.name_of(&after.r#type),
        ];
        if was.meant != is.meant {
            // The field is, as its type says.
            return;
        }
        let r#type = is.meant;
        match (before.takes_into, after.takes_into) {
            (false, false) | (true, true) => {}
            (false, true) => {
                self.minor(at, format!("{takes} as anything that becomes a `{type}`"));
            }
            (true, false) => self.major(at, format!("{takes} as a `{type}` only")),
        }
    }
}

/// The arguments of two constructors.
fn arguments<'a, 'i>(before: &'a Struct<'i>, after: &'a Struct<'i>) -> Vec<Sides<&'a Field<'i>>> {
    paired(before.arguments(), after.arguments(), |it| it.name.name())
}

/// The place of an argument on the sides that have its property, where `new` may
/// not take it.
fn place<'a>(argument: Sides<&Field<'a>>, before: &Struct<'_>, after: &Struct<'_>) -> At<'a> {
    let has = |of: &Struct<'_>, wanted: &Field<'_>| {
        let mut fields = of.fields.iter();
        fields.any(|field| field.property == wanted.property)
    };
    match argument {
        Sides::Old(only) if has(after, only) => Sides::Both(only, only).map(property),
        Sides::New(only) if has(before, only) => Sides::Both(only, only).map(property),
        _ => argument.map(property),
    }
}
