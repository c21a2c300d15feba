//! The site from memory, on a port of this machine, and a form that validates data.
//!
//! | question | file |
//! |---|---|
//! | what is served, and how does it follow the files? | `live`, `library` |
//! | who can ask? | `guard` |
//! | how much, and how long? | `limits`, `connection`, `body` |
//! | which request gets which answer? | `route` |
//! | the files of the site, and the page of the form | `files` |
//! | is data valid? | `validate` |
//! | data to start from | `example` |
//! | where is a lexicon published? | `resolve` |
//! | how does a page learn of a change? | `events` |

mod answer;
mod body;
mod connection;
mod events;
mod example;
mod files;
mod guard;
mod library;
mod limits;
mod live;
mod resolve;
mod route;
mod validate;

use std::{io, net::SocketAddr, sync::Arc, thread};

use http::uri::Authority;
use tokio::{
    net::{TcpListener, TcpSocket},
    runtime,
    sync::mpsc::{UnboundedSender, unbounded_channel},
};

pub(crate) use live::{Load, Loaded, Renewal};

use super::settings::SettingsError;
use guard::{Guard, own_name};
use live::{Follower, Started};
use route::Server;

/// How many connections wait until they are accepted.
const BACKLOG: u32 = 1024;

/// Where and for whom the server is.
pub(crate) struct Options {
    pub(crate) address: SocketAddr,
    /// Names of the server beside those of every machine.
    pub(crate) allowed_hosts: Vec<Authority>,
    /// Whether a browser is opened.
    pub(crate) open: bool,
}

/// What happens while the server runs.
pub(crate) enum Event {
    /// The lexicons were read.
    Renewed(Renewal),
    /// The server answers at this URL.
    Started(String),
    /// No browser could be opened.
    NotOpened(io::Error),
}

/// A message to the thread of the command.
enum Message {
    Renewed(Renewal),
    NotOpened(io::Error),
    Stop,
}

/// Serves until the user presses Ctrl-C.
///
/// # Errors
/// If the settings cannot be read, or the address cannot be used.
pub(crate) fn serve(
    options: &Options,
    load: Load,
    mut tell: impl FnMut(Event),
) -> Result<(), SettingsError> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| SettingsError::new(format!("cannot start the server: {error}")))?;
    let _inside = runtime.enter();
    let address = options.address;
    let listener = listen(address).map_err(|error| cannot_listen(address, &error))?;
    let local = listener.local_addr();
    let address = local.map_err(|error| cannot_listen(address, &error))?;
    let Started {
        follower,
        live,
        renewals,
    } = Follower::start(load)?;
    for renewal in renewals {
        tell(Event::Renewed(renewal));
    }
    let guard = Guard::new(address, &options.allowed_hosts);
    let server = Arc::new(Server::new(guard, live));
    let (sender, mut messages) = unbounded_channel();
    stop_on_interrupt(sender.clone());
    let url = format!("http://{}/", own_name(address));
    let opener = options.open.then(|| (url.clone(), sender.clone()));
    let (renewals, mut renewed) = unbounded_channel();
    thread::spawn(move || follower.follow(&renewals));
    runtime.spawn(async move {
        while let Some(renewal) = renewed.recv().await {
            if sender.send(Message::Renewed(renewal)).is_err() {
                return;
            }
        }
    });
    runtime.spawn(connection::accept(listener, server));
    tell(Event::Started(url));
    if let Some((url, sender)) = opener {
        // What opens it can run as long as the browser.
        thread::spawn(move || {
            if let Err(error) = open::that(url) {
                // If nobody listens, the server ends.
                let _ = sender.send(Message::NotOpened(error));
            }
        });
    }
    while let Some(message) = runtime.block_on(messages.recv()) {
        match message {
            Message::Renewed(renewal) => tell(Event::Renewed(renewal)),
            Message::NotOpened(error) => tell(Event::NotOpened(error)),
            Message::Stop => break,
        }
    }
    // Pages that are being made, and streams, are not waited for.
    runtime.shutdown_background();
    Ok(())
}

fn stop_on_interrupt(sender: UnboundedSender<Message>) {
    tokio::spawn(async move {
        // Without it, Ctrl-C ends the process all the same.
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = sender.send(Message::Stop);
        }
    });
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // Elsewhere, it would let another program use the port too.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> SettingsError {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            let message = format!("port {} is in use by another program", address.port());
            SettingsError::new(message)
                .help("choose another port with `--port`; `--port 0` takes any free one")
        }
        io::ErrorKind::PermissionDenied => {
            let message = format!("not allowed to use port {}", address.port());
            SettingsError::new(message).help("choose a port above 1023 with `--port`")
        }
        io::ErrorKind::AddrNotAvailable => {
            let message = format!("this machine does not have the address {}", address.ip());
            SettingsError::new(message).help("leave out `--host` to serve on this machine only")
        }
        _ => SettingsError::new(format!("cannot listen on {address}: {error}")),
    }
}
