//! Which account, and with which password. The password is kept nowhere.

use std::{env, str::FromStr};

use crate::{
    compiler::{
        cli::terminal::Terminal,
        network::{Account, Credentials},
        read::read_stdin,
        settings::SettingsError,
    },
    syntax::AtIdentifier,
};

/// The environment variables.
const ACCOUNT: &str = "LEXGEN_ACCOUNT";
const PASSWORD: &str = "LEXGEN_PASSWORD";
const TOKEN: &str = "LEXGEN_TOKEN";

/// The most bytes of a password.
const LONGEST: u64 = 4 << 10;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Account")]
pub(in crate::compiler::cli) struct Who {
    /// The account: its handle or its DID [default: the environment variable LEXGEN_ACCOUNT]
    #[arg(long, value_name = "HANDLE|DID", value_parser = identifier)]
    account: Option<AtIdentifier>,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

fn identifier(text: &str) -> Result<AtIdentifier, String> {
    let text = text.strip_prefix('@').unwrap_or(text);
    let found = AtIdentifier::from_str(text);
    found.map_err(|error| format!("{error}; an account is named by its handle or its DID"))
}

impl Who {
    /// The account.
    ///
    /// # Errors
    /// If it is not named, or by something else.
    pub(in crate::compiler::cli) fn account(&self) -> Result<AtIdentifier, SettingsError> {
        if let Some(account) = &self.account {
            return Ok(account.clone());
        }
        match variable(ACCOUNT)? {
            Some(text) => identifier(&text)
                .map_err(|error| SettingsError::new(format!("invalid {ACCOUNT}: {error}"))),
            None => Err(SettingsError::new("no account is named").help(format!(
                "name it with `--account HANDLE` or the environment variable {ACCOUNT}"
            ))),
        }
    }

    /// The password or the token.
    ///
    /// # Errors
    /// If there is none.
    pub(in crate::compiler::cli) async fn credentials(
        &self,
        account: &Account,
        terminal: &Terminal,
    ) -> Result<Credentials, SettingsError> {
        let server = &account.pds;
        if server.starts_with("http:") {
            let text = format!("the password or token goes to {server}, because that is allowed");
            terminal.warned("Without TLS", &text);
        }
        if self.password_stdin {
            // Connections go on while it is read, however long that takes.
            let password = tokio::task::spawn_blocking(piped).await;
            let password = password.unwrap_or_else(|error| Err(unreadable(&error.to_string())))?;
            return Ok(Credentials::Password(password));
        }
        if let Some(token) = variable(TOKEN)? {
            return Ok(Credentials::Token(token));
        }
        if let Some(password) = variable(PASSWORD)? {
            return Ok(Credentials::Password(password));
        }
        let error = SettingsError::new("no password is given");
        let error = error.help(format!(
            "set the environment variable {PASSWORD}, or pipe it with `--password-stdin`"
        ));
        if !Terminal::has_person() {
            return Err(error);
        }
        let prompt = format!("Password of {} at {server}: ", account.did.as_str());
        match terminal.secret(&prompt).await {
            Ok(password) if password.is_empty() => Err(error),
            Ok(password) => Ok(Credentials::Password(password)),
            Err(reason) => Err(SettingsError::new(format!(
                "cannot read the password from the terminal: {reason}"
            ))),
        }
    }
}

fn piped() -> Result<String, SettingsError> {
    if Terminal::has_person() {
        return Err(
            unreadable("it is a terminal, which would show the password")
                .help("pipe the password, or leave `--password-stdin` out to be asked for it"),
        );
    }
    let bytes = read_stdin(LONGEST).map_err(|error| unreadable(&error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8"))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    match text {
        "" => Err(unreadable("it is empty")),
        text if text.contains('\n') => Err(unreadable("it has several lines")),
        text => Ok(text.to_owned()),
    }
}

fn unreadable(reason: &str) -> SettingsError {
    SettingsError::new(format!(
        "cannot use the password on standard input: {reason}"
    ))
}

/// An environment variable, unless it is empty.
fn variable(name: &str) -> Result<Option<String>, SettingsError> {
    match env::var(name) {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(env::VarError::NotPresent) => Ok(None),
        // The error would quote it.
        Err(env::VarError::NotUnicode(_)) => {
            Err(SettingsError::new(format!("{name} is not UTF-8")))
        }
    }
}
