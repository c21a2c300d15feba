//! Reading: finds and reads files.
//!
//! [`read`] reads every file, in an order that does not depend on the machine;
//! [`read_on_demand`] opens only the files it needs. The content is checked
//! later, by [`check`](super::check).

mod bounded;
mod files;
#[cfg(feature = "serve")]
mod fingerprint;
mod on_demand;
mod stream;
#[cfg(test)]
pub(crate) mod tests;
mod utf16;
mod version;
mod walk;

pub(crate) use bounded::{FEW_BYTES, read_text};
#[cfg(feature = "dag-cbor")]
pub(crate) use bounded::{MANY_BYTES, read_start, read_stdin};
#[cfg(feature = "cli")]
pub(crate) use bounded::{open_file, read_file, standard_input};
pub(crate) use files::cannot_read;
pub use files::{Input, Limits, read};
#[cfg(feature = "dag-cbor")]
pub(crate) use files::{add_file, too_large, too_many_files};
#[cfg(feature = "serve")]
pub(crate) use fingerprint::fingerprint;
pub use on_demand::{OnDemand, read_on_demand};
#[cfg(feature = "cli")]
pub(crate) use utf16::{is_utf16, save_as};
pub use version::Version;
#[cfg(feature = "dag-cbor")]
pub(crate) use walk::is_lexicon_path;
