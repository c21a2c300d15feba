//! Pages that are too large for one file.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{Folder, Server};

const MAX_PAGE: usize = 300 * 1024;
const DEFINITIONS: usize = 600;

/// A server of a document with very many definitions, each of which refers to the next,
/// and one that refers to one of them.
fn server() -> Server {
    let mut definitions = String::new();
    for number in 0..DEFINITIONS {
        let comma = if number > 0 { "," } else { "" };
        let next = (number + 1) % DEFINITIONS;
        let _ = write!(
            definitions,
            r##"{comma}"d{number}": {{"type": "object", "properties":
                {{"to": {{"type": "ref", "ref": "#d{next}"}}}}}}"##
        );
    }
    let folder = Folder::new();
    folder.put(
        "lexicons/chain.json",
        &format!(r#"{{"lexicon": 1, "id": "com.example.chain", "defs": {{{definitions}}}}}"#),
    );
    folder.put(
        "lexicons/end.json",
        r#"{"lexicon": 1, "id": "com.example.end", "defs": {"main": {"type": "object",
            "properties": {"to": {"type": "ref", "ref": "com.example.chain#d432"}}}}}"#,
    );
    folder.serve(&[])
}

fn values<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let starts = text.match_indices(start).map(|(at, _)| at + start.len());
    starts
        .map(|at| text[at..].split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn a_large_page_is_in_parts_with_the_form_of_what_they_have() {
    let server = server();
    let mut parts = Vec::new();
    loop {
        let file = match parts.len() {
            0 => "/com.example.chain.html".to_owned(),
            read => format!("/com.example.chain-{}.html", read + 1),
        };
        let answer = server.get(&file);
        if answer.status != 200 {
            assert_eq!(answer.status, 404, "{file}");
            break;
        }
        parts.push(answer.body);
    }
    assert!(parts.len() > 2);
    let mut found = BTreeSet::new();
    for part in &parts {
        assert!(part.len() <= MAX_PAGE, "{}", part.len());
        let sections = values(part, "<section class=\"section\" id=\"");
        let choices = values(part, "<option value=\"");
        let expected: Vec<String> = sections.iter().map(|it| format!("{it}/value")).collect();
        assert_eq!(choices, expected);
        found.extend(sections);
    }
    assert_eq!(found.len(), DEFINITIONS);

    // Links from other pages and search lead to the same parts.
    let at = |id: &str| {
        let id = format!(" id=\"{id}\"");
        let at = parts.iter().position(|part| part.contains(&id));
        at.map_or(0, |at| at + 1)
    };
    let link = format!("com.example.chain-{}.html#d432\"", at("d432"));
    let page = server.get("/com.example.end.html").body;
    assert!(page.contains(&link), "{link}: {page}");
    let search = server.get("/search-index.js").body;
    let entry = format!("[\"d432\",\"d432\",\"\",{}]", at("d432"));
    assert!(search.contains(&entry), "{entry}");

    let moved = server.get("/com.example.chain-2");
    let to = moved.header("location");
    assert_eq!((moved.status, to), (307, Some("/com.example.chain-2.html")));
    for path in [
        "-0",
        "-1",
        "-02",
        "-2-2",
        "-x",
        "-99999999999999999999",
        "-json-999",
    ] {
        let answer = server.get(&format!("/com.example.chain{path}.html"));
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(server.get("/com.example.note-2.html").status, 404);
    assert_eq!(server.get("/index-2.html").status, 404);
}
