//! Formats the table, as Markdown, and its numbers.

use std::fmt::Write as _;

use crate::measure::Series;

/// A line of the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The task; the same for all rows that are compared with each other.
    pub what: String,
    pub who: String,
    /// Seconds.
    pub time: Series,
    /// The ratio of the median to that of the first compared row.
    pub ratio: String,
    /// The median, and its ratio.
    pub cpu: String,
    pub memory: String,
    pub notes: String,
}

/// The rows under a heading, with repeated cells left blank.
pub fn markdown(rows: &[Row]) -> String {
    let mut cells = vec![[
        "What".to_owned(),
        "Who".to_owned(),
        "Time (least–most)".to_owned(),
        "Ratio".to_owned(),
        "CPU".to_owned(),
        "Memory".to_owned(),
        "Notes".to_owned(),
    ]];
    let mut last = "";
    for row in rows {
        let what = if row.what == last { "" } else { &row.what };
        last = &row.what;
        cells.push([
            what.to_owned(),
            row.who.clone(),
            spread(&row.time),
            row.ratio.clone(),
            row.cpu.clone(),
            row.memory.clone(),
            row.notes.clone(),
        ]);
    }
    let width = |column: usize| {
        let lengths = cells.iter().map(|row| row[column].chars().count());
        lengths.max().unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    let rule = widths.map(|width| "-".repeat(width));
    cells.insert(1, rule);
    let mut table = String::new();
    for row in &cells {
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(table, "| {cell:width$} ");
        }
        table.push_str("|\n");
    }
    table
}

fn spread(time: &Series) -> String {
    if time.median().is_nan() {
        return String::new();
    }
    let (median, min, max) = (time.median(), time.min(), time.max());
    format!("{} ({}–{})", seconds(median), seconds(min), seconds(max))
}

/// A duration, with three digits.
pub fn seconds(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    format!("{} {unit}", three_digits(value))
}

/// The ratio of two numbers.
pub fn ratio(this: f64, that: f64) -> String {
    format!("{}×", three_digits(this / that))
}

/// The ratio of two medians.
pub fn against(this: &Series, first: &Series) -> String {
    let median = this.median();
    format!("{}, {}", seconds(median), ratio(median, first.median()))
}

/// A size in memory.
#[allow(clippy::cast_precision_loss)]
pub fn bytes(bytes: u64) -> String {
    let kibibytes = bytes as f64 / 1024.0;
    match kibibytes {
        it if it >= 1024.0 => format!("{} MiB", three_digits(it / 1024.0)),
        it if it >= 1.0 => format!("{} KiB", three_digits(it)),
        _ => format!("{bytes} B"),
    }
}

/// A number of things, with a comma before each three digits.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn three_digits(value: f64) -> String {
    match value {
        it if it >= 100.0 => format!("{it:.0}"),
        it if it >= 10.0 => format!("{it:.1}"),
        it => format!("{it:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_a_unit() {
        assert_eq!(seconds(83.0), "83.0 s");
        assert_eq!(seconds(0.000_5), "500 µs");
        assert_eq!(ratio(2.4, 0.2), "12.0×");
        assert_eq!(bytes(17 << 20), "17.0 MiB");
        assert_eq!(count(188_157), "188,157");
        assert_eq!(count(402), "402");
    }

    #[test]
    fn the_median_of_an_even_number_is_between_two() {
        let series: Series = [4.0, 1.0, 2.0, 3.0].into_iter().collect();
        assert_eq!(spread(&series), "2.50 s (1.00 s–4.00 s)");
    }
}
