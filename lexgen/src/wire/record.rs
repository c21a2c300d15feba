//! Records: objects with their NSID as `$type`.

use serde::{Serialize, de::DeserializeOwned};

use super::Object;
use crate::{syntax::Nsid, validate::Validate};

/// A struct generated from a `record` of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#record).
///
/// Implemented by [`record!`](crate::record).
pub trait Record: Object + Serialize + DeserializeOwned + Validate {
    /// The NSID of the record type, which is also its collection and its `$type`.
    const NSID: &'static str;

    /// The type of its record keys: `tid`, `nsid`, `any` or `literal:…`.
    /// [Specification](https://atproto.com/specs/record-key).
    const KEY: &'static str;

    /// [`NSID`](Self::NSID) as the type that endpoints for records use.
    fn collection() -> Nsid {
        Nsid::new_unchecked(Self::NSID)
    }
}

/// Implements [`Record`] and what [`object!`](crate::object) implements, from an
/// NSID, a kind of record key and a table of the fields.
///
/// Writing begins with the `$type`; reading refuses an object without it.
#[macro_export]
macro_rules! record {
    (redacted strict $name:ident = $nsid:literal, $key:literal { $($rows:tt)* }) => {
        $crate::record! { $name [strict] : debug = $nsid, $key { $($rows)* } }
        $crate::__debug! { $name { $($rows)* } }
    };
    (redacted $name:ident = $nsid:literal, $key:literal { $($rows:tt)* }) => {
        $crate::record! { $name: debug = $nsid, $key { $($rows)* } }
        $crate::__debug! { $name { $($rows)* } }
    };
    (strict $name:ident = $nsid:literal, $key:literal { $($rows:tt)* }) => {
        $crate::record! { $name [strict] = $nsid, $key { $($rows)* } }
    };
    ($name:ident $([$strict:ident])? $(: $debug:ident)? = $nsid:literal, $key:literal { $($rows:tt)* }) => {
        $crate::object! { $name @record "$type" = $nsid $([$strict])? $(: $debug)? { $($rows)* } }

        #[allow(deprecated)]
        impl $crate::wire::Record for $name {
            const NSID: &'static str = $nsid;
            const KEY: &'static str = $key;
        }
    };
}
