//! Links to places of pages that are in parts.

use super::divide::{Places, part_page};

/// A page with links to the parts that have the places. `places` knows the pages that
/// are in parts.
pub(in super::super) fn resolved<'p>(
    text: String,
    own: &str,
    part: usize,
    places: &impl Fn(&str) -> Option<&'p Places>,
) -> String {
    const START: &str = " href=\"";
    let mut resolved = String::new();
    // What is before it has been added.
    let mut done = 0;
    let mut at = 0;
    let own_places = places(own);
    while let Some(start) = text[at..].find(START).map(|it| at + it + START.len()) {
        let end = text[start..].find('"').map_or(text.len(), |it| start + it);
        at = end;
        let Some((file, id)) = text[start..end].split_once('#') else {
            continue;
        };
        let (page, is_here) = match file.strip_suffix(".html") {
            Some(page) => (page, page == own && part == 0),
            None if file.is_empty() => (own, true),
            None => continue,
        };
        let known = if page == own {
            own_places
        } else {
            places(page)
        };
        let Some(there) = known.and_then(|known| known.part(id)) else {
            continue;
        };
        if there == part && page == own {
            resolved.push_str(&text[done..start]);
            resolved.push('#');
        } else if is_here || there > 0 {
            resolved.push_str(&text[done..start]);
            resolved.push_str(&part_page(page, there));
            resolved.push_str(".html#");
        } else {
            continue;
        }
        done = end - id.len();
    }
    if done == 0 {
        return text;
    }
    resolved.push_str(&text[done..]);
    resolved
}
