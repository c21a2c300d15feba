//! Bounded requests to hosts that can be hostile.

use std::{
    error::Error,
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use bytes::Bytes;
use reqwest::{
    Client, Response, StatusCode, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT, CONTENT_ENCODING, LOCATION, RETRY_AFTER},
    redirect,
};
use tokio::time::{sleep, timeout};

use super::{
    allow::{Allowance, UrlFault, Way},
    dns::{Dns, DnsFault},
};
use crate::{
    shown::{message, shown},
    xrpc::provide_tls,
};

/// The most redirects of a request, to whoever may redirect.
const REDIRECTS: usize = 3;

/// The most times that something is asked for again from a server that has too much to do.
const RETRIES: u32 = 3;

/// How long to wait before the first retry, if the server does not say. Twice as long
/// before each other.
const WAIT: Duration = Duration::from_millis(400);

/// The most bytes of the body of an error.
const ERROR_BODY: usize = 16 << 10;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) accept: &'static str,
    /// The most bytes of the response.
    pub(super) limit: usize,
    pub(super) follows_redirects: bool,
}

/// Why there is no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpFault {
    /// The location, without the path, is refused.
    Url(String, UrlFault),
    /// The host has no address that can be connected to, only others such as this one.
    Address(String, IpAddr),
    /// The host has no address.
    Host(String, DnsFault),
    /// The host cannot be reached, or does not speak TLS. It has got nothing.
    Unreachable(String),
    /// There was no complete response within the time limit.
    TimedOut,
    /// The response has more bytes than this.
    TooLarge(usize),
    /// A redirect to this location, after as many as are followed.
    Redirect(String, usize),
    /// The status is not 200. The error and its message, if the body has them.
    Status(u16, Option<(String, String)>),
    /// The response is broken, or there is none.
    Broken(String),
}

/// The connections of a run.
pub(super) struct Http {
    shared: Arc<Shared>,
    clients: [OnceLock<Result<Client, String>>; 3],
    limit: Duration,
}

/// What names are resolved with.
struct Shared {
    dns: Dns,
    allowance: Allowance,
}

impl Http {
    pub(super) fn new(dns: Dns, allowance: Allowance, limit: Duration) -> Self {
        Self {
            shared: Arc::new(Shared { dns, allowance }),
            clients: Default::default(),
            limit,
        }
    }

    /// The body of a response with the status 200. `is_trusted` is for a URL that the user
    /// has given. A server that has too much to do is asked again, within the same time.
    pub(super) async fn get(
        &self,
        url: &Url,
        kind: Kind,
        is_trusted: bool,
    ) -> Result<Bytes, HttpFault> {
        let request = self.patiently(url, kind, is_trusted);
        let response = timeout(self.limit, request).await;
        response.unwrap_or(Err(HttpFault::TimedOut))
    }

    async fn patiently(&self, url: &Url, kind: Kind, is_trusted: bool) -> Result<Bytes, HttpFault> {
        let end = Instant::now() + self.limit;
        for retry in 0.. {
            let (fault, wait) = match self.follow(url, kind, is_trusted).await {
                Ok(body) => return Ok(body),
                Err(Refused { fault, wait: None }) => return Err(fault),
                Err(Refused {
                    fault,
                    wait: Some(wait),
                }) => (fault, wait.unwrap_or(WAIT * 2_u32.pow(retry))),
            };
            // The answer says more than that there was none in time.
            let left = end.saturating_duration_since(Instant::now());
            if retry == RETRIES || wait >= left {
                return Err(fault);
            }
            sleep(wait).await;
        }
        Err(HttpFault::TimedOut)
    }

    async fn follow(&self, url: &Url, kind: Kind, is_trusted: bool) -> Result<Bytes, Refused> {
        let most = if kind.follows_redirects { REDIRECTS } else { 0 };
        let mut url = url.clone();
        for hop in 0.. {
            let way = if is_trusted && hop == 0 {
                Way::Anywhere
            } else {
                let way = self.shared.allowance.way(&url);
                way.map_err(|fault| HttpFault::Url(location(&url), fault))?
            };
            let request = self.client(way)?.get(url.clone());
            let response = request.header(ACCEPT, kind.accept).send().await;
            let response = response.map_err(|error| fault(&error))?;
            if !response.status().is_redirection() {
                return body(response, kind.limit).await;
            }
            let target = response.headers().get(LOCATION);
            let target = String::from_utf8_lossy(target.map_or(b"", |it| it.as_bytes()));
            match url.join(&target) {
                Ok(next) if hop < most => url = next,
                _ => {
                    // As much as a message shows.
                    let target = target.chars().take(1000).collect();
                    return Err(HttpFault::Redirect(target, most).into());
                }
            }
        }
        Err(HttpFault::Redirect(url.to_string(), most).into())
    }

    /// Sends a request once, as it is, and returns the head of the response, whatever its
    /// status.
    pub(super) async fn send(
        &self,
        url: &Url,
        request: reqwest::Request,
    ) -> Result<Response, HttpFault> {
        let way = self.shared.allowance.way(url);
        let way = way.map_err(|fault| HttpFault::Url(location(url), fault))?;
        let response = self.client(way)?.execute(request).await;
        response.map_err(|error| fault(&error))
    }

    /// The addresses of a server that another program is to connect to with encryption,
    /// judged as those of this one. None if the host is an address, which is allowed.
    pub(super) async fn addresses(&self, host: &str, port: u16) -> Result<Vec<IpAddr>, HttpFault> {
        let place = format!("{host}:{port}");
        let refused = |fault| HttpFault::Url(place.clone(), fault);
        let url = Url::parse(&format!("https://{place}/"));
        let url = url.map_err(|_| refused(UrlFault::NoHost))?;
        let way = self.shared.allowance.way(&url).map_err(refused)?;
        match url.domain() {
            Some(name) => Ok(self.shared.admitted(name, way).await?),
            None => Ok(Vec::new()),
        }
    }

    /// The most time of a request.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    /// The client for a way, which keeps its connections.
    fn client(&self, way: Way) -> Result<&Client, HttpFault> {
        let slot = match way {
            Way::Anywhere => &self.clients[0],
            Way::Encrypted => &self.clients[1],
            Way::Plain => &self.clients[2],
        };
        let client = slot.get_or_init(|| {
            let shared = Arc::clone(&self.shared);
            client(Addresses { shared, way }, self.limit).map_err(|error| chain(&error))
        });
        client
            .as_ref()
            .map_err(|error| HttpFault::Unreachable(error.clone()))
    }
}

/// A URL without what comes after the host and the port, if it has them.
fn location(url: &Url) -> String {
    let origin = url.origin();
    if origin.is_tuple() {
        origin.ascii_serialization()
    } else {
        url.to_string()
    }
}

fn client(addresses: Addresses, limit: Duration) -> reqwest::Result<Client> {
    provide_tls();
    Client::builder()
        .user_agent(concat!("lexgen/", env!("CARGO_PKG_VERSION")))
        .dns_resolver(Arc::new(addresses))
        // A proxy would connect to what this program must not connect to.
        .no_proxy()
        .redirect(redirect::Policy::none())
        .referer(false)
        .connect_timeout(limit / 2)
        .read_timeout(limit / 2)
        .build()
}

/// Resolves names to the addresses that can be connected to. What this returns is what is
/// connected to, so a name cannot have another address when it is checked than later.
struct Addresses {
    shared: Arc<Shared>,
    way: Way,
}

impl Resolve for Addresses {
    fn resolve(&self, name: Name) -> Resolving {
        let (shared, way) = (Arc::clone(&self.shared), self.way);
        Box::pin(async move {
            let admitted = shared.admitted(name.as_str(), way).await?;
            let sockets = admitted
                .into_iter()
                .map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}

impl Shared {
    /// The addresses of a name that can be connected to: at least one.
    async fn admitted(&self, host: &str, way: Way) -> Result<Vec<IpAddr>, Refusal> {
        let host = host.to_owned();
        let found = match self.dns.addresses(&host).await {
            Ok(found) => found,
            Err(fault) => return Err(Refusal::Dns(host, fault)),
        };
        let admits = |address: &IpAddr| self.allowance.admits(way, *address);
        let admitted: Vec<IpAddr> = found.iter().copied().filter(admits).collect();
        match (admitted.is_empty(), found.first()) {
            (true, Some(address)) => Err(Refusal::Address(host, *address)),
            (true, None) => Err(Refusal::Dns(host, DnsFault::NoRecord(None))),
            (false, _) => Ok(admitted),
        }
    }
}

/// Why a name has no address, inside of errors of the client.
#[derive(Clone, Debug)]
enum Refusal {
    Dns(String, DnsFault),
    Address(String, IpAddr),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(host, _) => write!(f, "no address of {host}"),
            Self::Address(host, address) => write!(f, "{host} is {address}"),
        }
    }
}

impl Error for Refusal {}

impl From<Refusal> for HttpFault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Dns(host, fault) => Self::Host(host, fault),
            Refusal::Address(host, address) => Self::Address(host, address),
        }
    }
}

/// Why there is no response.
struct Refused {
    fault: HttpFault,
    /// If the server has too much to do: how long to wait, if it says so.
    wait: Option<Option<Duration>>,
}

impl From<HttpFault> for Refused {
    fn from(fault: HttpFault) -> Self {
        Self { fault, wait: None }
    }
}

/// The body of a response, or its error.
async fn body(response: Response, limit: usize) -> Result<Bytes, Refused> {
    let status = response.status();
    if status != StatusCode::OK {
        let is_busy = matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        let wait = is_busy.then(|| retry_after(&response));
        let body = read(response, ERROR_BODY).await.unwrap_or_default();
        let fault = HttpFault::Status(status.as_u16(), xrpc_error(&body));
        return Err(Refused { fault, wait });
    }
    if response.headers().contains_key(CONTENT_ENCODING) {
        let reason = "it is compressed, which was not asked for";
        return Err(HttpFault::Broken(reason.to_owned()).into());
    }
    Ok(read(response, limit).await?)
}

/// How many seconds a server wants to be left alone.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    // A time would need the clocks of both to agree.
    let seconds = seconds.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Reads at most `limit` bytes.
async fn read(mut response: Response, limit: usize) -> Result<Bytes, HttpFault> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).unwrap_or(usize::MAX) > limit {
        return Err(HttpFault::TooLarge(limit));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(HttpFault::TooLarge(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}

/// The error and the message in the body of an error of XRPC.
fn xrpc_error(body: &[u8]) -> Option<(String, String)> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = |key: &str| body.get(key).and_then(serde_json::Value::as_str);
    let error = shown(text("error")?).to_string();
    let said = text("message").unwrap_or_default();
    Some((error, message(said).up_to(200).to_string()))
}

fn fault(error: &reqwest::Error) -> HttpFault {
    let mut causes = causes(error);
    if let Some(refusal) = causes.find_map(|it| it.downcast_ref::<Refusal>()) {
        return refusal.clone().into();
    }
    let is_late = |error: &(dyn Error + 'static)| {
        let error = error.downcast_ref::<io::Error>();
        error.is_some_and(|it| it.kind() == io::ErrorKind::TimedOut)
    };
    if error.is_timeout() || self::causes(error).any(is_late) {
        return HttpFault::TimedOut;
    }
    let reason = chain(error);
    // Every other error can come after the request has arrived.
    if error.is_connect() {
        HttpFault::Unreachable(reason)
    } else {
        HttpFault::Broken(reason)
    }
}

/// An error and what caused it.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// The cause of an error, which says more than the error of the client, which repeats the
/// URL.
fn chain(error: &reqwest::Error) -> String {
    let last = causes(error).last();
    let text = last.map_or_else(|| error.to_string(), ToString::to_string);
    message(&text).up_to(200).to_string()
}
