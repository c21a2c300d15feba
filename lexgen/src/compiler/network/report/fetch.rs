//! Why something cannot be fetched.

use super::{Explained, explained, link};
use crate::{
    compiler::network::{allow::UrlFault, dns::DnsFault, http::HttpFault, rules},
    shown::{message, shown},
};

const ALLOW: &str = "if this is your own network, name the host or the network with `--pds-allow`, or \
                     `pds-allow` in `[network]` of lexgen.toml";

/// Something could not be fetched.
pub(in crate::compiler::network) fn http(what: &str, url: &str, fault: &HttpFault) -> Explained {
    let server = link(url);
    match fault {
        HttpFault::Url(target, fault) => {
            let target = link(target);
            let why = match fault {
                UrlFault::NotEncrypted => "it is not `https:`",
                UrlFault::Address => "its host is an address, not a name",
                UrlFault::Credentials => "it contains a user name or a password",
                UrlFault::NoHost => "it has no host",
            };
            let message = format!("the {what} is at {target}, which is refused: {why}");
            explained(&rules::REFUSED_ADDRESS, message).help(ALLOW)
        }
        HttpFault::Address(host, address) => {
            let host = shown(host).up_to(260).to_string();
            let message = format!(
                "the {what} is at `{host}`, which is refused: it has the address {address}, which \
                 is not public"
            );
            explained(&rules::REFUSED_ADDRESS, message).help(ALLOW)
        }
        HttpFault::Host(name, fault) => host(what, name, fault),
        HttpFault::Unreachable(reason) => {
            let message = format!("cannot reach {server} for the {what}: {}", message(reason));
            explained(&rules::UNREACHABLE, message).help("check the connection, or try again later")
        }
        HttpFault::TimedOut => {
            let message = format!("{server} did not send the {what} in time");
            explained(&rules::TIMED_OUT, message).help("try again, or set a longer `--timeout`")
        }
        HttpFault::TooLarge(limit) => {
            let limit = limit >> 10;
            let message = format!("{server} sent more than {limit} KiB for the {what}");
            explained(&rules::OVERSIZED_RESPONSE, message)
        }
        HttpFault::Redirect(target, followed) => {
            let target = link(target);
            let message = if *followed > 0 {
                format!(
                    "{server} redirected the request for the {what} more than {followed} times, at \
                     last to {target}"
                )
            } else {
                format!("{server} redirected the request for the {what} to {target}")
            };
            explained(&rules::REFUSED_REDIRECT, message)
                .help("ask the owner of the server to serve it without a redirect")
        }
        HttpFault::Status(status, said) => {
            let said = match said {
                Some((error, said)) if said.is_empty() => format!(" ({error})"),
                Some((error, said)) => format!(" ({error}: {said})"),
                None => String::new(),
            };
            let message =
                format!("{server} answered the request for the {what} with {status}{said}");
            explained(&rules::UNEXPECTED_RESPONSE, message).help("try again later")
        }
        HttpFault::Broken(reason) => {
            let reason = message(reason);
            let message = format!("{server} sent a broken response for the {what}: {reason}");
            explained(&rules::UNEXPECTED_RESPONSE, message).help("try again later")
        }
    }
}

/// A host cannot be found.
fn host(what: &str, name: &str, fault: &DnsFault) -> Explained {
    let name = shown(name).up_to(260).to_string();
    let has_none = |reason: &str| {
        let message = format!("the host of the {what}, `{name}`, {reason}");
        explained(&rules::UNREACHABLE, message)
            .help("ask the owner of the account to correct the name")
    };
    match fault {
        DnsFault::NoName(_) => has_none("does not exist"),
        DnsFault::NoRecord(_) => has_none("has no address"),
        fault => dns(&format!("for the address of `{name}`"), fault),
    }
}

/// DNS has not answered a question.
pub(super) fn dns(about: &str, fault: &DnsFault) -> Explained {
    let failed = |message: String| {
        explained(&rules::DNS_FAILURE, message)
            .help("try again, or ask another DNS server with `--dns`")
    };
    match fault {
        DnsFault::NoName(_) | DnsFault::NoRecord(_) => {
            failed(format!("DNS has no answer to the question {about}"))
        }
        DnsFault::ServerFailure => failed(format!(
            "the DNS server answered the question {about} with SERVFAIL"
        ))
        .note("usually, it cannot reach the servers of the domain, or their DNSSEC is broken"),
        DnsFault::Refused => failed(format!(
            "the DNS server refused to answer the question {about}"
        )),
        DnsFault::TimedOut => explained(
            &rules::TIMED_OUT,
            format!("no DNS server answered the question {about} in time"),
        )
        .help("try again, ask another DNS server with `--dns`, or set a longer `--timeout`"),
        DnsFault::InvalidName(reason) | DnsFault::Other(reason) => failed(format!(
            "the question {about} to DNS failed: {}",
            message(reason)
        )),
    }
}
