//! `record-key`: the name of a record in its collection.

use super::{Format, Nsid, Tid, bytes::find_other, error::Fault, format_type::format_type};

pub(super) const EXAMPLES: [&str; 4] = ["self", "3jzfcijpj2z2a", "~a:b_c-d", "com.example.note"];

format_type! {
    /// A [record key](https://atproto.com/specs/record-key) of type `any`,
    /// which includes all other types.
    ///
    /// ```
    /// use lexgen::syntax::{RecordKey, Tid};
    ///
    /// let fixed = RecordKey::new("self")?;
    /// let fresh = RecordKey::from(Tid::now());
    /// assert!(RecordKey::new("..").is_err());
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    RecordKey
}

/// Most record keys are TIDs.
impl From<Tid> for RecordKey {
    fn from(tid: Tid) -> Self {
        Self(tid.into_string())
    }
}

/// The record key of a published lexicon is its NSID.
impl From<Nsid> for RecordKey {
    fn from(nsid: Nsid) -> Self {
        Self(nsid.into_string())
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return Err(Fault::whole("it is empty"));
    }
    Format::RecordKey.check_max_bytes(text)?;
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'.' | b'-' | b'_' | b':' | b'~');
    if let Some(at) = find_other(text, allowed) {
        let reason = "it may only contain ASCII letters, digits and `.-_:~`";
        return Err(Fault::at(at, reason));
    }
    if text == "." || text == ".." {
        return Err(Fault::whole("`.` and `..` are reserved"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_well_formed_elsewhere_is_a_record_key() {
        let nsid = Nsid::new(format!("com.{}.x", ["a"; 120].join("."))).unwrap();
        assert!(RecordKey::from(nsid).is_valid());
        assert!(RecordKey::from(Tid::now()).is_valid());
    }

    #[test]
    fn the_error_names_the_character() {
        assert_eq!(RecordKey::new("a/b").unwrap_err().offset(), Some(1));
    }
}
