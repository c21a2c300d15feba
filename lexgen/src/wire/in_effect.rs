//! Values in effect: those of fields that have a default.

/// Writes, in an inherent implementation, the method that gives the value of an optional
/// field, or its default if it is absent.
///
/// The arguments are the field, the associated constant with the default, and what the
/// method gives: a type that it copies, `ref` and a type that it borrows, or `str`. With
/// `nullable` before the field, `null` is `None`. The method has the name of the field, or
/// the name after `as`.
///
/// ```
/// pub struct Params {
///     pub limit: Option<i64>,
///     pub lang: Option<String>,
/// }
///
/// impl Params {
///     pub const DEFAULT_LIMIT: i64 = 50;
///     pub const DEFAULT_LANG: &'static str = "en";
///     lexgen::in_effect!(limit, DEFAULT_LIMIT, i64);
///     lexgen::in_effect!(lang, DEFAULT_LANG, str);
/// }
///
/// let params = Params { limit: None, lang: Some("eo".to_owned()) };
/// assert_eq!((params.limit(), params.lang()), (50, "eo"));
/// ```
#[macro_export]
macro_rules! in_effect {
    (nullable $field:ident, $($rest:tt)*) => {
        $crate::in_effect! { nullable $field as $field, $($rest)* }
    };
    ($field:ident, $($rest:tt)*) => {
        $crate::in_effect! { $field as $field, $($rest)* }
    };
    (nullable $field:ident as $method:ident, $default:ident, str) => {
        $crate::__in_effect! {
            nullable $field $method $default &str; Self::$default;
            $crate::Nullable::Value(value) => ::core::option::Option::Some(value.as_str())
        }
    };
    (nullable $field:ident as $method:ident, $default:ident, ref $type:ty) => {
        $crate::__in_effect! {
            nullable $field $method $default &$type; &Self::$default;
            $crate::Nullable::Value(value) => ::core::option::Option::Some(value)
        }
    };
    (nullable $field:ident as $method:ident, $default:ident, $type:ty) => {
        $crate::__in_effect! {
            nullable $field $method $default $type; Self::$default;
            $crate::Nullable::Value(value) => ::core::option::Option::Some(*value)
        }
    };
    ($field:ident as $method:ident, $default:ident, str) => {
        $crate::__in_effect! {
            $field $method $default &str; Self::$default;
            ::core::option::Option::Some(value) => value.as_str()
        }
    };
    ($field:ident as $method:ident, $default:ident, ref $type:ty) => {
        $crate::__in_effect! {
            $field $method $default &$type; &Self::$default;
            ::core::option::Option::Some(value) => value
        }
    };
    ($field:ident as $method:ident, $default:ident, $type:ty) => {
        $crate::__in_effect! {
            $field $method $default $type; Self::$default;
            ::core::option::Option::Some(value) => *value
        }
    };
}

/// The method of [`in_effect!`], with its arm for a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __in_effect {
    (nullable $field:ident $method:ident $name:ident $type:ty; $default:expr; $value:pat => $given:expr) => {
        /// The value of the field, or the default if it is absent. `None` is `null`.
        ///
        #[doc = concat!("The default is [`Self::", stringify!($name), "`].")]
        #[must_use]
        #[inline]
        pub fn $method(&self) -> ::core::option::Option<$type> {
            match &self.$field {
                $value => $given,
                $crate::Nullable::Absent => ::core::option::Option::Some($default),
                $crate::Nullable::Null => ::core::option::Option::None,
            }
        }
    };
    ($field:ident $method:ident $name:ident $type:ty; $default:expr; $value:pat => $given:expr) => {
        /// The value of the field, or the default if it is absent.
        ///
        #[doc = concat!("The default is [`Self::", stringify!($name), "`].")]
        #[must_use]
        #[inline]
        pub fn $method(&self) -> $type {
            match &self.$field {
                $value => $given,
                ::core::option::Option::None => $default,
            }
        }
    };
}
