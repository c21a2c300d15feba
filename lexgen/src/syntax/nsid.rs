//! stub
use std::fmt;
/// stub
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nsid(String);
/// stub
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSyntax;
impl fmt::Display for InvalidSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid syntax")
    }
}
impl Nsid {
    /// stub
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidSyntax> {
        let text = text.into();
        if is_nsid(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidSyntax)
        }
    }
    /// stub
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
pub(super) fn is_nsid(text: &str) -> bool {
    let segments: Vec<&str> = text.split('.').collect();
    let Some((name, domain)) = segments.split_last() else {
        return false;
    };
    text.len() <= 317
        && domain.len() >= 2
        && domain.join(".").len() <= 253
        && (1..=63).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && domain.iter().all(|label| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}
