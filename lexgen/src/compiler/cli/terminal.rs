//! Printing: results on standard output, everything else on standard error.
//!
//! No other file of the command prints. Names, paths and messages can come from
//! anywhere, so control characters that lexgen did not write itself are replaced
//! by visible ones.

use std::{
    cell::{Cell, RefCell},
    io::{self, IsTerminal, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::{
    flags::{Color, Format, Global},
    registry,
};
pub(super) use crate::compiler::number::{count, thousands};
use crate::compiler::{
    diagnostic::{Diagnostic, Report, Severity, clean, for_people, sarif, without_commands},
    settings::SettingsError,
    source::Sources,
};

/// Where and how a run prints.
pub(super) struct Terminal {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    format: Format,
    /// Whether standard error supports colors.
    color: bool,
    /// Whether standard output does.
    stdout_color: bool,
    /// Printed when the command ends, because it is one document.
    sarif: RefCell<Option<Sarif>>,
    progress: Progress,
}

/// A line that is overwritten while a long command runs.
#[derive(Default)]
struct Progress {
    /// Whether it is on the screen.
    is_shown: Cell<bool>,
    /// When it was written last.
    since: Cell<Option<Instant>>,
}

/// How often the progress is written.
const OFTEN: Duration = Duration::from_millis(100);

#[derive(Default)]
struct Sarif {
    log: sarif::Log,
    stdout_is_taken: bool,
}

const GOOD: Style = AnsiColor::BrightGreen.on_default().bold();
const DOUBTFUL: Style = AnsiColor::BrightYellow.on_default().bold();
const BAD: Style = AnsiColor::BrightRed.on_default().bold();

impl Terminal {
    pub(super) fn new(global: &Global) -> Self {
        let wanted = |auto: ColorChoice| match global.color {
            Color::Auto => auto != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            format: global.format,
            color: wanted(AutoStream::choice(&io::stderr())),
            stdout_color: wanted(AutoStream::choice(&io::stdout())),
            sarif: RefCell::default(),
            progress: Progress::default(),
        }
    }

    /// Shows how far a long command is, if somebody is watching: nothing is written to
    /// files and pipes. The first time is after a while.
    pub(super) fn progress(&self, verb: &str, text: impl FnOnce() -> String) {
        if self.quiet || self.format != Format::Human || !io::stderr().is_terminal() {
            return;
        }
        let now = Instant::now();
        match self.progress.since.get() {
            None => self.progress.since.set(Some(now)),
            Some(since) if now.duration_since(since) < OFTEN => {}
            Some(_) => {
                self.progress.since.set(Some(now));
                let style = if self.color { GOOD } else { Style::new() };
                let text = clean(&text());
                say(&format!("\r\x1b[2K{style}{verb:>12}{style:#} {text}"));
                self.progress.is_shown.set(true);
            }
        }
    }

    /// Removes the progress from the screen, before anything else is written.
    fn clear_progress(&self) {
        if self.progress.is_shown.replace(false) {
            say("\r\x1b[2K");
        }
    }

    /// Prints a result, for people or as JSON.
    pub(super) fn result(&self, text: &str) -> Result<(), SettingsError> {
        self.clear_progress();
        write(&for_people(text, self.stdout_color))
    }

    /// Prints what another program or a file takes as it is: code or a document. On a terminal, its hidden characters are visible all the same.
    pub(super) fn exact(&self, text: &str) -> Result<(), SettingsError> {
        if io::stdout().is_terminal() {
            return self.result(text);
        }
        write(text)
    }

    /// The width of the terminal that results are printed to.
    pub(super) fn width() -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        Some(usize::from(width.0))
    }

    /// Prints a unified diff as a patch: only what a CI service reads as a command is
    /// different. On a terminal and in color it is for people.
    pub(super) fn patch(&self, diff: &str) -> Result<(), SettingsError> {
        if self.stdout_color || io::stdout().is_terminal() {
            return self.diff(diff);
        }
        write(&without_commands(diff.to_owned(), "# #"))
    }

    /// Prints a unified diff for people.
    pub(super) fn diff(&self, diff: &str) -> Result<(), SettingsError> {
        if !self.stdout_color {
            return self.result(diff);
        }
        let mut text = String::with_capacity(diff.len() * 2);
        for line in diff.lines() {
            let style = match line.as_bytes() {
                [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Style::new().bold(),
                [b'+', ..] => AnsiColor::Green.on_default(),
                [b'-', ..] => AnsiColor::Red.on_default(),
                [b'@', ..] => AnsiColor::Cyan.on_default(),
                _ => Style::new(),
            };
            // A style inside of a file is its content, and not one of lexgen.
            let line = for_people(line, false);
            text.push_str(&format!("{style}{line}{style:#}\n"));
        }
        self.result(&text)
    }

    /// Prints a summary of success: `   Generated 402 documents …`.
    pub(super) fn done(&self, verb: &str, text: &str) {
        self.line(GOOD, verb, text);
    }

    /// Prints a summary of success with a restriction, in the same form.
    pub(super) fn warned(&self, verb: &str, text: &str) {
        self.line(DOUBTFUL, verb, text);
    }

    /// Prints a summary of failure, in the same form.
    pub(super) fn failed(&self, verb: &str, text: &str) {
        self.line(BAD, verb, text);
    }

    fn line(&self, style: Style, verb: &str, text: &str) {
        if !self.quiet {
            let style = if self.color { style } else { Style::new() };
            self.message(&format!("{style}{verb:>12}{style:#} {}\n", clean(text)));
        }
    }

    /// Prints lines after a summary.
    pub(super) fn more(&self, text: &str) {
        if !self.quiet {
            self.message(text);
        }
    }

    /// Prints a line if `--verbose` is given.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            self.message(&format!("{:>12} {}\n", "", clean(text)));
        }
    }

    /// Whether a person can type an answer.
    #[cfg(feature = "network")]
    pub(super) fn has_person() -> bool {
        io::stdin().is_terminal()
    }

    /// Asks the person at the terminal, if there is one.
    #[cfg(feature = "network")]
    pub(super) fn confirms(&self, question: &str) -> Option<bool> {
        self.asks(question).then(is_answered_yes)
    }

    /// The same beside open connections, which go on while the person thinks.
    #[cfg(feature = "network")]
    pub(super) async fn confirms_meanwhile(&self, question: &str) -> Option<bool> {
        if !self.asks(question) {
            return None;
        }
        let answer = tokio::task::spawn_blocking(is_answered_yes).await;
        Some(answer.unwrap_or(false))
    }

    /// Prints a question, if there is somebody to answer it.
    #[cfg(feature = "network")]
    fn asks(&self, question: &str) -> bool {
        if !Self::has_person() || !io::stderr().is_terminal() {
            return false;
        }
        self.clear_progress();
        let question = format!("{} [y/N] ", clean(question));
        say(&for_people(&question, self.color));
        true
    }

    /// Prints why the command failed.
    pub(super) fn error(&self, error: &SettingsError) {
        self.message(&format!("{}\n", error.render(self.color)));
    }

    /// Prints diagnostics in the chosen format. `--quiet` and `--verbose` filter
    /// those that people read.
    pub(super) fn diagnostics(
        &self,
        diagnostics: &[Diagnostic],
        sources: &Sources,
        stdout_is_taken: bool,
    ) {
        let is_complete = match self.format {
            Format::Json | Format::Sarif => true,
            Format::Human | Format::Github => false,
        };
        let shown = diagnostics
            .iter()
            .filter(|it| is_complete || self.shows(it.severity));
        self.report(&Report::new(sources, shown.cloned()), stdout_is_taken);
    }

    /// Prints a report in the chosen format.
    pub(super) fn report(&self, report: &Report<'_>, stdout_is_taken: bool) {
        let text = match self.format {
            Format::Human => {
                self.message(&report.to_text(self.color));
                return;
            }
            Format::Sarif => {
                let mut sarif = self.sarif.borrow_mut();
                let sarif = sarif.get_or_insert_default();
                sarif.stdout_is_taken |= stdout_is_taken;
                report.add_to_sarif(&mut sarif.log);
                return;
            }
            Format::Json => report.to_json_lines(),
            Format::Github => report.to_github(),
        };
        self.data(&text, stdout_is_taken);
    }

    /// Prints the SARIF log, which is one document for the whole command.
    pub(super) fn finish(&self) {
        if let Some(sarif) = self.sarif.take() {
            let text = sarif.log.to_json(registry::all());
            self.data(&text, sarif.stdout_is_taken);
        }
    }

    fn data(&self, text: &str, stdout_is_taken: bool) {
        if stdout_is_taken {
            self.message(text);
        } else {
            // There is no reader if this fails.
            let _ = self.result(text);
        }
    }

    /// Asks for a secret on the terminal, without showing it, while connections go on.
    #[cfg(feature = "network")]
    pub(super) async fn secret(&self, prompt: &str) -> io::Result<String> {
        self.clear_progress();
        let prompt = clean(prompt).to_string();
        let ask = move || rpassword::prompt_password(prompt);
        let answer = tokio::task::spawn_blocking(ask).await;
        answer.unwrap_or_else(|error| Err(io::Error::other(error)))
    }

    /// Whether problems are printed for people.
    pub(super) fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Whether only diagnostics are printed, for programs that show them in a review.
    pub(super) fn is_for_review(&self) -> bool {
        match self.format {
            Format::Sarif | Format::Github => true,
            Format::Human | Format::Json => false,
        }
    }

    /// Whether results are printed as JSON lines.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Text for standard output, with a style if it supports colors.
    pub(super) fn styled(&self, style: Style, text: &str) -> String {
        if self.stdout_color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn shows(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            Severity::Note => self.verbose,
        }
    }

    fn message(&self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.clear_progress();
        say(&for_people(text, self.color));
    }
}

/// Prints help, or why the command line cannot be used.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let is_help = !error.use_stderr();
    let choice = if is_help {
        AutoStream::choice(&io::stdout())
    } else {
        AutoStream::choice(&io::stderr())
    };
    let color = choice != ColorChoice::Never;
    let text = error.render();
    let text = if color {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    let text = for_people(&text, color);
    if is_help {
        // There is no reader if this fails.
        let _ = write(&text);
    } else {
        say(&text);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Whether the next line of standard input says yes.
#[cfg(feature = "network")]
fn is_answered_yes() -> bool {
    use std::io::{BufRead, Read};

    let mut answer = String::new();
    let line = crate::compiler::read::standard_input()
        .take(100)
        .read_line(&mut answer);
    let answer = answer.trim().to_ascii_lowercase();
    line.is_ok() && matches!(answer.as_str(), "y" | "yes")
}

/// Writes to standard output. A closed pipe, as in `lexgen ir | head`, is not an
/// error.
fn write(text: &str) -> Result<(), SettingsError> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    match written.and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(SettingsError::new(
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(()),
    }
}

/// Writes to standard error.
fn say(text: &str) {
    // There is nowhere to report that standard error is closed.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
