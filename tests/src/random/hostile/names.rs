//! Names that are hard to convert to Rust or to a file name, for documents,
//! definitions, properties, errors and values.

use super::super::Random;

/// Keywords of every edition, including weak ones and those that cannot be raw.
const KEYWORDS: [&str; 34] = [
    "as", "async", "await", "box", "crate", "dyn", "else", "enum", "extern", "false", "fn", "gen",
    "impl", "in", "loop", "macro", "match", "mod", "move", "raw", "ref", "return", "safe", "self",
    "Self", "static", "struct", "super", "try", "type", "union", "unsafe", "virtual", "yield",
];

/// Names that generated code uses itself.
const TAKEN: [&str; 63] = [
    "Option",
    "Vec",
    "String",
    "Result",
    "Box",
    "Some",
    "Ok",
    "None",
    "Err",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "PartialEq",
    "Send",
    "str",
    "bool",
    "char",
    "i64",
    "u8",
    "std",
    "core",
    "alloc",
    "lexgen",
    "serde",
    "main",
    "lib",
    "test",
    "vec",
    "object",
    "record",
    "Data",
    "Blob",
    "Bytes",
    "CidLink",
    "Did",
    "Handle",
    "AtUri",
    "Datetime",
    "Nsid",
    "Extra",
    "Nullable",
    "extra",
    "Endpoint",
    "Record",
    "Validate",
    "Violations",
    "Input",
    "Output",
    "Params",
    "Error",
    "Message",
    "Other",
    "new",
    "validate",
    "fmt",
    "NSID",
    "Union",
];

/// Names that are equal after conversion to Rust's naming conventions.
const ALIKE: [&str; 8] = [
    "fooBar", "FooBar", "foobar", "FOOBAR", "fooBAR", "Foobar", "foo1", "foo2",
];

/// The same, but only for definitions and properties.
const ALIKE_WITH_MARKS: [&str; 8] = [
    "foo-bar", "foo_bar", "FOO_BAR", "foo_bar_", "_foo", "foo__bar", "-", "__",
];

/// File names that are reserved on some systems.
const DEVICES: [&str; 8] = ["con", "CON", "nul", "Aux", "prn", "com1", "COM9", "lpt1"];

/// Characters outside of ASCII: letters, homoglyphs, marks, invisible characters
/// and those that change the direction of text.
const UNICODE: [&str; 12] = [
    "über",
    "日本語",
    "\u{430}dmin",
    "a\u{200B}b",
    "a\u{301}",
    "\u{202E}drow",
    "👩\u{200D}💻",
    "ß",
    "İ",
    "ﬀ",
    "𝒳",
    "K\u{2060}",
];

/// Pieces of Rust, of JSON pointers and of paths, without white space.
const CODE: [&str; 24] = [
    "a`[nowhere]`b",
    "``",
    "*/",
    "/*",
    "//",
    "r#self",
    "r#\"",
    "\"#",
    "]]",
    "#![x]",
    "'a",
    "\\",
    "\"",
    "{}",
    "${x}",
    "..",
    ".",
    "/",
    "~0",
    "~1",
    "../../etc",
    "C:\\x",
    "a;b",
    "<T>",
];

/// Characters that only the name of a property or a value can contain.
const SPACED: [&str; 10] = [
    "a b",
    "\0",
    "\n",
    "\r",
    "\u{2028}",
    "\u{85}",
    " ",
    "*/ fn main(){} /*",
    "\", } impl X {",
    "\t#![allow(unsafe_code)]",
];

impl Random {
    /// A segment of the domain in an NSID, not the first one.
    pub(super) fn segment(&mut self) -> String {
        match self.below(8) {
            0 => self.pick(&KEYWORDS).to_owned(),
            1 => self.letters_and_digits(&TAKEN),
            2 => self.pick(&ALIKE).to_owned(),
            3 => self.pick(&DEVICES).to_owned(),
            4 => self
                .pick(&["foo-bar", "a-b", "x--y", "2nd", "9", "a1b2"])
                .to_owned(),
            5 => self.pick(&["d", "D", "n"]).repeat(63),
            _ => self.pick(&["example", "shelf", "mod", "deep"]).to_owned(),
        }
    }

    /// The first segment.
    pub(super) fn top(&mut self) -> &'static str {
        let tops = [
            "com", "com", "com", "app", "self", "std", "core", "lexgen", "nul", "crate", "serde",
            "x--y", "super", "gen",
        ];
        self.pick(&tops)
    }

    /// The last segment: letters and digits.
    pub(super) fn last_segment(&mut self) -> String {
        match self.below(7) {
            0 => self.pick(&KEYWORDS).to_owned(),
            1 | 2 => self.letters_and_digits(&TAKEN),
            3 => self.pick(&ALIKE).to_owned(),
            4 => self.pick(&DEVICES).to_owned(),
            5 => self.pick(&["L", "l"]).repeat(63),
            _ => self.pick(&["getThing", "thing", "defs", "x1y2"]).to_owned(),
        }
    }

    /// A name for definitions, errors and others that cannot contain `#`, white
    /// space or control characters.
    pub(super) fn word(&mut self) -> String {
        loop {
            let word = self.any_name();
            let is_word = |c: char| c != '#' && !c.is_whitespace() && !c.is_control();
            if !word.is_empty() && word.chars().all(is_word) {
                return word;
            }
        }
    }

    /// A name of a property, which can be anything except three reserved names.
    pub(super) fn any_name(&mut self) -> String {
        match self.below(11) {
            0 | 1 => self.pick(&KEYWORDS).to_owned(),
            2 | 3 => self.pick(&TAKEN).to_owned(),
            4 => self.pick(&ALIKE).to_owned(),
            5 => self.pick(&ALIKE_WITH_MARKS).to_owned(),
            6 => self.pick(&UNICODE).to_owned(),
            7 => self.pick(&CODE).to_owned(),
            8 => self.pick(&SPACED).to_owned(),
            9 => match self.below(6) {
                0 => "long".repeat(200),
                1 => String::new(),
                2 => self.pick(&["$", "$x", "2fa", "1", "007"]).to_owned(),
                _ => self
                    .pick(&["type", "ref", "password", "accessJwt"])
                    .to_owned(),
            },
            _ => self.pick(&["a", "b", "name", "createdAt", "x1"]).to_owned(),
        }
    }

    fn letters_and_digits(&mut self, names: &[&'static str]) -> String {
        self.pick(names).to_owned()
    }
}
