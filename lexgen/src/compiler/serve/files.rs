//! The files of the site, the page of the form, and examples for it.

use http::StatusCode;

use super::{
    answer::{self, Answer, Media, Refusal},
    example::{self, Kind},
    live::Live,
    validate::Question,
};
use crate::compiler::{
    dynamic::Subject,
    pages::{self, Outcome, Site},
    pipeline::Compiled,
    schema::MAIN,
};

/// The page of the form, for browsers without scripts.
pub(super) const FORM: &str = "/validate.html";
/// Examples for the form.
pub(super) const EXAMPLE: &str = "/example";

fn state(live: &Live) -> pages::Live {
    pages::Live {
        number: live.number,
        errors: live.errors.clone(),
    }
}

fn not_found() -> Refusal {
    let message = "there is no such page; all lexicons are at /";
    Refusal::new(StatusCode::NOT_FOUND, message)
}

/// A file of the site, at the path that it has in the folder that `lexgen docs` writes.
pub(super) fn file(site: &Site<'_>, live: &Live, path: &str) -> Result<Answer, Refusal> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = if path.is_empty() { "index.html" } else { path };
    if let Some(text) = site.live_file(path, &state(live)) {
        return Ok(answer::text(StatusCode::OK, Media::of_file(path), text));
    }
    let page = format!("{path}.html");
    if site.has_file(&page) {
        return Ok(answer::moved(&format!("/{page}")));
    }
    // A page whose lexicon is away for a moment, as editors and git do it, comes back.
    if path.ends_with(".html") && !path.contains('/') {
        let page = site.not_found_page(&state(live));
        return Ok(answer::text(StatusCode::NOT_FOUND, Media::Html, page));
    }
    Err(not_found())
}

/// An example, as a text.
pub(super) fn example(live: &Live, query: &str) -> Result<Answer, Refusal> {
    let mut kind = Kind::Valid;
    let mut parameters: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    parameters.retain(|(name, value)| {
        if name == "example" && value == "broken" {
            kind = Kind::Broken;
        }
        name != "example"
    });
    let question = Question::parse(parameters)?;
    let text = example::example(&live.documents.compiled, &question, kind)?;
    Ok(answer::text(StatusCode::OK, Media::Plain, text))
}

/// The page of the form with nothing in it.
pub(super) fn empty_form(site: &Site<'_>, live: &Live, query: &str) -> Result<Answer, Refusal> {
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let nsid = parameters.find(|(name, _)| name == "nsid");
    let (_, nsid) = nsid.ok_or_else(not_found)?;
    let form = site.form(&nsid).ok_or_else(not_found)?;
    let page = site.form_page(&form, &state(live));
    Ok(answer::text(StatusCode::OK, Media::Html, page))
}

/// The page of the form with what was sent, and what came of it.
pub(super) fn answered_form(
    site: &Site<'_>,
    live: &Live,
    sent: Sent,
    outcome: Option<Outcome>,
) -> Result<Answer, Refusal> {
    let mut form = site.form(&sent.nsid).ok_or_else(not_found)?;
    for choice in &mut form.choices {
        choice.is_chosen = choice.value == sent.subject;
    }
    form.allow_unresolved = sent.allow_unresolved;
    form.strict = sent.strict;
    form.text = sent.data;
    form.outcome = outcome;
    let page = site.form_page(&form, &state(live));
    Ok(answer::text(StatusCode::OK, Media::Html, page))
}

fn failed(refusal: Refusal) -> Outcome {
    Outcome {
        is_valid: false,
        summary: refusal.message,
        problems: String::new(),
    }
}

/// What a browser without scripts sends.
#[derive(Default)]
pub(super) struct Sent {
    nsid: String,
    /// A definition and a part: `main/input`.
    subject: String,
    data: String,
    allow_unresolved: bool,
    strict: bool,
    example: Option<Kind>,
}

impl Sent {
    /// Does what was asked for: the verdict on the data, or an example in its place.
    pub(super) fn outcome(&mut self, compiled: &Compiled) -> Option<Outcome> {
        let question = self.question();
        if let Some(kind) = self.example {
            return match example::example(compiled, &question, kind) {
                Ok(text) => {
                    self.data = text;
                    None
                }
                Err(refusal) => Some(failed(refusal)),
            };
        }
        Some(match question.outcome(compiled, self.data.as_bytes()) {
            Ok((verdict, problems)) => Outcome {
                is_valid: verdict.valid,
                summary: verdict.summary,
                problems,
            },
            Err(refusal) => failed(refusal),
        })
    }

    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut sent = Self::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            match &*name {
                "nsid" => sent.nsid = value.into_owned(),
                "subject" => sent.subject = value.into_owned(),
                // Browsers send line breaks of texts like those of headers.
                "data" => sent.data = value.replace("\r\n", "\n"),
                "allow-unresolved" => sent.allow_unresolved = true,
                "strict" => sent.strict = true,
                "example" if value == "broken" => sent.example = Some(Kind::Broken),
                "example" => sent.example = Some(Kind::Valid),
                _ => {}
            }
        }
        sent
    }

    fn question(&self) -> Question {
        let (name, part) = self.subject.rsplit_once('/').unwrap_or((MAIN, ""));
        let mut subjects = Subject::ALL.into_iter();
        let subject = subjects.find(|subject| subject.part_name() == part);
        Question {
            definition: match name {
                MAIN => self.nsid.clone(),
                name => format!("{}#{name}", self.nsid),
            },
            subject: subject.unwrap_or(Subject::Value),
            allow_unresolved: self.allow_unresolved,
            strict: self.strict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_every_choice_is_read_as_it_was_written() {
        let sent = Sent::parse(
            b"nsid=com.example.a&subject=b%2Finput&data=%7B%0D%0A%7D&strict=on&example=broken",
        );
        assert_eq!(sent.data, "{\n}");
        assert_eq!(sent.example, Some(Kind::Broken));
        let question = sent.question();
        assert_eq!(question.definition, "com.example.a#b");
        assert_eq!(question.subject, Subject::Input);
        assert!(question.strict && !question.allow_unresolved);
    }
}
