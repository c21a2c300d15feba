//! `nsid`: the identifier of a lexicon, a collection or an endpoint.

use super::{
    Format, InvalidSyntax, bytes::alphanumeric, error::Fault, format_type::format_type, label,
};

/// Most bytes of the last segment.
const LONGEST_NAME: usize = 63;

pub(super) const EXAMPLES: [&str; 2] = ["com.example.note", "com.example-site.fooBar"];

format_type! {
    /// A [namespaced identifier](https://atproto.com/specs/nsid): a domain name
    /// in reverse order, followed by a name.
    ///
    /// ```
    /// use lexgen::syntax::Nsid;
    ///
    /// let nsid = Nsid::new("com.atproto.server.createSession")?;
    /// assert_eq!(nsid.authority(), Some("com.atproto.server"));
    /// assert_eq!(nsid.domain().as_deref(), Some("server.atproto.com"));
    /// assert_eq!(nsid.name(), Some("createSession"));
    /// assert_eq!(nsid.segments().count(), 4);
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Nsid
}

impl Nsid {
    /// The NSID of `name` under `authority`, a domain name in reverse order
    /// (`com.example`).
    ///
    /// # Errors
    /// If the result is malformed.
    pub fn from_parts(authority: &str, name: &str) -> Result<Self, InvalidSyntax> {
        Self::new(format!("{authority}.{name}"))
    }

    /// Another name under the same authority.
    ///
    /// # Errors
    /// If `name` or the text of this NSID is malformed.
    pub fn with_name(&self, name: &str) -> Result<Self, InvalidSyntax> {
        let authority = self.rsplit_once('.').map_or("", |(authority, _)| authority);
        Self::from_parts(authority, name)
    }

    /// All segments but the last: the domain name in reverse order, as written.
    /// `None` if the text is malformed.
    pub fn authority(&self) -> Option<&str> {
        self.parts().map(|(authority, _)| authority)
    }

    /// The authority as a domain name in its usual order and in lower case: the
    /// domain that controls the NSID. `None` if the text is malformed.
    pub fn domain(&self) -> Option<String> {
        let segments: Vec<&str> = self.authority()?.rsplit('.').collect();
        Some(segments.join(".").to_ascii_lowercase())
    }

    /// The last segment. `None` if the text is malformed.
    pub fn name(&self) -> Option<&str> {
        self.parts().map(|(_, name)| name)
    }

    /// The parts between the periods, well-formed or not. There is at least one,
    /// which may be empty.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        self.split('.')
    }

    fn parts(&self) -> Option<(&str, &str)> {
        check(self).ok()?;
        self.rsplit_once('.')
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if is_plain(text) {
        return Ok(());
    }
    check_closely(text)
}

/// Whether a text is an NSID without hyphens, which most are. This is much faster than
/// the checks that find out what is wrong.
fn is_plain(text: &str) -> bool {
    let is_short = Format::Nsid.check_max_bytes(text).is_ok();
    is_short && plain_length(text.as_bytes()) == Some(text.len())
}

/// How many bytes the NSID without hyphens has that is followed by the end, or by a byte
/// that no such NSID has; `None` if it is none. It can be longer than NSIDs are.
pub(super) fn plain_length(bytes: &[u8]) -> Option<usize> {
    let (mut segments, mut start) = (0, 0);
    loop {
        let segment = bytes.get(start..)?;
        let length = alphanumeric(segment);
        if length == 0 || length > LONGEST_NAME {
            return None;
        }
        segments += 1;
        let end = start + length;
        if bytes.get(end) != Some(&b'.') {
            let starts_with_digit = |bytes: &[u8]| bytes.first().is_some_and(u8::is_ascii_digit);
            let is_nsid = segments >= 3 && !starts_with_digit(bytes) && !starts_with_digit(segment);
            return is_nsid.then_some(end);
        }
        start = end + 1;
    }
}

/// Only the whole has a greatest length. The text of the specification limits the authority
/// to the 253 bytes of a domain too, but one of the protocol's valid test vectors has 283.
fn check_closely(text: &str) -> Result<(), Fault> {
    const TOO_FEW: &str = "it must have at least three segments";

    Format::Nsid.check_max_bytes(text)?;
    let Some((authority, name)) = text.rsplit_once('.') else {
        return Err(Fault::at(text.len(), TOO_FEW));
    };
    let mut start = 0;
    for segment in authority.split('.') {
        label::check(segment, start)?;
        start += segment.len() + 1;
    }
    if label::starts_with_digit(authority) {
        return Err(Fault::at(0, "the first segment starts with a digit"));
    }
    if !authority.contains('.') {
        return Err(Fault::at(text.len(), TOO_FEW));
    }
    check_name(name).map_err(|fault| fault.within(start))
}

/// The last segment is stricter than the others: no hyphen and no leading digit.
fn check_name(name: &str) -> Result<(), Fault> {
    if name.is_empty() {
        return Err(Fault::at(0, "the name is empty"));
    }
    if name.len() > LONGEST_NAME {
        return Err(Fault::at(0, "the name is longer than 63 bytes"));
    }
    if label::starts_with_digit(name) {
        return Err(Fault::at(0, "the name starts with a digit"));
    }
    match name.bytes().position(|byte| !byte.is_ascii_alphanumeric()) {
        Some(at) => Err(Fault::at(
            at,
            "the name may only contain ASCII letters and digits",
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_apart_and_together() {
        let nsid = Nsid::new("com.Example.feed.post").unwrap();
        assert_eq!(nsid.domain().as_deref(), Some("feed.example.com"));
        let (authority, name) = nsid.parts().unwrap();
        assert_eq!(Nsid::from_parts(authority, name).unwrap(), nsid);
        assert_eq!(nsid.with_name("like").unwrap(), "com.Example.feed.like");
        assert!(nsid.with_name("a.b-").is_err());
        let backwards: Vec<_> = nsid.segments().rev().collect();
        assert_eq!(backwards, ["post", "feed", "Example", "com"]);
    }

    #[test]
    fn malformed_text_has_no_parts() {
        for text in [
            "",
            "com",
            "com.example",
            "com.example.",
            "1.a.b",
            "com.exa_mple.a",
        ] {
            let nsid = Nsid::new_unchecked(text);
            assert_eq!(nsid.parts(), None, "{text}");
            assert_eq!(nsid.domain(), None, "{text}");
            assert!(nsid.segments().next().is_some());
        }
        assert!(Nsid::new_unchecked("com").with_name("a").is_err());
    }

    /// Every text of a few characters that decide, as a segment in each place.
    #[test]
    fn what_is_plain_is_valid() {
        let long = ["a".repeat(63), "a".repeat(64)];
        let parts = ["", "a", "1", "a1", "1a", "-", "a-b", "_", "é"];
        let parts: Vec<&str> = parts
            .into_iter()
            .chain(long.iter().map(|it| &**it))
            .collect();
        let mut plain = 0;
        for (one, two, three) in parts.iter().flat_map(|one| {
            let rest = parts
                .iter()
                .flat_map(|two| parts.iter().map(move |it| (two, it)));
            rest.map(move |(two, three)| (one, two, three))
        }) {
            for text in [format!("{one}.{two}.{three}"), format!("{one}.{two}")] {
                let is_valid = check_closely(&text).is_ok();
                assert_eq!(is_plain(&text), is_valid && !text.contains('-'), "{text}");
                plain += usize::from(is_valid);
            }
        }
        assert!(plain > 50);
        let longest = format!("{}.{}", ["a"; 150].join("."), "n".repeat(17));
        assert!(is_plain(&longest) && !is_plain(&format!("{longest}n")));
    }

    #[test]
    fn the_error_names_the_segment() {
        for (text, offset) in [
            ("com.example", 11),
            ("com.example.fooBar.2", 19),
            ("com.example.foo-bar", 15),
            ("0com.example.foo", 0),
            ("com..foo", 4),
            ("com.example.", 12),
        ] {
            assert_eq!(
                Nsid::new(text).unwrap_err().offset(),
                Some(offset),
                "{text}"
            );
        }
    }

    #[test]
    fn length_is_limited() {
        let authority = ["a"; 150].join(".");
        assert!(Nsid::from_parts(&authority, &"n".repeat(17)).is_ok());
        assert!(Nsid::from_parts(&authority, &"n".repeat(18)).is_err());
        assert!(Nsid::from_parts("com.example", &"n".repeat(63)).is_ok());
        assert!(Nsid::from_parts("com.example", &"n".repeat(64)).is_err());
    }
}
