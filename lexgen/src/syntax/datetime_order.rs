//! The order of [`Datetime`]s: chronological, whatever their time zones.

use std::cmp::Ordering;

use super::{Datetime, datetime_parts::DatetimeParts};

/// By the moment, then by the text. Malformed values come last, by their text.
///
/// The text decides only between values of the same moment, so that values in order
/// are equal exactly if their texts are.
impl Ord for Datetime {
    fn cmp(&self, other: &Self) -> Ordering {
        let moments = match (Moment::of(self), Moment::of(other)) {
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        };
        moments.then_with(|| self.as_str().cmp(other.as_str()))
    }
}

impl PartialOrd for Datetime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A moment to the last digit, also after the year 9999 in UTC.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Moment<'d> {
    seconds: i64,
    /// The digits of the fraction of a second, without zeros at the end.
    fraction: &'d str,
}

impl<'d> Moment<'d> {
    fn of(datetime: &'d Datetime) -> Option<Self> {
        let seconds = DatetimeParts::parse(datetime).ok()?.timestamp_seconds();
        let digits = datetime.split_once('.').map_or("", |(_, rest)| {
            let end = rest.find(|digit: char| !digit.is_ascii_digit());
            rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
        });
        let fraction = digits.trim_end_matches('0');
        Some(Self { seconds, fraction })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In chronological order, with texts that are not.
    const ORDERED: [&str; 15] = [
        "0000-01-01T00:00:00Z",
        "1985-04-12T23:20:50+01:00",
        "1985-04-12T22:20:50.00000000000000000001Z",
        "1985-04-13T00:20:50.0000000000000000001+02:00",
        "1985-04-12T22:20:50.1-00:01",
        "2024-01-02T03:04:05+00:00",
        "2024-01-02T03:04:05.000Z",
        "2024-01-02T03:04:05.00Z",
        "2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05.5Z",
        "2024-01-01T23:04:06-04:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:59",
        "",
        "last Tuesday",
    ];

    #[test]
    fn the_order_is_chronological_and_malformed_text_comes_last() {
        let ordered = ORDERED.map(Datetime::new_unchecked);
        for (place, one) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                assert_eq!(one.cmp(other), place.cmp(&other_place), "{one} {other}");
            }
        }
    }

    #[test]
    fn equal_are_only_equal_texts() {
        let utc = Datetime::new("2024-01-02T03:04:05Z").unwrap();
        let same_moment = Datetime::new("2024-01-02T04:04:05+01:00").unwrap();
        assert_eq!(utc.timestamp(), same_moment.timestamp());
        assert_ne!(utc, same_moment);
        assert_eq!(utc.cmp(&utc.clone()), Ordering::Equal);
        assert_eq!(utc.cmp(&same_moment), Ordering::Less);
    }
}
