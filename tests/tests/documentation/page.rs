//! A page of the documentation, and the blocks of code in it.

use std::fs;

use lexgen_tests::workspace;

/// Where the pages of the guide are.
pub const GUIDE: &str = "lexgen/docs";

/// A Markdown file.
pub struct Page {
    /// Relative to the workspace.
    pub path: String,
    pub text: String,
}

/// A fenced block of code.
pub struct Block {
    /// The nearest heading before it.
    pub heading: String,
    pub language: String,
    pub text: String,
}

/// The text of a file in the workspace.
pub fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

impl Page {
    pub fn read(path: &str) -> Self {
        let text = read(path);
        Self {
            path: path.to_owned(),
            text,
        }
    }

    /// A page of the guide.
    pub fn guide(name: &str) -> Self {
        Self::read(&format!("{GUIDE}/{name}.md"))
    }

    /// The README and the pages of the guide.
    pub fn all() -> Vec<Self> {
        let folder = fs::read_dir(workspace().join(GUIDE)).expect("the guide is there");
        let names = folder.map(|file| file.expect("readable").file_name());
        let mut paths: Vec<_> = names
            .map(|name| format!("{GUIDE}/{}", name.display()))
            .collect();
        paths.sort();
        paths.insert(0, "README.md".to_owned());
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// All blocks of code, in order.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut heading = "";
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with('#') {
                heading = line.trim_start_matches(['#', ' ']);
            }
            if let Some(language) = line.strip_prefix("```") {
                let code = lines.by_ref().take_while(|line| *line != "```");
                blocks.push(Block {
                    heading: heading.to_owned(),
                    language: language.to_owned(),
                    text: code.flat_map(|line| [line, "\n"]).collect(),
                });
            }
        }
        blocks
    }

    /// The first block in a language below a heading.
    pub fn block(&self, heading: &str, language: &str) -> String {
        let is_it = |block: &Block| block.heading == heading && block.language == language;
        let block = self.blocks().into_iter().find(is_it);
        let block =
            block.unwrap_or_else(|| panic!("{}: no {language} below \"{heading}\"", self.path));
        block.text
    }

    /// The text without blocks and spans of code.
    pub fn prose(&self) -> String {
        let mut in_block = false;
        let mut prose = String::new();
        for line in self.text.lines() {
            if line.starts_with("```") {
                in_block = !in_block;
            } else if !in_block {
                // Every other part is code.
                prose.extend(line.split('`').step_by(2));
                prose.push('\n');
            }
        }
        prose
    }

    /// The names by which links lead to the headings, as GitHub and rustdoc make
    /// them.
    pub fn anchors(&self) -> Vec<String> {
        let headings = self.text.lines().filter(|line| line.starts_with('#'));
        headings
            .map(|line| {
                let text = line.trim_start_matches('#').trim().to_lowercase();
                let kept = text
                    .chars()
                    .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                kept.map(|c| if c == ' ' { '-' } else { c }).collect()
            })
            .collect()
    }
}
