//! Random JSON: of the data model, and close to it.

use lexgen_tests::random::Random;

/// Numbers that a parser may refuse, round, or write differently.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "23",
    "24",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "-9007199254740991",
    "9007199254740992",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551616",
    "1.0",
    "1.5",
    "1e3",
    "1E-2",
    "-0.0",
    "1e400",
    "0.1",
    "12345678901234567890.0",
];

const STRINGS: &[&str] = &[
    r#""""#,
    r#""a""#,
    r#""é""#,
    r#""e\u0301""#,
    r#""\ud83d\ude00""#,
    r#""\ud800""#,
    r#""\udc00x""#,
    r#""\u0000""#,
    r#""\u2028""#,
    r#""\"\\\/\b\f\n\r\t""#,
    "\"\u{1f469}\u{200d}\u{1f4bb}\"",
    r#""blob""#,
    r#""com.example.book""#,
];

const KEYS: &[&str] = &[
    "a",
    "b",
    "aa",
    "ab",
    "ba",
    "é",
    "z",
    "aaa",
    "",
    "$type",
    "$link",
    "$bytes",
    "ref",
    "mimeType",
    "size",
    "cid",
    "__proto__",
    "constructor",
    "toString",
    "10",
    "9",
    "\\u0063",
    "\\ud83d\\ude00",
    "\u{ffff}",
];

/// CIDs, and texts that are almost CIDs.
pub const LINKS: &[&str] = &[
    "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
    "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity",
    "QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4",
    "zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA",
    "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2",
    "BAFYREIDFAYVFUWQA7QLNOPDJIQRXZS6BLMOEU4RUJCJTNCI5BELUDIRZ2A",
    "bafyrgqhai26anf3i7pips7q22coa4sz2fr4gk4q4sqdtymvvjyginfzaqewveaeqdh524nsktaq43j65v22xxrybrtertmcfxufdam3da3hbk",
    "",
    "b",
];

const BASE64: &[&str] = &[
    "",
    "AA",
    "AA==",
    "AAA",
    "AAA=",
    "AAAA",
    "AB",
    "+/+/",
    "-_-_",
    "A",
    "AAAA=",
    "A A A A",
    "AA=",
    "/w",
    "nFERjvLLiw9qm45JrqH9QTzyC2Lu1Xb4ne6+sBrCzI0",
];

/// Generates JSON. The same seed gives the same text.
#[derive(Debug)]
pub struct JsonText {
    random: Random,
    depth: usize,
}

impl JsonText {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            depth: 0,
        }
    }

    /// A value.
    pub fn value(&mut self) -> String {
        let kinds = if self.depth > 3 { 7 } else { 11 };
        self.depth += 1;
        let value = match self.random.below(kinds) {
            0 => self.random.pick(&["null", "true", "false"]).to_owned(),
            1 => self.number(),
            2 => self.random.pick(STRINGS).to_owned(),
            3 => format!(r#"{{"$link":"{}"}}"#, self.random.pick(LINKS)),
            4 => format!(r#"{{"$bytes":"{}"}}"#, self.random.pick(BASE64)),
            5 => self.blob(),
            6 => self.random.below(1000).to_string(),
            7 => {
                let items: Vec<String> = (0..self.random.below(4)).map(|_| self.value()).collect();
                format!("[{}]", items.join(","))
            }
            _ => self.object(),
        };
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> String {
        if self.random.chance(2) {
            // Nothing else that can be refused, because JavaScript forgets it.
            return self
                .random
                .pick(&[r#"{"a":1,"a":2}"#, r#"{"a":1,"\u0061":[]}"#])
                .to_owned();
        }
        let mut keys: Vec<&str> = Vec::new();
        for _ in 0..self.random.below(5) {
            let key = self.random.pick(KEYS);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let fields: Vec<String> = keys
            .into_iter()
            .map(|key| format!(r#""{key}":{}"#, self.value()))
            .collect();
        format!("{{{}}}", fields.join(","))
    }

    fn number(&mut self) -> String {
        if self.random.chance(50) {
            return self.random.pick(NUMBERS).to_owned();
        }
        let bits = self.random.below(53);
        let sign = self.random.pick(&["", "-"]);
        format!(
            "{sign}{}",
            (1_u64 << bits) + self.random.below(1 << 20) as u64
        )
    }

    /// A blob, sometimes with a fault.
    fn blob(&mut self) -> String {
        let link = self.random.pick(LINKS);
        let size = self.random.pick(&["0", "1", "100", "-1", "1.5", r#""1""#]);
        let mime_type = self
            .random
            .pick(&[r#""image/png""#, r#""""#, "1", r#""png""#]);
        let mut fields = vec![
            r#""$type":"blob""#.to_owned(),
            format!(r#""ref":{{"$link":"{link}"}}"#),
            format!(r#""mimeType":{mime_type}"#),
            format!(r#""size":{size}"#),
        ];
        if self.random.chance(30) {
            fields.remove(self.random.below(4));
        }
        if self.random.chance(20) {
            fields.push(r#""extra":1"#.to_owned());
        }
        format!("{{{}}}", fields.join(","))
    }
}
