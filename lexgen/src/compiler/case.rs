//! The words of a name, and the cases in which they are written.
//!
//! Words and cases are those of the crate `heck`, which formats character by character:
//! that took a fifth of the time of `lexgen check`.

/// Writes a name in `snake_case`.
pub(crate) fn snake(name: &str) -> String {
    written(name, "_", |to, _, word| *to += &word.to_lowercase())
}

/// Writes a name in `SCREAMING_SNAKE_CASE`.
pub(crate) fn screaming_snake(name: &str) -> String {
    written(name, "_", |to, _, word| *to += &word.to_uppercase())
}

/// Writes a name in `kebab-case`.
pub(crate) fn kebab(name: &str) -> String {
    written(name, "-", |to, _, word| *to += &word.to_lowercase())
}

/// Writes a name in `UpperCamelCase`.
pub(crate) fn upper_camel(name: &str) -> String {
    written(name, "", |to, _, word| capitalize(to, word))
}

/// Writes a name in `lowerCamelCase`.
pub(crate) fn lower_camel(name: &str) -> String {
    written(name, "", |to, is_first, word| {
        if is_first {
            *to += &word.to_lowercase();
        } else {
            capitalize(to, word);
        }
    })
}

/// The words of a name, each written by `write`, which learns whether it is the first.
fn written(name: &str, between: &str, write: impl Fn(&mut String, bool, &str)) -> String {
    // Most names have up to four words.
    let mut to = String::with_capacity(name.len() + 3 * between.len());
    for word in words(name) {
        let is_first = to.is_empty();
        if !is_first {
            to += between;
        }
        write(&mut to, is_first, word);
    }
    to
}

fn capitalize(to: &mut String, word: &str) {
    let mut letters = word.chars();
    if let Some(first) = letters.next() {
        to.extend(first.to_uppercase());
        *to += &letters.as_str().to_lowercase();
    }
}

/// The words of a name: letters and digits, which a change of case divides.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .flat_map(|mut rest| {
            std::iter::from_fn(move || {
                let (word, after) = rest.split_at(first_word(rest));
                rest = after;
                (!word.is_empty()).then_some(word)
            })
        })
}

/// Where the first word of letters and digits ends: before a capital that follows a
/// small letter, and before the last of several capitals that a small letter follows.
fn first_word(text: &str) -> usize {
    let mut after_capital = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let Some(&(next_at, next)) = letters.peek() else {
            break;
        };
        let is_capital = c.is_uppercase();
        if is_capital && after_capital == Some(true) && next.is_lowercase() {
            return at;
        }
        // Digits belong to the letters before them.
        if is_capital || c.is_lowercase() {
            after_capital = Some(is_capital);
        }
        if after_capital == Some(false) && next.is_uppercase() {
            return next_at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

    use super::*;

    #[test]
    fn words_and_cases_are_those_of_heck() {
        let letters = ["a", "b", "A", "B", "1", "-", "ß", "Ж", "ǆ", "ǅ", "日"];
        // All names of up to four of these letters, and of five of ASCII.
        let mut names = vec![String::new()];
        for length in 0..5 {
            let letters = if length < 4 {
                &letters[..]
            } else {
                &letters[..6]
            };
            for name in names.clone() {
                if name.chars().count() == length {
                    names.extend(letters.iter().map(|letter| format!("{name}{letter}")));
                }
            }
        }
        for name in names {
            let name = name.as_str();
            assert_eq!(snake(name), name.to_snake_case());
            assert_eq!(screaming_snake(name), name.to_shouty_snake_case());
            assert_eq!(kebab(name), name.to_kebab_case());
            assert_eq!(upper_camel(name), name.to_upper_camel_case());
            assert_eq!(lower_camel(name), name.to_lower_camel_case());
        }
    }
}
