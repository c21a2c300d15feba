//! `datetime`: a date and time with a time zone.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{
    calendar::date_from_days,
    datetime_parts::{DatetimeParts, EARLIEST, LATEST, SECONDS_PER_DAY},
    error::Fault,
    format_type::format_type,
};

pub(super) const EXAMPLES: [&str; 2] = ["2024-01-02T03:04:05.678Z", "1985-04-12T23:20:50+01:00"];

format_type! {
    /// A [datetime](https://atproto.com/specs/lexicon#datetime): a valid
    /// calendar date and time with a time zone, such as
    /// `2024-02-29T12:00:00.000Z`, in the common subset of RFC 3339, ISO 8601
    /// and HTML.
    ///
    /// Values are in chronological order, whatever their time zones. Equality and
    /// hash are those of the text: two texts for one moment are not equal.
    ///
    /// ```
    /// use lexgen::syntax::Datetime;
    ///
    /// let datetime = Datetime::new("1985-04-12T23:20:50.123-07:00")?;
    /// assert_eq!(datetime.timestamp_millis(), Some(482_221_250_123));
    /// assert_eq!(datetime.parts().unwrap().offset_minutes, -420);
    /// assert!(datetime < Datetime::new("1985-04-13T06:20:51Z")?);
    /// assert!(Datetime::new("2023-02-29T00:00:00Z").is_err());
    /// assert!(Datetime::now().is_valid());
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    unordered Datetime
}

impl Datetime {
    /// The current time in UTC, in milliseconds: `2024-01-01T00:00:00.000Z`.
    pub fn now() -> Self {
        let now = SystemTime::now();
        // Clocks that are set before 1970 or after 9999 have lost the time.
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let seconds = i64::try_from(since.as_secs()).unwrap_or(LATEST);
        Self::render(seconds.min(LATEST), since.subsec_millis() * 1_000_000)
    }

    /// A time in UTC from milliseconds since 1970-01-01T00:00:00Z:
    /// `2024-01-01T00:00:00.000Z`. `None` outside the years 0 to 9999.
    ///
    /// ```
    /// use lexgen::syntax::Datetime;
    ///
    /// let datetime = Datetime::from_unix_millis(1_704_067_200_000).unwrap();
    /// assert_eq!(datetime, "2024-01-01T00:00:00.000Z");
    /// ```
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        let nanos = millis.rem_euclid(1000) as u32 * 1_000_000;
        Self::from_timestamp(millis.div_euclid(1000), nanos)
    }

    /// A time in UTC from seconds since 1970-01-01T00:00:00Z and nanoseconds
    /// since that second, with the fewest of three, six or nine fractional
    /// digits. `None` outside the years 0 to 9999, or if `nanos` is a second or
    /// more.
    pub fn from_timestamp(seconds: i64, nanos: u32) -> Option<Self> {
        let fits = (EARLIEST..=LATEST).contains(&seconds) && nanos < 1_000_000_000;
        fits.then(|| Self::render(seconds, nanos))
    }

    /// Seconds since 1970-01-01T00:00:00Z, and nanoseconds since that second;
    /// further digits are dropped. `None` if the text is malformed, or if in UTC it is
    /// after the year 9999, as `9999-12-31T23:59:59-01:00` is: types of other crates
    /// end there, and some conversions to them panic.
    pub fn timestamp(&self) -> Option<(i64, u32)> {
        let parts = self.parts()?;
        let seconds = parts.timestamp_seconds();
        (seconds <= LATEST).then_some((seconds, parts.nanosecond))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z; further digits are dropped.
    /// `None` if there is no [`timestamp`](Self::timestamp).
    pub fn timestamp_millis(&self) -> Option<i64> {
        let (seconds, nanos) = self.timestamp()?;
        Some(seconds * 1000 + i64::from(nanos / 1_000_000))
    }

    /// The time as a [`SystemTime`]. `None` if there is no
    /// [`timestamp`](Self::timestamp) or the platform cannot represent the time.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = self.timestamp()?;
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let second = if seconds < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        second?.checked_add(Duration::from_nanos(nanos.into()))
    }

    /// The numbers in the text. `None` if it is malformed.
    pub fn parts(&self) -> Option<DatetimeParts> {
        DatetimeParts::parse(self).ok()
    }

    /// `seconds` is between [`EARLIEST`] and [`LATEST`].
    fn render(seconds: i64, nanos: u32) -> Self {
        let (year, month, day) = date_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let second = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let (width, fraction) = if nanos.is_multiple_of(1_000_000) {
            (3, nanos / 1_000_000)
        } else if nanos.is_multiple_of(1000) {
            (6, nanos / 1000)
        } else {
            (9, nanos)
        };
        Self(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:0width$}Z"
        ))
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if is_usual(text) {
        return Ok(());
    }
    DatetimeParts::parse(text).map(drop)
}

/// Whether a text is a datetime in the form that most programs write, with milliseconds
/// and in UTC. Only days that every month has are looked at, and all others left to
/// parsing.
fn is_usual(text: &str) -> bool {
    const FORM: &[u8; 24] = b"0000-00-00T00:00:00.000Z";

    let Ok(bytes) = <&[u8; FORM.len()]>::try_from(text.as_bytes()) else {
        return false;
    };
    let has_form = (bytes.iter().zip(FORM)).fold(true, |has_form, (byte, form)| {
        let is_digit = byte.is_ascii_digit() & (*form == b'0');
        has_form & (is_digit | ((byte == form) & (*form != b'0')))
    });
    let [_, _, _, _, _, m, n, _, d, e, _, h, i, _, o, p, _, s, t, ..] = bytes;
    let pair = |tens: &u8, ones: &u8| tens.wrapping_sub(b'0') * 10 + ones.wrapping_sub(b'0');
    has_form
        && (1..=12).contains(&pair(m, n))
        && (1..=28).contains(&pair(d, e))
        && pair(h, i) < 24
        && pair(o, p) < 60
        && pair(s, t) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(text: &str) -> i64 {
        Datetime::new(text).unwrap().timestamp_millis().unwrap()
    }

    #[test]
    fn timestamps_are_in_utc() {
        assert_eq!(millis("1970-01-01T00:00:00Z"), 0);
        assert_eq!(millis("1969-12-31T23:59:59.999Z"), -1);
        assert_eq!(millis("2024-02-29T12:34:56.789Z"), 1_709_210_096_789);
        assert_eq!(millis("2024-02-29T12:34:56.789+01:45"), 1_709_203_796_789);
        assert_eq!(millis("2024-02-29T12:34:56.789-10:30"), 1_709_247_896_789);
        assert_eq!(millis("0000-01-01T00:00:00Z"), -62_167_219_200_000);
        assert_eq!(millis("9999-12-31T23:59:59.999Z"), 253_402_300_799_999);
    }

    #[test]
    fn text_and_timestamp_go_back_and_forth() {
        for text in [
            "0000-01-01T00:00:00.000Z",
            "0000-02-29T23:59:59.999Z",
            "1900-03-01T00:00:00.001Z",
            "1969-12-31T23:59:59.999Z",
            "2000-02-29T00:00:00.000Z",
            "2024-12-31T23:59:59.000001Z",
            "2100-02-28T23:59:59.000000001Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            let (seconds, nanos) = Datetime::new(text).unwrap().timestamp().unwrap();
            assert_eq!(Datetime::from_timestamp(seconds, nanos).unwrap(), text);
        }
        assert_eq!(
            Datetime::from_unix_millis(-1).unwrap(),
            "1969-12-31T23:59:59.999Z"
        );
    }

    #[test]
    fn years_of_other_than_four_digits_are_not_made() {
        assert_eq!(Datetime::from_unix_millis(EARLIEST * 1000 - 1), None);
        assert_eq!(Datetime::from_unix_millis((LATEST + 1) * 1000), None);
        assert_eq!(Datetime::from_unix_millis(i64::MIN), None);
        assert_eq!(Datetime::from_timestamp(0, 1_000_000_000), None);
    }

    /// The text is valid, but in UTC the year has five digits.
    #[test]
    fn what_is_later_than_every_year_has_no_timestamp() {
        for text in ["9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.9-00:01"] {
            let datetime = Datetime::new(text).unwrap();
            assert_eq!(datetime.timestamp(), None);
            assert_eq!(datetime.timestamp_millis(), None);
            assert_eq!(datetime.to_system_time(), None);
            assert_eq!(datetime.parts().unwrap().year, 9999);
        }
    }

    #[test]
    fn only_real_dates_are_dates() {
        for (text, valid) in [
            ("2024-02-29T00:00:00Z", true),
            ("2023-02-29T00:00:00Z", false),
            ("2000-02-29T00:00:00Z", true),
            ("1900-02-29T00:00:00Z", false),
            ("2023-04-31T00:00:00Z", false),
            ("2023-12-31T23:59:60Z", false),
            ("2023-12-31T24:00:00Z", false),
            ("2023-01-01T00:00:00+24:00", false),
            ("2023-01-01T00:00:00+01:60", false),
            ("0000-01-01T00:00:00+00:01", false),
            ("0000-01-01T00:00:00-00:01", true),
            ("9999-12-31T23:59:59.999-23:59", true),
        ] {
            assert_eq!(Datetime::new(text).is_ok(), valid, "{text}");
        }
    }

    /// Every pair of digits in every place, and every other byte.
    #[test]
    fn what_is_usual_is_valid() {
        let mut usual = 0;
        for place in 0..24 {
            for (one, two) in (0..=u8::MAX).flat_map(|one| (0..=u8::MAX).map(move |it| (one, it))) {
                let mut bytes = *b"0000-01-01T00:00:00.000Z";
                bytes[place] = one;
                if let Some(next) = bytes.get_mut(place + 1) {
                    *next = two;
                }
                let Ok(text) = str::from_utf8(&bytes) else {
                    continue;
                };
                let is_valid = DatetimeParts::parse(text).is_ok();
                assert!(is_valid || !is_usual(text), "{text}");
                usual += usize::from(is_usual(text));
            }
        }
        assert!(usual > 1000);
        assert!(is_usual("2024-12-28T23:59:59.999Z"));
    }

    #[test]
    fn fractions_finer_than_nanoseconds_are_dropped_from_the_number_only() {
        let text = "1985-04-12T23:20:50.1235678912345Z";
        let datetime = Datetime::new(text).unwrap();
        assert_eq!(datetime.parts().unwrap().nanosecond, 123_567_891);
        assert_eq!(datetime, text);
    }

    #[test]
    fn the_error_names_the_place() {
        for (text, offset) in [
            ("2024-13-01T00:00:00Z", 5),
            ("2024-02-30T00:00:00Z", 8),
            ("2024-02-29 00:00:00Z", 10),
            ("2024-02-29T00:00:00", 19),
            ("2024-02-29T00:00:00.Z", 20),
            ("2024-02-29T00:00:00Zx", 20),
            ("2024-02-29T00:00:00-00:00", 19),
        ] {
            let error = Datetime::new(text).unwrap_err();
            assert_eq!(error.offset(), Some(offset), "{error}");
        }
    }

    #[test]
    fn now_is_the_systems_time_to_the_millisecond() {
        let before = SystemTime::now() - Duration::from_millis(1);
        let now = Datetime::now();
        let time = now.to_system_time().unwrap();
        assert!(before <= time && time <= SystemTime::now());
        assert_eq!(now.len(), "2024-01-01T00:00:00.000Z".len());
        assert!(now.is_valid());
    }

    #[test]
    fn system_time_reaches_before_1970() {
        let datetime = Datetime::new("1969-12-31T23:59:58.500Z").unwrap();
        let before = UNIX_EPOCH.duration_since(datetime.to_system_time().unwrap());
        assert_eq!(before.unwrap(), Duration::from_millis(1500));
    }
}
