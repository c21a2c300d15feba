//! Spans of generated items: the compiler reports errors, and editors find
//! definitions, at the user's own tokens.

use lexgen_tests::{Project, lexicons};

/// Errors are marked with `«…»`.
const OPTIONS: &str = r#"//! Options with names that do not exist.

use lexgen_macros::lexicon;

#[lexicon("com.example.shelf.section", derive(«Hsh»))]
pub mod derived {}

#[lexicon("com.example.shelf.section", runtime = ::«nowhere»)]
pub mod linked {}

#[lexicon("com.example.shelf.getBook", extern_path("com.example.shelf.defs" = crate::«defs»))]
pub mod external {}
"#;

const USES: &str = r#"//! Uses of names that exist.

use lexgen_macros::lexicon;

#[lexicon("com.example.shelf.section")]
pub struct Section;

#[lexicon("com.example.shelf.getBook")]
pub mod get_book {
    impl Params {
        pub fn place(&self) -> &str {
            &self.«shelf»
        }
    }
}

pub fn uses() {
    Section::new("Attic").«tidy»();
    get_book::«GetBok»;
}

«pub mod get_book» {}
"#;

/// The source without the marks, and the lines and columns of the marks.
fn marked(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut places = Vec::new();
    for (line, text) in text.lines().enumerate() {
        if let Some(start) = text.find('«') {
            places.push((line + 1, start + 1));
        }
    }
    (text.replace(['«', '»'], ""), places)
}

/// Where the errors of a check begin, sorted.
fn errors(short: &str) -> Vec<(usize, usize)> {
    let place = |line: &str| {
        let mut parts = line.strip_prefix("src/lib.rs:")?.splitn(3, ':');
        let place = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        parts
            .next()?
            .trim_start()
            .starts_with("error")
            .then_some(place)
    };
    let mut places: Vec<_> = short.lines().filter_map(place).collect();
    places.sort_unstable();
    places
}

#[test]
fn mistakes_are_shown_where_they_were_made() {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "spans");
    let manifest = Project::manifest("attribute-spans", &Project::runtime("lexgen"));
    project.write("Cargo.toml", manifest + "\n[workspace]\n");
    for name in [
        "section", "getBook", "book", "defs", "note", "review", "reply",
    ] {
        let path = format!("com/example/shelf/{name}.json");
        let text = std::fs::read(lexicons().join(&path)).expect("it can be read");
        project.write(&format!("lexicons/{path}"), text);
    }
    for text in [OPTIONS, USES] {
        let (source, places) = marked(text);
        project.write("src/lib.rs", source);
        let short = project.cargo(&["check", "--message-format=short"]).stderr;
        assert_eq!(errors(&short), places, "{short}");
    }
    // The definitions are at the user's struct and module, not at the attribute.
    let said = project.cargo(&["check"]).stderr;
    for definition in ["pub struct Section;", "pub mod get_book {"] {
        let at = said.find(definition).unwrap_or_else(|| panic!("{said}"));
        let below = said[at..].lines().nth(1).unwrap_or_default();
        assert!(below.contains("| -------------"), "{said}");
    }
}
