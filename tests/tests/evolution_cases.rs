//! Pairs of versions on which a comparison was once wrong or fell short, and similar
//! ones on which it was right. The kinds that they stand for are held by the pages of
//! rules and by `evolution`, too.

use std::collections::BTreeSet;

use serde_json::Value;

/// What must be said of a case: the exit code, and for each verdict its rule, its
/// severity, and the effects that it must have among others.
type Expected = (&'static str, i32, &'static [&'static str]);

const CASES: [Expected; 35] = [
    (
        "blob-accept",
        1,
        &["accept-narrowed error: records break stored records, wire break old clients"],
    ),
    (
        "def-newly-stored",
        0,
        &["required-field-added warning: wire risk new clients, protocol break new clients"],
    ),
    (
        "def-renamed-closed-union-member",
        1,
        &[
            "definition-renamed error: records break stored records, records break old readers, wire break old clients",
        ],
    ),
    (
        "default-added-words",
        0,
        &["default-changed warning: wire risk old clients"],
    ),
    (
        "default-removed-words",
        0,
        &["default-changed warning: wire risk old clients"],
    ),
    (
        "definition-moved-ref-left-behind",
        1,
        &[
            "definition-renamed warning: lexicons risk other lexicons",
            "not-compared error: wire break old clients",
        ],
    ),
    (
        "doc-renamed-closed-union-member",
        1,
        &[
            "definition-renamed error: records break stored records, records break old readers, wire break old clients",
        ],
    ),
    (
        "doc-renamed-open-union-member",
        0,
        &[
            "definition-renamed warning: records risk stored records, wire risk old clients, wire risk new clients",
        ],
    ),
    (
        "encoding-any",
        0,
        &["encoding-changed warning: wire risk new clients"],
    ),
    (
        "error-renamed",
        0,
        &[
            "error-removed warning: wire risk old clients, wire risk new clients",
            "error-added note: ",
        ],
    ),
    (
        "field-renamed",
        1,
        &[
            "field-renamed error: records break stored records, records break old readers, protocol break old clients",
        ],
    ),
    (
        "graphemes-implied-by-length",
        0,
        &["limit-tightened note: "],
    ),
    (
        "inline-field-removed",
        0,
        &[
            "field-removed warning: wire risk old clients",
            "field-added note: ",
        ],
    ),
    (
        "inline-union-words",
        1,
        &["reference-changed error: wire break old clients"],
    ),
    (
        "input-added-words",
        1,
        &["input-added error: wire break old clients"],
    ),
    (
        "internal-definition-inlined",
        0,
        &[
            "definition-removed warning: lexicons risk other lexicons",
            "reference-changed note: ",
        ],
    ),
    (
        "known-value-removed-in-record",
        0,
        &["known-value-removed warning: records risk stored records"],
    ),
    (
        "length-words",
        1,
        &["limit-tightened error: records break stored records"],
    ),
    (
        "limit-default-out",
        1,
        &[
            "limit-tightened error: wire break old clients",
            "default-changed warning: wire risk old clients",
        ],
    ),
    (
        "literal-key-changed",
        1,
        &["record-key-changed error: records break stored records, records break old readers"],
    ),
    (
        "new-error-blocks-all",
        1,
        &[
            "limit-tightened error: records break stored records",
            "not-compared error: ",
        ],
    ),
    ("old-error-hides-break", 1, &["not-compared error: "]),
    ("optional-field-reintroduced", 0, &["field-added note: "]),
    (
        "optional-field-renamed",
        0,
        &["field-renamed warning: records risk stored records, protocol break old clients"],
    ),
    (
        "param-integer-to-string",
        0,
        &["type-changed warning: wire risk new clients"],
    ),
    (
        "param-single-to-array",
        0,
        &["type-changed warning: wire risk new clients"],
    ),
    (
        "param-string-to-integer",
        1,
        &["type-changed error: wire break old clients"],
    ),
    (
        "query-to-procedure",
        1,
        &["kind-changed error: wire break old clients"],
    ),
    (
        "record-becomes-object",
        1,
        &["kind-changed error: records break stored records"],
    ),
    (
        "ref-swap-hides-field-removed",
        0,
        &["reference-changed warning: wire risk old clients"],
    ),
    (
        "rename-paradox",
        1,
        &[
            "closed-union-member-removed error: records break stored records",
            "closed-union-member-added error: records break old readers",
        ],
    ),
    (
        "required-nullable",
        1,
        &["null-allowed error: wire break old clients"],
    ),
    (
        "third-party-services",
        0,
        &["field-became-required warning: wire risk new clients"],
    ),
    (
        "token-renamed",
        0,
        &[
            "definition-renamed warning: records risk stored records",
            "known-value-removed warning: records risk stored records",
        ],
    ),
    (
        "union-opened",
        1,
        &["union-opened error: records break old readers, wire break old clients"],
    ),
];

#[test]
fn cases_are_judged_as_they_say() {
    let Some(folder) = lexgen_tests::cases("evolution") else {
        return;
    };
    let mut wrong = String::new();
    for (name, code, expected) in CASES {
        let case = folder.join(name);
        if !case.is_dir() {
            continue;
        }
        let output = lexgen_tests::lexgen()
            .args(["breaking", "--all", "--format", "json"])
            .arg(case.join("new"))
            .arg("--against")
            .arg(case.join("old"))
            .output()
            .expect("the command runs");
        let found: Vec<_> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(verdict)
            .collect();
        let is_said = |expected: &&str| {
            let (what, effects) = expected.split_once(": ").expect("a rule and effects");
            let effects: BTreeSet<_> = effects.split(", ").filter(|it| !it.is_empty()).collect();
            found
                .iter()
                .any(|(rule, all)| rule == what && effects.iter().all(|it| all.contains(*it)))
        };
        if output.status.code() != Some(code) || !expected.iter().all(is_said) {
            wrong += &format!("{name}: {} {found:#?}\n", output.status);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The rule and severity of a verdict, and its effects.
fn verdict(line: &str) -> (String, BTreeSet<String>) {
    let line: Value = serde_json::from_str(line).expect("a verdict");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let effects = line["effects"].as_array().into_iter().flatten();
    let effects = effects.map(|it| {
        let words = ["audience", "level", "party"].map(|key| text(&it[key]));
        words.join(" ")
    });
    let what = format!("{} {}", text(&line["rule"]), text(&line["severity"]));
    (what, effects.collect())
}
