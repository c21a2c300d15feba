//! Text of strangers in messages: short, on one line, and without anything hidden.
//!
//! Whatever comes from a peer or from data, and is part of an error, passes through
//! here: an error is printed to terminals and logs, where an escape sequence or a
//! line break does harm, and where nobody wants megabytes. Errors escape and cut
//! the text where they are made or where they are displayed; those that keep the
//! original have it in a field or a method.

use std::fmt::{self, Display, Write};

/// The most bytes of a value in a message.
const VALUE: usize = 60;

/// The most bytes of a message of somebody else in a message.
const MESSAGE: usize = 1000;

/// A value within a message, which the message puts in quotes.
pub(crate) fn shown<T: Display + ?Sized>(value: &T) -> Shown<'_, T> {
    Shown {
        text: value,
        most: VALUE,
        is_quoted: true,
    }
}

/// A message within a message. It can be passed through here several times.
pub(crate) fn message<T: Display + ?Sized>(text: &T) -> Shown<'_, T> {
    Shown {
        text,
        most: MESSAGE,
        is_quoted: false,
    }
}

/// Text that is escaped and cut when it is displayed. `Debug` puts values in quotes.
pub(crate) struct Shown<'t, T: ?Sized> {
    text: &'t T,
    /// The most bytes that are written, before a `…`.
    most: usize,
    /// Whether quotes and backslashes are escaped too.
    is_quoted: bool,
}

impl<T: ?Sized> Shown<'_, T> {
    /// The same with another limit, in bytes.
    pub(crate) fn up_to(self, most: usize) -> Self {
        Self { most, ..self }
    }
}

impl<T: Display + ?Sized> Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Escaped {
            out: f,
            left: self.most,
            is_quoted: self.is_quoted,
            is_cut: false,
        };
        let outcome = write!(writer, "{}", self.text);
        if writer.is_cut {
            return f.write_str("…");
        }
        outcome
    }
}

impl<T: Display + ?Sized> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_quoted {
            write!(f, "\"{self}\"")
        } else {
            Display::fmt(self, f)
        }
    }
}

/// Escapes what is written, and fails when it has become too much, which also ends
/// the work of whoever writes.
struct Escaped<'f, 'o> {
    out: &'f mut fmt::Formatter<'o>,
    left: usize,
    is_quoted: bool,
    is_cut: bool,
}

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| self.write_char(c))
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        let is_plain = c == ' ' || c.is_ascii_graphic();
        if is_plain && !(self.is_quoted && matches!(c, '"' | '\\')) {
            return self.put(c.encode_utf8(&mut [0; 4]));
        }
        // The standard library escapes marks only where nothing is before them to
        // which they belong.
        let pair = String::from_iter(['a', c]);
        let escaped = pair.escape_debug().skip(1).collect::<String>();
        self.put(&escaped)
    }
}

impl Escaped<'_, '_> {
    fn put(&mut self, text: &str) -> fmt::Result {
        match self.left.checked_sub(text.len()) {
            Some(left) => {
                self.left = left;
                self.out.write_str(text)
            }
            None => {
                self.is_cut = true;
                Err(fmt::Error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_is_shown() {
        for (text, expected) in [
            ("it's fine", "it's fine"),
            ("नमस्ते e\u{301} 🦀", "नमस्ते e\u{301} 🦀"),
            ("a\nb\r\tc\0", "a\\nb\\r\\tc\\0"),
            ("\u{1b}[2J\u{9b}31m\u{7f}", "\\u{1b}[2J\\u{9b}31m\\u{7f}"),
            ("\u{202e}\u{2066}\u{200b}", "\\u{202e}\\u{2066}\\u{200b}"),
            ("\u{2028}\u{85}\u{feff}", "\\u{2028}\\u{85}\\u{feff}"),
            ("\u{ad}\u{e0041}\u{a0}", "\\u{ad}\\u{e0041}\\u{a0}"),
        ] {
            assert_eq!(message(text).to_string(), expected);
            assert_eq!(shown(text).to_string(), expected);
            // Once more changes nothing.
            assert_eq!(message(expected).to_string(), expected);
        }
        assert_eq!(message(r#"a "b" \n"#).to_string(), r#"a "b" \n"#);
        assert_eq!(format!("{:?}", message("a \"b\"")), "a \"b\"");
        assert_eq!(shown(r#"a "b" \n"#).to_string(), r#"a \"b\" \\n"#);
        assert_eq!(format!("{:?}", shown("a \"b\"")), r#""a \"b\"""#);
    }

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(shown(&"x".repeat(60)).to_string(), "x".repeat(60));
        assert_eq!(shown(&"x".repeat(61)).to_string(), "x".repeat(60) + "…");
        // Neither a character nor an escape is cut in two.
        assert_eq!(shown(&"é".repeat(40)).to_string(), "é".repeat(30) + "…");
        let escapes = shown(&"\u{7f}".repeat(1 << 20)).to_string();
        assert_eq!(escapes, "\\u{7f}".repeat(10) + "…");
        let long = message(&"\n".repeat(1 << 20)).to_string();
        assert_eq!(long, "\\n".repeat(500) + "…");
    }

    /// Megabytes are not written to be thrown away.
    #[test]
    fn whoever_writes_too_much_is_stopped() {
        struct Endless;
        impl Display for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("x")?;
                }
            }
        }
        assert_eq!(shown(&Endless).to_string(), "x".repeat(60) + "…");
    }
}
