//! Lengths beside a format, which has its own.

use super::{context::Context, rules};
use crate::{compiler::schema::StringType, syntax::Format};

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let Some(format) = string.format else { return };
    let (least, most) = lengths(format);
    let bounds = [
        ("minLength", string.min_length.map(|it| it <= least)),
        (
            "maxLength",
            string
                .max_length
                .map(|it| most.is_some_and(|most| it >= most)),
        ),
        ("minGraphemes", string.min_graphemes.map(|it| it <= 1)),
        (
            "maxGraphemes",
            string
                .max_graphemes
                .map(|it| most.is_some_and(|most| it >= most)),
        ),
    ];
    for (field, changes_nothing) in bounds {
        let Some(changes_nothing) = changes_nothing else {
            continue;
        };
        let name = format.name();
        let message = format!("{} has the format `{name}` and `{field}` too", cx.subject());
        let report = cx.report_field(field, &rules::FORMAT_WITH_LENGTH, message);
        if changes_nothing {
            report
                .label("refuses nothing that the format allows")
                .help("remove it")
                .fix_by_removing();
        } else {
            report
                .label("refuses some that the format allows")
                .help("a format has limits of its own; drop this one unless it is needed");
        }
    }
}

/// The fewest and the most bytes a format allows, where it has a limit: the
/// figures of the specification of each.
fn lengths(format: Format) -> (u64, Option<u64>) {
    match format {
        Format::AtIdentifier => (3, Some(2048)),
        Format::AtUri => (5, Some(8192)),
        Format::Cid => (1, None),
        Format::Datetime => (20, Some(64)),
        Format::Did => (7, Some(2048)),
        Format::Handle => (3, Some(253)),
        Format::Language => (1, None),
        Format::Nsid => (5, Some(317)),
        Format::RecordKey => (1, Some(512)),
        Format::Tid => (13, Some(13)),
        Format::Uri => (1, Some(8192)),
    }
}

#[cfg(test)]
mod tests {
    use super::lengths;
    use crate::syntax::{Format, check};

    /// The limits are those that the formats themselves apply.
    #[test]
    fn nothing_longer_than_the_limit_is_of_the_format() {
        for (format, head, tail) in [
            (Format::Did, "did:plc:", ""),
            (Format::RecordKey, "", ""),
            (Format::Uri, "https:", ""),
        ] {
            let most = lengths(format).1.expect("a limit") as usize;
            let fill = |length: usize| {
                format!(
                    "{head}{}{tail}",
                    "a".repeat(length - head.len() - tail.len())
                )
            };
            assert!(check(format, &fill(most)).is_ok(), "{}", format.name());
            assert!(check(format, &fill(most + 1)).is_err(), "{}", format.name());
        }
    }
}
