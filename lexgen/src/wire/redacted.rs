//! `Debug` of structs with secrets: whether they are present, but not their
//! values.

use std::fmt;

use crate::data::{Bytes, Extra, Nullable};

/// Writes the `Debug` of a struct with secrets, for [`object!`](crate::object).
pub struct Redacted<'a, 'f>(fmt::DebugStruct<'a, 'f>);

impl<'a, 'f> Redacted<'a, 'f> {
    /// Starts the struct `name`.
    pub fn new(f: &'a mut fmt::Formatter<'f>, name: &str) -> Self {
        Self(f.debug_struct(name.trim_start_matches("r#")))
    }

    /// Shows a field.
    pub fn shown(&mut self, name: &str, value: &dyn fmt::Debug) {
        self.0.field(name.trim_start_matches("r#"), value);
    }

    /// Shows whether a secret is present.
    pub fn secret(&mut self, name: &str, value: &dyn Secret) {
        self.shown(name, &Hidden(value.is_there()));
    }

    /// Shows the names of the fields that the lexicon does not know, without
    /// their values, which may be secrets too.
    ///
    /// # Errors
    /// Those of the formatter.
    pub fn extra(mut self, extra: &Extra) -> fmt::Result {
        self.0.field("extra", &Names(extra)).finish()
    }
}

/// A type that a secret field can have.
pub trait Secret {
    /// Whether there is a value to hide.
    fn is_there(&self) -> bool;
}

impl Secret for String {
    fn is_there(&self) -> bool {
        true
    }
}

impl Secret for Bytes {
    fn is_there(&self) -> bool {
        true
    }
}

impl<T: Secret> Secret for Option<T> {
    fn is_there(&self) -> bool {
        self.as_ref().is_some_and(T::is_there)
    }
}

impl<T: Secret> Secret for Nullable<T> {
    fn is_there(&self) -> bool {
        self.value().is_some_and(T::is_there)
    }
}

/// A secret that is present (`…`) or not (`None`).
struct Hidden(bool);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "…" } else { "None" })
    }
}

struct Names<'a>(&'a Extra);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.0.iter().map(|(name, _)| (name, Hidden(true)));
        f.debug_map().entries(fields).finish()
    }
}

/// Implements `Debug` from the table of an [`object!`](crate::object).
#[doc(hidden)]
#[macro_export]
macro_rules! __debug {
    ($name:ident {
        $($presence:ident $field:ident = $wire:literal $(, $attribute:ident $(($($value:tt)*))?)*;)*
    }) => {
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut debug = $crate::wire::Redacted::new(f, ::core::stringify!($name));
                $($crate::__debug_field!(debug, self.$field $(, $attribute)*);)*
                debug.extra(&self.extra)
            }
        }
    };
}

/// Shows a field, or hides a secret one.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_field {
    ($debug:ident, $self:ident.$field:ident, secret $(, $attribute:ident)*) => {
        $debug.secret(::core::stringify!($field), &$self.$field)
    };
    ($debug:ident, $self:ident.$field:ident $(, $attribute:ident)*) => {
        $debug.shown(::core::stringify!($field), &$self.$field)
    };
}
