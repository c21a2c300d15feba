//! Texts that try to escape from a comment or a string.

use super::super::Random;

/// Texts that end comments, strings, attributes and lines, that change the
/// direction of text, that rustdoc would link, run or render, or that a browser would.
const PIECES: [&str; 55] = [
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
    "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "<svg onload=alert(1)>",
    "</title></textarea></code></script><script>alert(1)</script>",
    "<meta http-equiv=refresh content=0;url=https://example.com>",
    "<style>*{background:url(https://example.com)}</style>",
    "javascript:alert(1)",
    "https://example.com/\" onclick=\"alert(1)",
];

/// Words that look harmless, or that have a meaning at the start of a line.
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

/// Texts that begin a Markdown block at the start of a line. Most are code that
/// rustdoc would run or show.
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
    /// Words, followed by something that must not become the start of a line
    /// through line breaking.
    fn wrapped(&mut self) -> String {
        let words = "w ".repeat(self.below(60));
        let tail = self.pick(&BLOCKS);
        match self.chance(50) {
            true => format!("`{words}{tail} `"),
            false => words + tail,
        }
    }

    /// A description.
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

    /// A value in generated code: short, and as hostile as a description.
    pub(super) fn text(&mut self) -> String {
        match self.below(5) {
            4 => self.wrapped(),
            0 => self.pick(&PIECES).to_owned(),
            1 => self.any_name(),
            2 => format!("{}{}", self.pick(&PIECES), self.pick(&WORDS)),
            _ => self.pick(&WORDS).to_owned(),
        }
    }

    /// One or more different values.
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

    /// A MIME type or a pattern of them, with arbitrary parameters.
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
