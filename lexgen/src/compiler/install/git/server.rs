//! The server of a URL that the user has not typed, but only a lock has, which can be that of
//! a stranger.
//!
//! Git, ssh and this program could read an unusual URL in different ways, and another host
//! would be judged than is connected to. So only plain ones are read.

/// Who is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The host as it is written.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether git speaks HTTP with it, and not ssh.
    pub is_https: bool,
}

impl Server {
    /// The server of a URL. Everybody must be able to read the lock's URL, so it must be one
    /// of a server that is asked by an encrypted protocol.
    ///
    /// # Errors
    /// If it is anything else: what is allowed.
    pub fn of(url: &str) -> Result<Self, &'static str> {
        let (is_https, authority, path) = match url.split_once("://") {
            Some((scheme, rest)) => {
                let is = |name: &str| scheme.eq_ignore_ascii_case(name);
                let is_ssh = ["ssh", "git+ssh", "ssh+git"].into_iter().any(is);
                if !is_ssh && !is("https") {
                    return Err(KINDS);
                }
                let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
                (!is_ssh, authority, path)
            }
            // `git@example.com:x.git`; a single letter is a drive.
            None => {
                let (authority, path) = url.split_once(':').ok_or(KINDS)?;
                let is_other = authority.len() < 2 || authority.contains(['/', '\\']);
                if is_other || path.starts_with(':') {
                    return Err(KINDS);
                }
                (false, authority, path)
            }
        };
        let (user, place) = authority.split_once('@').unwrap_or(("", authority));
        let (host, port) = match place.split_once(':') {
            // A number can begin with a `+` otherwise.
            Some((_, port)) if port.starts_with('+') => return Err(PLAIN),
            Some((host, port)) => (host, port.parse().map_err(|_| PLAIN)?),
            None => (place, if is_https { 443 } else { 22 }),
        };
        let is_plain = |text: &str, others: &[u8]| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
        };
        if host.is_empty()
            || port == 0
            || !is_plain(user, b"-._+")
            || !is_plain(host, b"-.")
            || !is_plain(path, b"-._~/+@%")
        {
            return Err(PLAIN);
        }
        Ok(Self {
            host: host.to_owned(),
            port,
            is_https,
        })
    }
}

const KINDS: &str = "a URL from the lock is used only if it is https or ssh";

const PLAIN: &str = "a URL from the lock is used only if it is written as `https://HOST/PATH`, \
                     `ssh://USER@HOST/PATH` or `USER@HOST:PATH`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_only_servers_with_encryption() {
        for (url, host, port, is_https) in [
            ("https://example.com/x", "example.com", 443, true),
            (
                "HTTPS://me@example.com:8443/x.git",
                "example.com",
                8443,
                true,
            ),
            ("ssh://example.com/x", "example.com", 22, false),
            (
                "git+ssh://git@example.com:2222/x",
                "example.com",
                2222,
                false,
            ),
            ("git@example.com:x.git", "example.com", 22, false),
        ] {
            let host = host.to_owned();
            let server = Server {
                host,
                port,
                is_https,
            };
            assert_eq!(Server::of(url), Ok(server), "{url}");
        }
        for url in [
            "http://example.com/x",
            "git://example.com/x",
            "file:///x",
            "/x",
            "../x",
            "./a:b",
            "C:\\x",
            "\\\\host\\share",
            "//host/share",
            "ext::sh -c x",
            "x",
        ] {
            assert_eq!(Server::of(url), Err(KINDS), "{url}");
        }
    }

    #[test]
    fn urls_that_others_could_read_in_another_way_are_refused() {
        for url in [
            "https://example.com\\@127.0.0.1/x",
            "https://a@example.com@127.0.0.1/x",
            "https://example.com%2f@127.0.0.1/x",
            "https://127.0.0.1%00.example.com/x",
            "https://example.com:99999/x",
            "https://example.com:/x",
            "https://example.com:+443/x",
            "https:///x",
            "https://[::1]/x",
            "https://ex\u{e4}mple.com/x",
            "https://example.com?x",
            "https://example.com/a b",
            "ssh://git@[127.0.0.1:22]/x",
            "git@[127.0.0.1:22]:x",
            "git@example.com:a b",
        ] {
            assert_eq!(Server::of(url), Err(PLAIN), "{url}");
        }
    }
}
