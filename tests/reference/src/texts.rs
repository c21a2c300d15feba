//! Random texts: valid ones, and ones that are one or a few edits away.

use std::fs;

use lexgen::syntax::Format;
use lexgen_tests::{interop, random::Random};

/// Characters between the parts of identifiers, and ones that parsers differ on.
const CHARACTERS: &[&str] = &[
    "a",
    "z",
    "A",
    "Z",
    "0",
    "1",
    "7",
    "9",
    "-",
    "_",
    ".",
    ":",
    "/",
    "#",
    "?",
    "~",
    "%",
    "%41",
    "%zz",
    "@",
    "+",
    "T",
    "Z",
    " ",
    "\t",
    "\n",
    "\r",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "\u{130}",
    "\u{212a}",
    "\u{660}",
    "\u{ff10}",
    "字",
    "\u{1f600}",
    "\"",
    "'",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "<",
    ">",
    "|",
    "^",
    "`",
    "!",
    "$",
    "&",
    "*",
    ",",
    ";",
    "=",
    "xn--",
    "//",
    "..",
    "--",
    "::",
];

/// Where texts are cut to be joined with others.
const SEPARATORS: &[char] = &['.', ':', '/', '-', 'T', '+', '#'];

/// Lengths at which a part, or a text, becomes too long.
const LENGTHS: &[usize] = &[
    2, 8, 14, 32, 59, 62, 63, 64, 65, 128, 129, 252, 253, 254, 256, 317, 318, 512, 513, 2048, 2049,
    8192, 8193,
];

/// Generates texts: the same ones in every run.
#[derive(Debug)]
pub struct Texts {
    seeds: Vec<String>,
    random: Random,
}

impl Texts {
    /// Texts that are close to those of a format. The conformance vectors are
    /// starting points, if they are there.
    #[must_use]
    pub fn near(format: Format) -> Self {
        let examples = format.examples().iter();
        let mut seeds: Vec<String> = examples.map(|&example| example.to_owned()).collect();
        seeds.extend(vectors(format));
        Self::near_each(seeds)
    }

    /// Texts that are close to these.
    #[must_use]
    pub fn near_each(seeds: Vec<String>) -> Self {
        Self {
            seeds,
            random: Random::new(1),
        }
    }

    /// The starting points, then random texts, until there are `count`.
    #[must_use]
    pub fn take(mut self, count: usize) -> Vec<String> {
        let mut texts = self.seeds.clone();
        while texts.len() < count {
            let text = self.text();
            texts.push(text);
        }
        texts
    }

    fn text(&mut self) -> String {
        let mut text = self.random.pick(&self.seeds);
        for _ in 0..=self.random.below(2) {
            text = self.edited(&text);
        }
        text
    }

    fn edited(&mut self, text: &str) -> String {
        let (before, after) = self.cut(text);
        match self.random.below(9) {
            0 => before + self.random.pick(CHARACTERS) + &after,
            1 => before + without_first(&after),
            2 => {
                let rest = without_first(&after);
                before + self.random.pick(CHARACTERS) + rest
            }
            3 => {
                // The end of another text.
                let other = self.random.pick(&self.seeds);
                before + &self.cut(&other).1
            }
            4 => {
                // A repeated part.
                let part: String = after.split(SEPARATORS).next().unwrap_or_default().into();
                before + &part + &after
            }
            5 => {
                let length = self.random.pick(LENGTHS).saturating_sub(before.len());
                let letter = self.random.pick(&["a", "0", "9", "a.", "-a", "x:"]);
                before + &letter.repeat(length / letter.len()) + &after
            }
            6 => self.digit(text),
            7 => match self.random.below(3) {
                0 => text.to_uppercase(),
                1 => text.to_lowercase(),
                _ => before + &after.to_uppercase(),
            },
            _ => {
                let rest: String = after.chars().rev().collect();
                before + &rest
            }
        }
    }

    /// The text with another digit at a place where there is one.
    fn digit(&mut self, text: &str) -> String {
        let digits: Vec<usize> = text
            .char_indices()
            .filter(|(_, letter)| letter.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        if digits.is_empty() {
            return text.to_owned();
        }
        let at = self.random.pick(&digits);
        format!(
            "{}{}{}",
            &text[..at],
            self.random.below(10),
            &text[at + 1..]
        )
    }

    /// Two parts of a text, cut anywhere or at a separator.
    fn cut(&mut self, text: &str) -> (String, String) {
        let separators: Vec<usize> = text
            .match_indices(SEPARATORS)
            .flat_map(|(at, separator)| [at, at + separator.len()])
            .collect();
        let at = if separators.is_empty() || self.random.chance(50) {
            boundary(text, self.random.below(text.len() + 1))
        } else {
            self.random.pick(&separators)
        };
        let (before, after) = text.split_at(at);
        (before.to_owned(), after.to_owned())
    }
}

/// The text after its first character.
fn without_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// The first place from `at` on where a character starts.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// The lines of the vectors of a format.
fn vectors(format: Format) -> Vec<String> {
    let Some(folder) = interop("syntax") else {
        return Vec::new();
    };
    let name = format.name().replace('-', "");
    let kinds = ["syntax_valid", "syntax_invalid", "parse_invalid"];
    let files = kinds.map(|kind| folder.join(format!("{name}_{kind}.txt")));
    files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}
