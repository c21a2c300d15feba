//! Reads bytes: a regular file or standard input, up to a limit.
//!
//! A repository can contain a link to a device that never ends, and an archive a
//! pipe that nobody writes to. Lexicons, data, snapshots and settings are read
//! here. Files that exist where output goes are read in `compiler/output`.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// The most bytes of standard input, of a file of data or of a snapshot: 256 MiB.
/// (A snapshot of the 402 lexicons of the protocol's reference repository has
/// about 1 MB.)
pub(crate) const MANY_BYTES: u64 = 256 << 20;

/// The most bytes of a file of settings: 4 MiB.
pub(crate) const FEW_BYTES: u64 = 4 << 20;

/// Reads a whole file.
///
/// # Errors
/// Of the kind [`FileTooLarge`](io::ErrorKind::FileTooLarge) if it has more than
/// `most` bytes, and if it is not a regular file.
pub(crate) fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open_file(path)?;
    let expected = file.metadata().map_or(0, |it| it.len()).min(most);
    bounded(file, expected, most)
}

/// Opens a file whose reader has limits of its own.
///
/// # Errors
/// If it is not a regular file.
pub(crate) fn open_file(path: &Path) -> io::Result<File> {
    // Opening a pipe would wait for somebody who writes.
    let is_file = fs::metadata(path)?.is_file();
    if !is_file && !is_open_already(path) {
        return Err(io::Error::other("not a regular file"));
    }
    File::open(path)
}

/// Standard input, for a reader that has limits of its own.
#[cfg(feature = "cli")]
pub(crate) fn standard_input() -> io::StdinLock<'static> {
    io::stdin().lock()
}

/// Reads a whole file of text.
///
/// # Errors
/// As [`read_file`], and if it is not UTF-8.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let text = String::from_utf8(read_file(path, most)?);
    text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not valid UTF-8"))
}

/// The first bytes of a file.
#[cfg(feature = "dag-cbor")]
pub(crate) fn read_start(path: &Path, bytes: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(bytes).read_to_end(&mut start)?;
    Ok(start)
}

/// Reads standard input to its end.
///
/// # Errors
/// As [`read_file`].
pub(crate) fn read_stdin(most: u64) -> io::Result<Vec<u8>> {
    bounded(io::stdin().lock(), 0, most)
}

fn bounded(input: impl Read, expected: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let message = format!("larger than {} MiB", most >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Whether a path names what the process was started with: standard input, or
/// `<(command)` in a shell.
fn is_open_already(path: &Path) -> bool {
    // `/dev/fd/../zero` is another file.
    let is_number = |rest: &Path| {
        let digits = rest.as_os_str().as_encoded_bytes();
        !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    };
    let folders = ["/dev/fd", "/proc/self/fd"];
    path == Path::new("/dev/stdin")
        || (folders.iter())
            .filter_map(|folder| path.strip_prefix(folder).ok())
            .any(is_number)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{os::unix::fs::symlink, process::Command};

    use super::*;

    #[test]
    fn only_a_number_names_what_is_open_already() {
        for path in ["/dev/stdin", "/dev/fd/0", "/dev/fd/63", "/proc/self/fd/12"] {
            assert!(is_open_already(Path::new(path)), "{path}");
        }
        for path in [
            "/dev/fd/../zero",
            "/dev/fd/0/../../zero",
            "/dev/fd",
            "/dev/fd/",
            "/dev/fd/x",
            "/proc/self/fd/3/zero",
        ] {
            assert!(!is_open_already(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn neither_devices_nor_pipes_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        symlink("/dev/zero", at("zero")).expect("a link");
        symlink("/dev/stdin", at("stdin")).expect("a link");
        let made = Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.is_ok_and(|it| it.success()));
        for name in ["zero", "stdin", "pipe"] {
            let error = read_file(&at(name), 10).expect_err(name);
            assert_eq!(error.to_string(), "not a regular file", "{name}");
        }
        fs::write(at("file"), "0123456789").expect("a file");
        symlink("file", at("link")).expect("a link");
        assert_eq!(read_text(&at("link"), 10).expect("short"), "0123456789");
        let error = read_file(&at("link"), 9).expect_err("too large");
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
