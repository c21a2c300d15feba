//! A session that outlives the program, because it is kept in a file.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use lexgen::agent::{Agent, AgentError, Login, SavedSession};

/// The options of a login that keeps the session in a file.
///
/// # Errors
/// If `service` is not a URL of one.
pub fn login(service: &str, file: &Path) -> Result<Login, AgentError> {
    let file = PathBuf::from(file);
    Ok(Login::new(service)?.on_tokens(move |session| {
        // The old tokens are useless from now on, but the program can go on.
        if let Err(error) = store(&file, &session) {
            eprintln!("cannot write {}: {error}", file.display());
        }
        async {}
    }))
}

/// Resumes the session in a file; `None` if there is no file.
///
/// # Errors
/// If the file has no session.
pub fn resume(file: &Path) -> Result<Option<Agent>, Box<dyn std::error::Error>> {
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let session: SavedSession = serde_json::from_slice(&text)?;
    Ok(Some(login(&session.service, file)?.resume(session)?))
}

/// Replaces the file, which only its owner may read, as a whole.
fn store(file: &Path, session: &SavedSession) -> io::Result<()> {
    let new = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    serde_json::to_writer(options.open(&new)?, session)?;
    fs::rename(new, file)
}
