//! The rules of the network, as pages of `lexgen explain`.

use crate::compiler::diagnostic::{Rule, Severity::Error};

macro_rules! rules {
    ($($name:ident $code:literal $title:literal $explanation:literal)*) => {
        $(
            #[doc = concat!("`", $code, "`: ", $title, ".")]
            pub static $name: Rule = Rule {
                code: $code,
                severity: Error,
                title: $title,
                explanation: $explanation,
            };
        )*

        /// Every rule, in the order of the steps.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NO_AUTHORITY "no-authority"
    "DNS does not say which account publishes a lexicon"
    "The TXT record `_lexicon.<domain>` contains `did=` and the DID of the account that publishes the \
     lexicons of a domain. The domain is the NSID without its last segment, in reverse: for \
     `com.example.feed.post`, it is `feed.example.com`. Records of parent domains do not count.\n\n\
     DNS servers remember for a while that a record did not exist. After creating it, wait, or ask \
     the server of the domain directly with `--dns`."

    SEVERAL_AUTHORITIES "several-authorities"
    "DNS names several accounts for a lexicon"
    "More than one TXT record of the name begins with `did=`, and nothing says which one counts. \
     Remove all but one."

    INVALID_AUTHORITY "invalid-authority"
    "a TXT record does not contain a DID"
    "The text after `did=` must be a DID and nothing else, such as `did:plc:z72i7hdynmk6r22z27h6tvur`."

    DNS_FAILURE "dns-failure"
    "a DNS server did not answer a question"
    "The server failed or refused. Nothing is known about the record: it may exist. Try again, or ask \
     another server with `--dns`."

    TIMED_OUT "timed-out"
    "a server did not answer in time"
    "A request ends after 30 seconds, in whatever state it is, a question to DNS after 10, and a list of all \
     records after 300. `--timeout` changes that."

    UNREACHABLE "unreachable"
    "a server cannot be reached"
    "There was no connection, or the other side did not speak HTTP or TLS. The certificate must be \
     one that the system accepts. lexgen does not use proxies."

    REFUSED_ADDRESS "refused-address"
    "a host must not be connected to"
    "Records of others name the hosts that lexgen connects to. It connects only to public addresses, by \
     host names, and with TLS, so that nobody can make it talk to services of this machine or of a \
     private network. `--pds-allow` and `pds-allow` in `[network]` of `lexgen.toml` name hosts and \
     networks that are allowed."

    REFUSED_REDIRECT "refused-redirect"
    "a redirect was not followed"
    "DID documents are not fetched through redirects, and records through at most three. Each target \
     is judged like the first host."

    OVERSIZED_RESPONSE "oversized-response"
    "a response is too large"
    "A DID document can have 256 KiB, the proof of a record 8 MiB, a document 4 MiB as JSON, and a page of \
     a list of records 16 MiB."

    UNEXPECTED_RESPONSE "unexpected-response"
    "a server answered with an error, or with something unexpected"
    "The message has the status, and what the server says. Nothing follows from it about the \
     lexicon: try again later."

    UNSUPPORTED_DID "unsupported-did"
    "a DID has a method that the protocol does not use"
    "The protocol uses `did:plc`, and `did:web` with a host name and no path."

    UNKNOWN_ACCOUNT "unknown-account"
    "an account does not exist"
    "The PLC directory does not know the DID or says that the account was deleted, the host of a \
     `did:web` has no document, or the server of the account does not have its repository."

    INVALID_DID_DOCUMENT "invalid-did-document"
    "a DID document cannot be used"
    "It must be JSON whose `id` is the DID. It names the key of the account, with the ID `#atproto`, and \
     its server, with the ID `#atproto_pds`, by scheme, host and port."

    UNRESOLVED_HANDLE "unresolved-handle"
    "a handle does not lead to an account"
    "A handle is a host name. The TXT record `_atproto.<handle>`, or `https://<handle>/.well-known/atproto-did`, \
     contains the DID of its account, whose DID document must name the handle in return. An account \
     can also be named by its DID."

    RECORD_ABSENT "record-absent"
    "an account has not published a lexicon"
    "The repository of the account was verified, and it has no record of the collection \
     `com.atproto.lexicon.schema` whose record key is the NSID."

    UNPROVEN_ABSENCE "unproven-absence"
    "a server says that a lexicon is not published, without a proof"
    "The server of the account says that there is no such record. It did not prove it, so it may as \
     well hold the record back. If the lexicon was installed before, nothing is removed."

    INVALID_PROOF "invalid-proof"
    "a record is not proven to be what its account has signed"
    "Every block is hashed, the commit must be signed by the key in the DID document, and the record must \
     be in the tree whose root is in the commit. The message has the step that failed. Either the server \
     sends something else than the account has written, or the key of the account has changed and one \
     of both has not noticed it yet."

    OLDER_REVISION "older-revision"
    "a repository is in an older state than before"
    "Revisions of a repository increase. The server sends a state that is older than the one in \
     `lexicons.lock`, or than the last one that it has named: it has been restored from a backup, or holds newer records back."

    FUTURE_REVISION "future-revision"
    "a repository is in a state of the future"
    "The revision of a commit contains the time at which it was made. Check the clock of this machine. \
     Otherwise, the clock of the server is wrong, and later revisions could not be told from older ones."

    WRONG_RECORD "wrong-record"
    "a record is not the lexicon of its record key"
    "The `$type` of the record must be `com.atproto.lexicon.schema`, and its `id` must be the record key."

    CHANGED_FILE "changed-file"
    "an installed lexicon was changed in its file"
    "The file of an installed lexicon must be the document whose CID is in `lexicons.json`. Only its \
     authority changes it: `lexgen update` fetches what it has published since. Undo the change, or run \
     `lexgen install --force` to fetch the document again. To keep a changed copy, give it an NSID of \
     your own."

    MISSING_FILE "missing-file"
    "the file of an installed lexicon is missing"
    "`lexicons.json` lists the lexicon, and its file is not there. `lexgen install` fetches it again, \
     and so does `lexgen install --locked`. With `--offline`, it can only be restored from a proof that \
     was kept."

    REPLACED_LEXICON "replaced-lexicon"
    "a pinned document is not published any more"
    "The account has published another version of the lexicon since it was installed, and servers send \
     only the last one. Run `lexgen update` to install it, or restore the file from version control. \
     With `keep-proofs`, documents can be restored without the network."

    OUTDATED_MANIFEST "outdated-manifest"
    "lexicons.json does not list exactly what must be installed"
    "With `--locked` or `--offline`, nothing is added to the manifest and nothing is removed from it. \
     Run `lexgen install`, and commit `lexicons.json` and `lexicons.lock` with the documents."

    OWN_LEXICON "own-lexicon"
    "a file that was not installed has the lexicon"
    "A lexicon is either your own or installed. Remove the file to install the published document, or \
     use `--force` if the file is where it would be installed."

    CONFLICTING_FILES "conflicting-files"
    "two lexicons would have the same file on some systems"
    "Their NSIDs differ only in the case of letters, which the file systems of Windows and macOS ignore."

    UNSAFE_PATH "unsafe-path"
    "a lexicon would be written outside of the project"
    "The file or a folder on the way to it is a symbolic link that leads out of the folder of \
     `lexgen.toml`. Nothing is written through such links."

    TOO_MANY_LEXICONS "too-many-lexicons"
    "there are more lexicons than anybody needs"
    "A command fetches at most 64 MiB of documents, as JSON, and 512 MiB of proofs. At most 10,000 lexicons \
     are installed together, and at most 100 references lead from one that was asked for to another one. A \
     hostile authority can publish lexicons that refer to more and more others, or that are very large."

    GIT_FAILURE "git-failure"
    "lexicons cannot be fetched from a git repository"
    "`--from-git URL#REVISION:PATH` uses the command `git`. The revision is a branch, a tag or a commit, and \
     the path is a folder or a file in it."

    MOVED_AUTHORITY "moved-authority"
    "DNS names another account for a lexicon than before"
    "The domain has moved its lexicons to another account, or somebody else controls its DNS. Ask the \
     owner of the domain if you do not expect it. `--yes` accepts it."

    CHANGED_KEY "changed-key"
    "an account signs with another key than before"
    "Keys change when an account moves to another server, or when its owner replaces them. It can also mean \
     that somebody else controls the account. `--yes` accepts it."

    INVALID_LEXICON "invalid-lexicon"
    "a published lexicon has errors"
    "The account has signed it, and it breaks the rules of the Lexicon language, which are also reported. \
     Only its authority can publish a valid one."

    OTHER_AUTHORITY "other-authority"
    "DNS names another account for a published lexicon"
    "`lexgen publish` has written it to the repository that the user has named. Others ask DNS for the \
     account, and get the lexicon of that one. Set the TXT record that the message names, or publish in \
     the account that DNS names."

    UNLIKE_PUBLISHED "unlike-published"
    "a lexicon is not as it is published"
    "`lexgen status` compares the files with what is published now. An installed lexicon was changed \
     here, or its authority has published another version, which `lexgen update` installs. One of your \
     own is not published yet, or another version of it is, which `lexgen publish` replaces."

    LOGIN_FAILED "login-failed"
    "the server of an account did not accept a login"
    "Nothing was written. The password is sent only to the server in the DID document of the account. Use \
     an app password: accounts can require a code for their own password. What the server says of a \
     login is not shown, except the name of the error, because it may quote the password."

    WRITE_FAILED "write-failed"
    "the server of an account did not write"
    "All records are written in one commit: either all of them are, or none. If there is no answer, \
     nobody knows which. Run the command again: what was written is unchanged then."

    REPOSITORY_CHANGED "repository-changed"
    "a repository changed while it was being compared"
    "The commit is guarded: the server writes it only if the repository is still in the state that was \
     compared. Somebody else, or another program of the account, has written meanwhile. Nothing was \
     written: run the command again."

    UNVERIFIED_WRITE "unverified-write"
    "a server does not have what it said it has written"
    "After a write, the records are fetched with their proofs. The server has signed something else, or \
     still the state from before."
}
