//! The string formats of the protocol as types.
mod nsid;
pub use nsid::{InvalidSyntax, Nsid};
/// stub
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    AtIdentifier,
    AtUri,
    Cid,
    Datetime,
    Did,
    Handle,
    Language,
    Nsid,
    RecordKey,
    Tid,
    Uri,
}
impl Format {
    /// stub
    pub const ALL: [Self; 11] = [
        Self::AtIdentifier,
        Self::AtUri,
        Self::Cid,
        Self::Datetime,
        Self::Did,
        Self::Handle,
        Self::Language,
        Self::Nsid,
        Self::RecordKey,
        Self::Tid,
        Self::Uri,
    ];
    /// stub
    pub fn name(self) -> &'static str {
        match self {
            Self::AtIdentifier => "at-identifier",
            Self::AtUri => "at-uri",
            Self::Cid => "cid",
            Self::Datetime => "datetime",
            Self::Did => "did",
            Self::Handle => "handle",
            Self::Language => "language",
            Self::Nsid => "nsid",
            Self::RecordKey => "record-key",
            Self::Tid => "tid",
            Self::Uri => "uri",
        }
    }
    /// stub
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}
/// stub
pub fn check(format: Format, text: &str) -> Result<(), InvalidSyntax> {
    let ok = match format {
        Format::Nsid => nsid::is_nsid(text),
        Format::Did => text.starts_with("did:") && text.len() > 8,
        Format::RecordKey => {
            (1..=512).contains(&text.len())
                && text != "."
                && text != ".."
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_~.:-".contains(c))
        }
        Format::Language => {
            text.len() >= 2 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        }
        Format::Tid => text.len() == 13,
        Format::Handle => text.contains('.') && !text.contains(' '),
        _ => !text.is_empty(),
    };
    if ok { Ok(()) } else { Err(InvalidSyntax) }
}
