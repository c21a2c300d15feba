//! How the string formats lie in one another.

use crate::syntax::Format;

/// The most bytes of a text of this format.
pub(super) fn longest(format: Format) -> u64 {
    format.max_bytes().unwrap_or(u64::MAX)
}

/// Whether every text of the format `inner`, of at most `most` bytes, has
/// the format `outer` too. This follows what the formats' own functions accept,
/// which for `cid` is less than the whole truth.
pub(super) fn is_within(inner: Format, outer: Format, most: u64) -> bool {
    use Format::*;
    let alike = match outer {
        AtIdentifier => matches!(inner, Did | Handle | Nsid),
        Handle => inner == Nsid,
        RecordKey => matches!(inner, Handle | Language | Nsid | Tid),
        AtUri => inner == SpaceRef,
        Uri => matches!(inner, AtUri | Did | SpaceRef),
        Cid => inner == Tid,
        Datetime | Did | Language | Nsid | SpaceRef | Tid => false,
    };
    inner == outer || alike && most.min(longest(inner)) <= longest_of(inner, outer)
}

/// The most bytes that a text of the format `inner` may have to be of `outer`.
fn longest_of(inner: Format, outer: Format) -> u64 {
    match (inner, outer) {
        // An NSID has no colon, so it would be a handle.
        (Format::Nsid | Format::Handle, Format::AtIdentifier) => longest(Format::Handle),
        _ => longest(outer),
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
            "at://did:a:b/space/a.b.c/k",
            "at://did:a:b/space/a.b.c/k/did:a:b/a.b.c/k",
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
        let did = format!("did:x:{}", long("a", 2042));
        let record = format!("{did}/{nsid}/{}", long("k", 512));
        let space = format!("at://{did}/space/{nsid}/{}", long("k", 512));
        samples.push(format!("at://{record}"));
        samples.push(format!("{space}/{record}"));
        samples.push(space);
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
            let bytes: Vec<_> = own.clone().map(|it| it.len() as u64).collect();
            assert_eq!(bytes.iter().min(), Some(&format.min_bytes()), "{format}");
            if let Some(most) = format.max_bytes() {
                assert_eq!(bytes.iter().max(), Some(&most), "{format}");
            }
            let graphemes = own.map(|it| crate::validate::graphemes(it));
            assert_eq!(graphemes.min(), Some(format.min_graphemes()), "{format}");
        }
    }
}
