//! Paragraphs and items of lists.

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The columns before it: those of the items it is in.
    pub(crate) indent: usize,
    /// `- ` or `1. ` of an item, or nothing.
    pub(crate) marker: String,
    /// Its words, with one space between them, and controls spelt out.
    pub(crate) text: String,
}

impl Block {
    fn paragraph(text: String) -> Self {
        Self {
            indent: 0,
            marker: String::new(),
            text,
        }
    }

    pub(crate) fn is_item(&self) -> bool {
        !self.marker.is_empty()
    }
}

/// The paragraphs and lists of a description.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // The items that a line may be inside, by the columns before their markers.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut is_new = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            is_new = true;
            continue;
        }
        let columns = line.len() - line.trim_start().len();
        let follows = blocks.last().filter(|_| !is_new);
        if let Some((marker, rest)) = marker(line.trim()).filter(|(marker, _)| {
            // A number in a paragraph may be there by chance.
            marker == "- " || marker == "1. " || follows.is_none_or(Block::is_item)
        }) {
            while open.last().is_some_and(|(outer, _)| *outer >= columns) {
                open.pop();
            }
            let indent = open.last().map_or(0, |(_, inside)| *inside);
            open.push((columns, indent + marker.len()));
            blocks.push(Block {
                indent,
                marker,
                text: rest.to_owned(),
            });
        } else if is_new {
            open.clear();
            blocks.push(Block::paragraph(line.to_owned()));
        } else if let Some(block) = blocks.last_mut() {
            block.text.push(' ');
            block.text.push_str(line);
        }
        is_new = false;
    }
    for block in &mut blocks {
        let words: Vec<&str> = block.text.split_whitespace().collect();
        block.text = visible(words.join(" "));
    }
    blocks
}

/// The marker of an item as Markdown has it, and what is after it.
fn marker(line: &str) -> Option<(String, &str)> {
    let (word, rest) = line.split_once(char::is_whitespace)?;
    let marker = match word {
        "-" | "*" | "+" | "•" => "- ".to_owned(),
        number => {
            let digits = number.strip_suffix(['.', ')'])?;
            let is_number = (1..=9).contains(&digits.len());
            let is_number = is_number && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("{digits}. "))?
        }
    };
    Some((marker, rest))
}

/// The text with control characters and those that change the direction of text (which
/// rustc refuses even in comments) spelt out.
fn visible(text: String) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text;
    }
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() || is_invisible(c) => {
                visible.push_str(&format!("U+{:04X}", u32::from(c)));
            }
            c => visible.push(c),
        }
    }
    visible
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        && c != '\u{200D}'
}
