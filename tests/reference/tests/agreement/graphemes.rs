//! Lengths of text.

use lexgen::{
    Validate,
    validate::{Constraints, Validator},
};
use lexgen_tests::random::Random;
use lexgen_tests_reference::{Comparison, Reference};
use serde_json::{Value, json};

const COUNT: usize = 20_000;

/// Characters of every class of the rules for grapheme clusters.
const CHARACTERS: &[&str] = &[
    "a",
    " ",
    "\r",
    "\n",
    "\t",
    "\u{301}",
    "\u{308}",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "\u{600}",
    "\u{110bd}",
    "\u{1100}",
    "\u{1161}",
    "\u{11a8}",
    "가",
    "각",
    "\u{a960}",
    "\u{d7b0}",
    "\u{1f1e6}",
    "\u{1f1ff}",
    "\u{1f600}",
    "\u{1f468}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{1f3fd}",
    "\u{2764}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{20e3}",
    "#",
    "1",
    "\u{903}",
    "\u{915}",
    "\u{94d}",
    "\u{937}",
    "\u{9cd}",
    "\u{995}",
    "\u{d4d}",
    "\u{d15}",
    "\u{e33}",
    "\u{e01}",
    "\u{eb3}",
    "\u{1f3f4}",
    "\u{e0067}",
    "\u{e007f}",
    "\u{2028}",
    "\u{feff}",
    "\u{378}",
    "\u{10ffff}",
    "\u{1d165}",
    "\u{11f02}",
    "\u{113d1}",
    "\u{1cf00}",
    "ﷺ",
    "\u{a9}",
    "\u{b7}",
];

fn text(random: &mut Random) -> String {
    (0..random.below(9))
        .map(|_| match random.chance(10) {
            true => char::from_u32(random.below(0x2_0000) as u32)
                .unwrap_or('x')
                .to_string(),
            false => random.pick(CHARACTERS).to_owned(),
        })
        .collect()
}

/// A text that must have a number of graphemes.
struct Exactly<'a>(&'a str, u64);

impl Validate for Exactly<'_> {
    fn check(&self, _: &Constraints<'_>, validator: &mut Validator<'_>) {
        let constraints = Constraints {
            min_graphemes: Some(self.1),
            max_graphemes: Some(self.1),
            ..Constraints::NONE
        };
        self.0.to_owned().check(&constraints, validator);
    }
}

/// The number of graphemes, by the constraints that it satisfies.
fn graphemes(text: &str) -> u64 {
    let mut counts = 0..=text.len() as u64;
    counts
        .find(|&count| Exactly(text, count).validate().is_ok())
        .expect("at most one per byte")
}

#[test]
fn of_random_texts() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("length");
    let mut random = Random::new(1);
    let mut texts: Vec<String> = (0..COUNT).map(|_| text(&mut random)).collect();
    texts.extend(comparison.examples());
    let inputs: Vec<Value> = texts.iter().map(|text| text.as_str().into()).collect();
    let lexgen: Vec<Value> = texts
        .iter()
        .map(|text| json!([text.len(), graphemes(text)]))
        .collect();
    comparison.check(&texts, &lexgen, &reference.ask("length", &inputs));
}
