//! How the string formats lie in one another.

use crate::syntax::Format;

/// The fewest and the most bytes of a text of this format.
pub(super) fn lengths(format: Format) -> (u64, u64) {
    match format {
        Format::AtIdentifier => (3, 2048),
        // The scheme, a DID, an NSID and a record key.
        Format::AtUri => (8, 5 + 2048 + 1 + 317 + 1 + 512),
        Format::Cid => (8, 256),
        Format::Datetime => (20, 64),
        Format::Did => (7, 2048),
        Format::Handle => (3, 253),
        // Variants and extensions may follow one another without end.
        Format::Language => (2, u64::MAX),
        Format::Nsid => (5, 317),
        Format::RecordKey => (1, 512),
        Format::Tid => (13, 13),
        Format::Uri => (3, 8192),
    }
}

/// The fewest grapheme clusters of a text of this format. All formats but
/// `uri` are ASCII, where each byte is one; in a URI what follows the colon may
/// be a mark that joins it.
pub(super) fn fewest_graphemes(format: Format) -> u64 {
    match format {
        Format::Uri => 2,
        _ => lengths(format).0,
    }
}

/// Whether a text of the format is ASCII.
pub(super) fn is_ascii(format: Format) -> bool {
    format != Format::Uri
}

/// Whether every text of the format `inner`, of at most `longest` bytes, has
/// the format `outer` too. This follows what the formats' own functions accept,
/// which for `cid` is less than the whole truth.
pub(super) fn is_within(inner: Format, outer: Format, longest: u64) -> bool {
    use Format::*;
    let alike = match outer {
        AtIdentifier => matches!(inner, Did | Handle | Nsid),
        Handle => inner == Nsid,
        RecordKey => matches!(inner, Handle | Language | Nsid | Tid),
        Uri => matches!(inner, AtUri | Did),
        Cid => inner == Tid,
        AtUri | Datetime | Did | Language | Nsid | Tid => false,
    };
    inner == outer || alike && longest.min(lengths(inner).1) <= longest_of(inner, outer)
}

/// The most bytes that a text of the format `inner` may have to be of `outer`.
fn longest_of(inner: Format, outer: Format) -> u64 {
    match (inner, outer) {
        // An NSID has no colon, so it would be a handle.
        (Format::Nsid | Format::Handle, Format::AtIdentifier) => lengths(Format::Handle).1,
        _ => lengths(outer).1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::check;

    /// Texts, each of at least one format, at the borders between formats.
    fn samples() -> Vec<String> {
        let long = |part: &str, times: usize| part.repeat(times);
        let label = long("a", 63);
        let mut samples: Vec<String> = [
            "did:a:b",
            "did:plc:abc%20d",
            "did:plc:abc_d",
            "a.b",
            "alice.example.com",
            "1a.example.com",
            "a-b.c-d",
            "a.b.c",
            "com.example.fooBar",
            "at://a.b",
            "at://did:plc:abc/com.example.fooBar/self",
            "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
            "aaaaaaaa",
            "a+a=a+a=",
            "1985-04-12T23:20:50Z",
            "1985-04-12T23:20:50.123-07:00",
            "1985-04-12T23:20:50.123+07:00",
            "en",
            "pt-BR",
            "zh-yue-Hant-TW-rozaj-1994-u-co-phonebk-x-private",
            "i-default",
            "3jzfcijpj2z2a",
            "2222222222222",
            "a:b",
            "a:\u{301}",
            "https://example.com/a?b#c",
            "~",
            "a_b:c~d.-",
            "x",
            "self",
        ]
        .map(str::to_owned)
        .into();
        samples.push(format!("en-x-{}", long("abcdefgh-", 60) + "a"));
        samples.push(format!("{label}.{label}.{label}.{label}.abc"));
        samples.push(format!("{label}.{label}.{label}.{}.abc", long("a", 57)));
        samples.push(format!("did:x:{}", long("a", 2042)));
        samples.push(format!("a:{}", long("a", 8190)));
        samples.push(long("a", 512));
        samples.push(long("a", 256));
        let nsid = format!("{label}.{label}.{label}.{}.{label}", long("a", 61));
        samples.push(nsid.clone());
        samples.push(format!(
            "at://did:x:{}/{nsid}/{}",
            long("a", 2042),
            long("k", 512)
        ));
        samples.push(format!("1985-04-12T23:20:50.{}Z", long("1", 43)));
        samples
    }

    #[test]
    fn the_table_is_what_the_formats_accept() {
        let samples = samples();
        for inner in Format::ALL {
            let own: Vec<_> = samples
                .iter()
                .filter(|it| check(inner, it).is_ok())
                .collect();
            for outer in Format::ALL {
                for longest in [253, 512, u64::MAX] {
                    let all = own
                        .iter()
                        .filter(|it| it.len() as u64 <= longest)
                        .all(|it| check(outer, it).is_ok());
                    let expected = is_within(inner, outer, longest);
                    assert_eq!(expected, all, "{inner} in {outer}, {longest}");
                }
            }
        }
    }

    #[test]
    fn the_lengths_are_reached_and_kept() {
        let samples = samples();
        for format in Format::ALL {
            let own = samples.iter().filter(|it| check(format, it).is_ok());
            let (least, most) = lengths(format);
            let bytes: Vec<_> = own.clone().map(|it| it.len() as u64).collect();
            assert_eq!(bytes.iter().min(), Some(&least), "{format}");
            if format != Format::Language {
                assert_eq!(bytes.iter().max(), Some(&most), "{format}");
            }
            let graphemes = own.map(|it| crate::validate::graphemes(it));
            assert_eq!(graphemes.min(), Some(fewest_graphemes(format)), "{format}");
        }
    }
}
