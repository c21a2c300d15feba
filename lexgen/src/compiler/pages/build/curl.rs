//! Requests as commands for a shell.

use std::borrow::Cow;

use crate::{
    compiler::{
        diagnostic::{is_hidden, to_json},
        dynamic::sample::{example_mime_type, is_mime_pattern},
    },
    data::Data,
};

/// The server of the examples. Nobody has it.
const SERVER: &str = "https://pds.example.com";

/// What a request sends.
pub(super) struct Upload<'u> {
    /// Its MIME type, or a pattern of it.
    pub(super) encoding: &'u str,
    /// An example, if it is JSON. All else is in a file.
    pub(super) data: Option<&'u Data>,
}

/// The command that sends a request: `None` if a terminal could not show it as it is.
pub(super) fn curl(
    is_post: bool,
    path: &str,
    query: &str,
    upload: Option<&Upload<'_>>,
) -> Option<String> {
    let mut url = format!("{SERVER}{path}");
    if !query.is_empty() {
        url.push('?');
        url.push_str(query);
    }
    let mut parts = vec![match (is_post, upload) {
        (true, None) => format!("curl -X POST {}", quoted(&url)),
        _ => format!("curl {}", quoted(&url)),
    }];
    if let Some(upload) = upload {
        let encoding = if is_mime_pattern(upload.encoding) {
            Cow::Owned(example_mime_type(upload.encoding))
        } else {
            Cow::Borrowed(upload.encoding)
        };
        parts.push(format!(
            "-H {}",
            quoted(&format!("Content-Type: {encoding}"))
        ));
        parts.push(match upload.data {
            // Hidden characters in it are escaped.
            Some(data) => format!("--data-raw {}", quoted(&to_json(data))),
            None => "--data-binary @FILE".to_owned(),
        });
    }
    let command = parts.join(" \\\n  ");
    let is_shown = |c: char| c == '\n' || !is_hidden(c);
    command.chars().all(is_shown).then_some(command)
}

/// A word for a shell: nothing between single quotes has a meaning.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_without_a_body_has_no_type() {
        let get = curl(false, "/xrpc/a.b.c", "q=a+b%27", None);
        assert_eq!(
            get.as_deref(),
            Some("curl 'https://pds.example.com/xrpc/a.b.c?q=a+b%27'")
        );
        let post = curl(true, "/xrpc/a.b.c", "", None);
        assert_eq!(
            post.as_deref(),
            Some("curl -X POST 'https://pds.example.com/xrpc/a.b.c'")
        );
    }

    #[test]
    fn json_is_in_the_command_and_all_else_in_a_file() {
        let data: Data = serde_json::from_str(r#"{"text": "it's $HOME\u200b"}"#).expect("data");
        let upload = Upload {
            encoding: "application/json",
            data: Some(&data),
        };
        insta::assert_snapshot!(curl(true, "/xrpc/a.b.c", "", Some(&upload)).expect("a command"), @r#"
        curl 'https://pds.example.com/xrpc/a.b.c' \
          -H 'Content-Type: application/json' \
          --data-raw '{"text":"it'\''s $HOME\u200b"}'
        "#);
        let upload = Upload {
            encoding: "image/*",
            data: None,
        };
        insta::assert_snapshot!(curl(true, "/xrpc/a.b.c", "", Some(&upload)).expect("a command"), @r"
        curl 'https://pds.example.com/xrpc/a.b.c' \
          -H 'Content-Type: image/jpeg' \
          --data-binary @FILE
        ");
    }
}
