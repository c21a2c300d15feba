//! Texts that try to get out of the comment or the string they end up in.

use super::super::Random;

/// What ends comments, strings, attributes and lines; what turns text around;
/// what rustdoc would link, run or render.
const PIECES: [&str; 47] = [
    "a`[nowhere]`b",
    "*/",
    "/*",
    "*/ fn main(){} /*",
    "*/ pub const EVIL: u8 = unsafe { *(0 as *const u8) }; /*",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{B}",
    "\0",
    "\u{1b}[31m",
    "\u{202E}",
    "\u{2066}x\u{2069}",
    "\u{200B}",
    "\u{FEFF}",
    "\"#",
    "\"##",
    "r#\"",
    "\"",
    "'",
    "\\",
    "\\u{2028}",
    "\")] mod evil {} #[doc = (\"",
    "]]",
    "#![allow(unsafe_code)]",
    "#[doc = include_str!(\"/etc/passwd\")]",
    "[Vec]",
    "[`crate::nowhere`]",
    "[a](b)",
    "[x]: https://example.com",
    "![i](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<b>",
    "</div>",
    "<!--",
    "&lt;&#x41;",
    "`",
    "``",
    "```\nfn main() { std::process::exit(7) }\n```",
    "```rust\nlet broken = {\n```",
    "~~~\ncompile_error!(\"run\")\n~~~",
    "    let indented = 1;",
    "https://example.com/*/a_b\"<",
];

/// Words that look harmless, or that mean something at the start.
const WORDS: [&str; 18] = [
    "the",
    "value",
    "of",
    "a",
    "thing",
    "DEPRECATED",
    "Deprecated:",
    "deprecated",
    "- list",
    "# H",
    "1. one",
    "> quote",
    "| a | b |",
    "===",
    "* * *",
    "{}",
    "%s",
    "日本語",
];

/// What would be a block of its own at the start of a line, most of them one
/// that rustdoc runs or shows as it is.
const BLOCKS: [&str; 9] = [
    "~~~\nbroken {",
    "~~~ broken {",
    "``` broken {",
    "    broken {",
    "\tbroken {",
    "<script>broken()</script>",
    "* * *",
    "a`[nowhere]`b",
    "a``[nowhere]``b",
];

impl Random {
    /// Words, and behind them what must not come to stand at the start of a
    /// line, wherever lines are broken.
    fn wrapped(&mut self) -> String {
        let words = "w ".repeat(self.below(60));
        let tail = self.pick(&BLOCKS);
        match self.chance(50) {
            true => format!("`{words}{tail} `"),
            false => words + tail,
        }
    }

    /// A description, which may be anything.
    pub(super) fn prose(&mut self) -> String {
        if self.chance(20) {
            return self.wrapped();
        }
        let mut text = String::new();
        for _ in 0..1 + self.below(7) {
            text += match self.chance(60) {
                true => self.pick(&PIECES),
                false => self.pick(&WORDS),
            };
            if self.chance(60) {
                text += self.pick(&[" ", " ", " ", "\n", "\n\n"]);
            }
        }
        if self.chance(2) {
            text = text.repeat(100);
        }
        text
    }

    /// A value that is written into code: short, and as bad as a description.
    pub(super) fn text(&mut self) -> String {
        match self.below(5) {
            4 => self.wrapped(),
            0 => self.pick(&PIECES).to_owned(),
            1 => self.any_name(),
            2 => format!("{}{}", self.pick(&PIECES), self.pick(&WORDS)),
            _ => self.pick(&WORDS).to_owned(),
        }
    }

    /// Some different values, at least one.
    pub(super) fn some_texts(&mut self, most: usize) -> Vec<String> {
        let mut texts = vec![self.text()];
        for _ in 0..self.below(most) {
            let text = self.text();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// A MIME type or a pattern of them. What follows the semicolon is
    /// anybody's.
    pub(super) fn mime(&mut self) -> String {
        match self.below(5) {
            0 => "*/*".to_owned(),
            1 => "image/*".to_owned(),
            2 => format!("text/plain; x=\"{}", self.pick(&PIECES)),
            3 => format!("a!#$&-^_.+/b{}", self.below(100)),
            _ => "image/png".to_owned(),
        }
    }
}
