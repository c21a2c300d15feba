//! Records: objects that say what they are.

use super::Object;
use crate::syntax::Nsid;

/// A struct generated from a `record` of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#record).
///
/// Implemented by [`record!`](crate::record).
pub trait Record: Object {
    /// The NSID of the record type, which is also its collection and `$type`.
    const NSID: &'static str;

    /// What its record keys look like: `tid`, `nsid`, `any` or `literal:…`.
    /// [Specification](https://atproto.com/specs/record-key).
    const KEY: &'static str;

    /// [`NSID`](Self::NSID) as what endpoints that read and write records ask for.
    fn collection() -> Nsid {
        Nsid::new_unchecked(Self::NSID)
    }
}

/// Makes a generated struct a [`Record`] from its NSID, its kind of record key
/// and a table of its fields.
///
/// Writes `$type` first, and refuses an object without it.
#[macro_export]
macro_rules! record {
    ($name:ident = $nsid:literal, $key:literal {
        $($presence:ident $field:ident = $wire:literal $(, $rule:ident $(($($value:tt)*))?)*;)*
    }) => {
        #[allow(deprecated)]
        impl $crate::wire::Object for $name {
            fn read<'de, A: $crate::__private::MapAccess<'de>>(
                reader: &mut $crate::wire::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                while reader.advance(&["$type" $(, $wire)*]) {
                    if reader.record_type($nsid) {
                        continue;
                    }
                    $(if $crate::__read!(reader, $wire, $field $(, $rule)*) {
                        continue;
                    })*
                    reader.unknown();
                }
                reader.require_type($nsid);
                ::core::option::Option::Some(Self {
                    $($field: $crate::__take!(reader $wire $presence $field),)*
                    extra: reader.extra(),
                })
            }

            fn write<M: $crate::__private::SerializeMap>(
                &self,
                writer: &mut $crate::wire::Writer<M>,
            ) {
                writer
                    .type_name($nsid)
                    $(.$presence($wire, &self.$field))*
                    .extra(&self.extra);
            }
        }

        #[allow(deprecated)]
        impl $crate::wire::Record for $name {
            const NSID: &'static str = $nsid;
            const KEY: &'static str = $key;
        }

        #[allow(deprecated)]
        impl $crate::validate::Validate for $name {
            #[inline]
            fn check(
                &self,
                _constraints: &$crate::validate::Constraints<'_>,
                _validator: &mut $crate::validate::Validator<'_>,
            ) {
                $($crate::__check!(
                    _validator, $wire, self.$field $(, $rule $(($($value)*))?)*
                );)*
            }
        }

        $crate::__serde!($name, deserialize_object, serialize_object);
    };
}
