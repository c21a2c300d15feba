//! The parser of `datetime`, and the numbers that it reads.

use super::{
    Format,
    calendar::{days_from_date, days_in_month},
    error::Fault,
};

pub(super) const SECONDS_PER_DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z, in seconds since 1970.
pub(super) const EARLIEST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z, in seconds since 1970.
pub(super) const LATEST: i64 = 253_402_300_799;

/// The numbers in a [`Datetime`](super::Datetime), as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DatetimeParts {
    /// 0 to 9999
    pub year: u16,
    /// 1 to 12
    pub month: u8,
    /// 1 to 31
    pub day: u8,
    /// 0 to 23
    pub hour: u8,
    /// 0 to 59
    pub minute: u8,
    /// 0 to 59: there are no leap seconds
    pub second: u8,
    /// The fraction of a second; digits after the ninth are dropped.
    pub nanosecond: u32,
    /// Minutes by which local time is ahead of UTC.
    pub offset_minutes: i16,
}

impl DatetimeParts {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(super) fn timestamp_seconds(&self) -> i64 {
        let days = days_from_date(self.year.into(), self.month, self.day);
        let minutes =
            i64::from(self.hour) * 60 + i64::from(self.minute) - i64::from(self.offset_minutes);
        days * SECONDS_PER_DAY + minutes * 60 + i64::from(self.second)
    }

    /// Reads the text from first to last byte.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        Format::Datetime.check_max_bytes(text)?;
        let mut rest = Cursor {
            bytes: text.as_bytes(),
            at: 0,
        };
        let year = rest.number(4, 9999, "expected a year of four digits")?;
        rest.symbol(b'-', "expected `-`")?;
        let month = rest.positive(12, "expected a month, `01` to `12`")?;
        rest.symbol(b'-', "expected `-`")?;
        let last = days_in_month(year.into(), month);
        let day = rest.positive(last, "expected a day of that month, in two digits")?;
        rest.symbol(b'T', "expected `T`")?;
        let hour = rest.pair(23, "expected an hour, `00` to `23`")?;
        rest.symbol(b':', "expected `:`")?;
        let minute = rest.pair(59, "expected a minute, `00` to `59`")?;
        rest.symbol(b':', "expected `:`")?;
        let second = rest.pair(59, "expected a second, `00` to `59`")?;
        let nanosecond = rest.fraction()?;
        let offset_minutes = rest.offset()?;
        if rest.peek().is_some() {
            return Err(Fault::at(rest.at, "unexpected text after the time zone"));
        }
        let parts = Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            nanosecond,
            offset_minutes,
        };
        if parts.timestamp_seconds() < EARLIEST {
            return Err(Fault::whole("in UTC it is before the year 0"));
        }
        Ok(parts)
    }
}

/// The rest of the text.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn digit(&mut self) -> Option<u8> {
        let digit = self.peek().filter(u8::is_ascii_digit)?;
        self.at += 1;
        Some(digit - b'0')
    }

    fn symbol(&mut self, symbol: u8, otherwise: &'static str) -> Result<(), Fault> {
        if self.peek() != Some(symbol) {
            return Err(Fault::at(self.at, otherwise));
        }
        self.at += 1;
        Ok(())
    }

    /// A number of exactly `digits` digits, at most four.
    fn number(&mut self, digits: usize, most: u16, otherwise: &'static str) -> Result<u16, Fault> {
        let start = self.at;
        let mut number = 0;
        for _ in 0..digits {
            let digit = self.digit().ok_or(Fault::at(start, otherwise))?;
            number = number * 10 + u16::from(digit);
        }
        if number > most {
            return Err(Fault::at(start, otherwise));
        }
        Ok(number)
    }

    fn pair(&mut self, most: u8, otherwise: &'static str) -> Result<u8, Fault> {
        self.number(2, most.into(), otherwise)
            .map(|number| number as u8)
    }

    fn positive(&mut self, most: u8, otherwise: &'static str) -> Result<u8, Fault> {
        let start = self.at;
        match self.pair(most, otherwise)? {
            0 => Err(Fault::at(start, otherwise)),
            number => Ok(number),
        }
    }

    /// The fraction of a second, in nanoseconds, if there is one.
    fn fraction(&mut self) -> Result<u32, Fault> {
        if self.peek() != Some(b'.') {
            return Ok(0);
        }
        self.at += 1;
        let start = self.at;
        let mut nanos = 0;
        let mut worth = 100_000_000;
        while let Some(digit) = self.digit() {
            nanos += u32::from(digit) * worth;
            worth /= 10;
        }
        if self.at == start {
            return Err(Fault::at(start, "a digit must follow the `.`"));
        }
        Ok(nanos)
    }

    /// The time zone: minutes ahead of UTC.
    fn offset(&mut self) -> Result<i16, Fault> {
        const EXPECTED: &str = "expected a time zone, `Z` or like `+01:00`";

        let start = self.at;
        let sign = match self.peek() {
            Some(b'Z') => {
                self.at += 1;
                return Ok(0);
            }
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Err(Fault::at(start, EXPECTED)),
        };
        self.at += 1;
        let hours = self.pair(23, EXPECTED)?;
        self.symbol(b':', EXPECTED)?;
        let minutes = self.pair(59, EXPECTED)?;
        let offset = sign * (i16::from(hours) * 60 + i16::from(minutes));
        if sign < 0 && offset == 0 {
            return Err(Fault::at(start, "UTC is `Z` or `+00:00`, not `-00:00`"));
        }
        Ok(offset)
    }
}
