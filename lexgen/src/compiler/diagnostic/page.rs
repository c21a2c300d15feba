//! Parses and formats the page that explains a rule.
//!
//! Pages are a subset of Markdown: paragraphs, `##` headings, lists with `- `,
//! and fenced code.

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A `##` heading.
    Heading(String),
    /// A paragraph; its words are separated by one space.
    Paragraph(String),
    /// An entry of a list.
    Item(String),
    /// Fenced code, unchanged.
    Code(String),
}

/// The parts of a page, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words: Option<Block> = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let text = line.trim();
        if text.starts_with("```") {
            blocks.extend(words.take());
            let code: Vec<_> = lines
                .by_ref()
                .take_while(|line| line.trim() != "```")
                .collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if let Some(heading) = text.strip_prefix('#') {
            blocks.extend(words.take());
            let heading = heading.trim_start_matches('#').trim();
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = text.strip_prefix("- ") {
            blocks.extend(words.replace(Block::Item(item.trim().to_owned())));
        } else if text.is_empty() {
            blocks.extend(words.take());
        } else {
            match words.get_or_insert_with(|| Block::Paragraph(String::new())) {
                Block::Paragraph(so_far) | Block::Item(so_far) => {
                    if !so_far.is_empty() {
                        so_far.push(' ');
                    }
                    so_far.push_str(text);
                }
                Block::Heading(_) | Block::Code(_) => {}
            }
        }
    }
    blocks.extend(words);
    blocks
}

/// The first paragraph.
pub(crate) fn summary(page: &str) -> String {
    let paragraph = blocks(page).into_iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        Block::Heading(_) | Block::Item(_) | Block::Code(_) => None,
    });
    paragraph.unwrap_or_default()
}

/// The page for a terminal without colors. Paragraphs and lists are wrapped at
/// 80 characters.
pub(crate) fn plain(page: &str) -> String {
    render(page, |heading| heading.to_owned())
}

/// The page for a terminal; `heading` decorates a heading's text.
pub(crate) fn render(page: &str, heading: impl Fn(&str) -> String) -> String {
    let blocks = blocks(page);
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in &blocks {
        match (before, block) {
            (None, _) => {}
            (Some(Block::Item(_)), Block::Item(_)) => text.push('\n'),
            (Some(_), _) => text.push_str("\n\n"),
        }
        match block {
            Block::Heading(it) => text.push_str(&heading(it)),
            Block::Paragraph(it) => text.push_str(&wrapped(it, "", "")),
            Block::Item(it) => text.push_str(&wrapped(it, "- ", "  ")),
            Block::Code(it) => {
                let lines: Vec<_> = it.lines().map(|line| format!("    {line}")).collect();
                text.push_str(&lines.join("\n"));
            }
        }
        before = Some(block);
    }
    text
}

/// Wraps the text at 80 characters. The first line begins with `first`, the
/// others with `rest`.
fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let mut wrapped = first.to_owned();
    let mut width = first.len();
    let mut at_start = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !at_start && width + 1 + length > 80 {
            wrapped.push('\n');
            wrapped.push_str(rest);
            width = rest.len();
        } else if !at_start {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
        at_start = false;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
A first paragraph that goes on and on until it has to be broken into two lines \
because it is so long.
Its second source line.

## Bad

```json
{
  \"a\": 1
}
```

Then:
- one
  thing
- another
";

    #[test]
    fn a_page_is_laid_out_for_a_terminal() {
        insta::assert_snapshot!(plain(PAGE), @r#"
        A first paragraph that goes on and on until it has to be broken into two lines
        because it is so long. Its second source line.

        Bad

            {
              "a": 1
            }

        Then:

        - one thing
        - another
        "#);
    }

    #[test]
    fn the_first_paragraph_is_the_summary() {
        assert_eq!(summary("## No\n\nA\nb.\n\nC."), "A b.");
    }

    #[test]
    fn code_that_is_never_closed_goes_on_to_the_end() {
        assert_eq!(blocks("```\na\n\nb"), [Block::Code("a\n\nb".into())]);
    }
}
