//! `Debug` of structs that hold secrets: that they are there, and not which.

use std::fmt;

use crate::data::{Bytes, Extra};

/// Writes the `Debug` of a struct that holds secrets; see
/// [`redacted!`](crate::redacted).
pub struct Redacted<'a, 'f>(fmt::DebugStruct<'a, 'f>);

impl<'a, 'f> Redacted<'a, 'f> {
    /// Begins a struct.
    pub fn new(f: &'a mut fmt::Formatter<'f>, name: &str) -> Self {
        Self(f.debug_struct(name.trim_start_matches("r#")))
    }

    /// A field that is no secret.
    #[must_use]
    pub fn shown(mut self, name: &str, value: &dyn fmt::Debug) -> Self {
        self.0.field(name.trim_start_matches("r#"), value);
        self
    }

    /// A field that is one.
    #[must_use]
    pub fn secret(self, name: &str, value: &dyn Secret) -> Self {
        self.shown(name, &Hidden(value.is_there()))
    }

    /// The fields that the lexicon does not know: their names, for what is new
    /// beside a secret may be another.
    ///
    /// # Errors
    /// Those of the formatter.
    pub fn extra(mut self, extra: &Extra) -> fmt::Result {
        self.0.field("extra", &Names(extra)).finish()
    }
}

/// What can be a secret.
pub trait Secret {
    /// Whether there is something to hide.
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

/// In place of a secret that is there, or is not.
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

/// Gives a generated struct a `Debug` that hides its secrets, from a table of
/// its fields in their order, each `shown` or `secret`.
///
/// ```
/// pub struct Input {
///     pub identifier: String,
///     pub password: String,
///     pub auth_factor_token: Option<String>,
///     pub extra: lexgen::Extra,
/// }
///
/// lexgen::redacted! {
///     Input {
///         shown identifier;
///         secret password;
///         secret auth_factor_token;
///     }
/// }
///
/// let input = Input {
///     identifier: "alice.example".to_owned(),
///     password: "hunter2".to_owned(),
///     auth_factor_token: None,
///     extra: lexgen::Extra::new(),
/// };
/// assert_eq!(
///     format!("{input:?}"),
///     r#"Input { identifier: "alice.example", password: …, auth_factor_token: None, extra: {} }"#,
/// );
/// ```
#[macro_export]
macro_rules! redacted {
    ($name:ident { $($how:ident $field:ident;)* }) => {
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::Redacted::new(f, ::core::stringify!($name))
                    $(.$how(::core::stringify!($field), &self.$field))*
                    .extra(&self.extra)
            }
        }
    };
}
