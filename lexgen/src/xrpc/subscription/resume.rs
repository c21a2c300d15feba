//! A subscription that connects again when the connection is lost.

use std::{fmt, future::Future, ops::RangeInclusive, pin::Pin, time::Duration};

use futures_util::{Stream, stream::unfold};
use tokio::time::{Instant, sleep_until};

use super::{Failed, Options, Subscription, SubscriptionError, handshake, socket::NEVER};
use crate::{
    wire::Union,
    xrpc::{Endpoint, HttpEndpoint, jitter},
};

/// The shortest pause before connecting again. It also limits how often a service is
/// asked that always fails at once.
const MIN_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// The messages of a subscription with a cursor. After the connection is lost, it
/// connects again and goes on after the last message. No message is repeated.
///
/// Two functions say what the cursor is: one finds it in a message, which is `None` for
/// messages that have none, such as `#info`; the other sets it in the parameters. It
/// must grow from message to message.
///
/// ```no_run
/// # use lexgen::{Endpoint, Extra, Method, XrpcError, wire::TypedObject};
/// # #[derive(Clone, PartialEq)]
/// # struct Params { cursor: Option<i64>, extra: Extra }
/// # lexgen::object! { Params { optional cursor = "cursor"; } }
/// # #[derive(Clone, PartialEq)]
/// # struct Lent { seq: i64, extra: Extra }
/// # lexgen::object! { Lent { required seq = "seq"; } }
/// # #[derive(Clone, PartialEq)]
/// # enum Message { Lent(Box<Lent>), Other(Box<TypedObject>) }
/// # lexgen::union! { open Message { Lent(Lent) = "com.example.desk#lent"; } }
/// # struct Desk;
/// # impl Endpoint for Desk {
/// #     const NSID: &'static str = "com.example.desk";
/// #     const METHOD: Method = Method::Subscription;
/// #     type Params = Params;
/// #     type Input = ();
/// #     type Output = Message;
/// #     type Error = XrpcError;
/// # }
/// # fn stored() -> i64 { 0 }
/// # async fn follow() -> Result<(), Box<dyn std::error::Error>> {
/// use lexgen::xrpc::{SubscriptionError, subscription::Resume};
///
/// let params = Params { cursor: None, extra: Extra::new() };
/// let seq = |message: &Message| match message {
///     Message::Lent(lent) => Some(lent.seq),
///     Message::Other(_) => None,
/// };
/// let mut stream = Resume::<Desk>::new("wss://desk.example", params, seq, |params, seq| {
///     params.cursor = Some(seq);
/// })
/// .after(stored());
/// while let Some(message) = stream.next().await {
///     match message {
///         Ok(message) => println!("{message:?}"),
///         // Only this message cannot be read.
///         Err(SubscriptionError::Frame(error)) => eprintln!("{error}"),
///         Err(error) => return Err(error.into()),
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// What happens after an error:
///
/// - The first connection is not repeated if it fails, because its address may be wrong,
///   except [with that option](Self::with_first_repeated).
/// - After an end without an error, or one that
///   [is temporary](SubscriptionError::is_temporary), it connects again, after a pause
///   that grows until a new message comes.
/// - A message that does not match the lexicon is an error, after which the next can be
///   read on the same connection. A frame that is
///   [broken](crate::xrpc::FrameError::is_broken) is an error after which it connects
///   again, as after an interruption: the protocol does not allow to skip it. If the
///   service sends the same frame again, so is the error. To leave it out is a decision
///   of the program: a new `Resume` [after](Self::after) the next number.
/// - Any other error ends it, such as `FutureCursor`: the service has lost its messages,
///   or the cursor is of another service.
///
/// An `OutdatedCursor` is a message, not an error: messages were missed that the service
/// no longer has.
///
/// Needs the feature `subscription`.
pub struct Resume<E: Endpoint> {
    service: String,
    params: E::Params,
    options: Options,
    cursor: CursorOf<E>,
    /// The cursor of the last message.
    last: Option<i64>,
    pauses: RangeInclusive<Duration>,
    observer: Option<Box<Observer<E>>>,
    stream: Option<Subscription<E>>,
    /// A connection on its way. A dropped [`next`](Self::next) must not begin it anew.
    connecting: Option<Connecting<E>>,
    /// Whether a connection that fails is repeated.
    is_address_right: bool,
    is_over: bool,
    /// How often it was interrupted since the last new message.
    failures: u32,
    /// When to connect again.
    wake: Option<Instant>,
}

/// Where the cursor is.
struct CursorOf<E: Endpoint> {
    get: Box<Get<E>>,
    set: Box<Set<E>>,
}

type Get<E> = dyn Fn(&<E as Endpoint>::Output) -> Option<i64> + Send + Sync;

type Set<E> = dyn Fn(&mut <E as Endpoint>::Params, i64) + Send + Sync;

type Connecting<E> = Pin<Box<dyn Future<Output = Result<Subscription<E>, Failed<E>>> + Send>>;

type Observer<E> = dyn FnMut(Option<&Failed<E>>, Duration) + Send + Sync;

impl<E: HttpEndpoint + Endpoint<Output: Union> + 'static> Resume<E> {
    /// A subscription at a service such as `wss://relay.example`, which is opened by the
    /// first [`next`](Self::next). `get` finds the cursor in a message, and `set` sets
    /// it in the parameters.
    pub fn new(
        service: impl Into<String>,
        params: E::Params,
        get: impl Fn(&E::Output) -> Option<i64> + Send + Sync + 'static,
        set: impl Fn(&mut E::Params, i64) + Send + Sync + 'static,
    ) -> Self {
        Self {
            service: service.into(),
            params,
            options: Options::default(),
            cursor: CursorOf {
                get: Box::new(get),
                set: Box::new(set),
            },
            last: None,
            pauses: MIN_PAUSE..=MAX_PAUSE,
            observer: None,
            stream: None,
            connecting: None,
            is_address_right: false,
            is_over: false,
            failures: 0,
            wake: None,
        }
    }

    /// The same subscription from the message after this cursor, such as one that was
    /// [stored](Self::cursor). Without it, the parameters say where it starts.
    #[must_use]
    pub fn after(mut self, cursor: i64) -> Self {
        self.last = Some(cursor);
        (self.cursor.set)(&mut self.params, cursor);
        self
    }

    /// The same subscription with options for each connection.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The same subscription, whose first connection is repeated like each other one if
    /// its error [is temporary](SubscriptionError::is_temporary). This is for a daemon
    /// that may start while its service does not run. An address at which there is no
    /// service looks the same, so [log](Self::on_interruption) the interruptions.
    #[must_use]
    pub fn with_first_repeated(mut self) -> Self {
        self.is_address_right = true;
        self
    }

    /// The same subscription with other pauses before it connects again. The first is
    /// the shortest. Each further one is twice as long, up to the longest, until there is
    /// a new message. A random time of up to half of it is added, so that clients do not
    /// all come back at the same time. The default is from one second to a minute.
    #[must_use]
    pub fn with_pauses(mut self, pauses: RangeInclusive<Duration>) -> Self {
        self.pauses = pauses;
        self
    }

    /// The same subscription with a function that is told before each pause, such as to
    /// log why it was interrupted: the error, if the service did not just end the stream,
    /// and how long the pause is.
    #[must_use]
    pub fn on_interruption(
        mut self,
        observer: impl FnMut(Option<&Failed<E>>, Duration) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// The cursor of the last message that [`next`](Self::next) returned. Store it when
    /// the message has been dealt with, to go on [after](Self::after) it in another run.
    pub fn cursor(&self) -> Option<i64> {
        self.last
    }

    /// The next message; `None` after an error that ends it.
    ///
    /// If the future is dropped, no message is lost, and a connection or a pause that
    /// has begun goes on with the next call.
    pub async fn next(&mut self) -> Option<Result<E::Output, Failed<E>>> {
        loop {
            if self.is_over {
                return None;
            }
            if let Some(wake) = self.wake {
                sleep_until(wake).await;
                self.wake = None;
            }
            let received = match &mut self.stream {
                Some(stream) => stream.next().await,
                None => match self.connect().await {
                    Ok(stream) => {
                        self.stream = Some(stream);
                        self.is_address_right = true;
                        continue;
                    }
                    Err(error) => Some(Err(error)),
                },
            };
            match received {
                Some(Ok(message)) => {
                    if self.is_new(&message) {
                        return Some(Ok(message));
                    }
                }
                Some(Err(SubscriptionError::Frame(frame))) => {
                    let is_broken = frame.is_broken();
                    let error = SubscriptionError::Frame(frame);
                    if is_broken {
                        self.interrupted(Some(&error));
                    }
                    return Some(Err(error));
                }
                Some(Err(error)) => {
                    let (is_temporary, error) = error.told();
                    if !is_temporary || !self.is_address_right {
                        self.stream = None;
                        self.is_over = true;
                        return Some(Err(error));
                    }
                    self.interrupted(Some(&error));
                }
                None => self.interrupted(None),
            }
        }
    }

    /// The same as a [`Stream`].
    pub fn into_stream(self) -> impl Stream<Item = Result<E::Output, Failed<E>>> {
        unfold(self, async |mut this| {
            let item = this.next().await?;
            Some((item, this))
        })
    }

    /// The connection that is on its way, or a new one.
    async fn connect(&mut self) -> Result<Subscription<E>, Failed<E>> {
        let connecting = match &mut self.connecting {
            Some(connecting) => connecting,
            None => {
                let url = handshake::url::<E>(&self.service, &self.params)?;
                let opened = Subscription::open(url, self.options.clone());
                self.connecting.insert(Box::pin(opened))
            }
        };
        let opened = connecting.await;
        self.connecting = None;
        opened
    }

    /// Whether a message is not a repeated one. Notes its cursor.
    fn is_new(&mut self, message: &E::Output) -> bool {
        let Some(cursor) = (self.cursor.get)(message) else {
            return true;
        };
        let is_new = self.last.is_none_or(|last| cursor > last);
        if is_new {
            self.last = Some(cursor);
            (self.cursor.set)(&mut self.params, cursor);
            self.failures = 0;
        }
        is_new
    }

    /// Prepares to connect again.
    fn interrupted(&mut self, error: Option<&Failed<E>>) {
        self.stream = None;
        self.failures = self.failures.saturating_add(1);
        let (shortest, longest) = (*self.pauses.start(), *self.pauses.end());
        let pause = jitter::doubled(shortest, self.failures, longest);
        self.wake = Some(Instant::now() + pause.min(NEVER));
        if let Some(observer) = &mut self.observer {
            observer(error, pause);
        }
    }
}

impl<E: Endpoint> fmt::Debug for Resume<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resume")
            .field("nsid", &E::NSID)
            .field("cursor", &self.last)
            .field("is_connected", &self.stream.is_some())
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
