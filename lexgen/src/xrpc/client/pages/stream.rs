//! A stream from an async function.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{FusedStream, Stream};

use super::super::BoxFuture;

/// A stream of what a function returns, which also returns the state for the next call.
/// It ends with `None`.
pub(crate) fn unfold<S, T, F>(
    state: S,
    next: impl Fn(S) -> F + Send,
) -> impl FusedStream<Item = T> + Send + Unpin
where
    S: Send,
    F: Future<Output = (Option<T>, S)> + Send + 'static,
{
    Unfold {
        next,
        state: Some(state),
        future: None,
    }
}

struct Unfold<S, T, N> {
    next: N,
    /// Between two items. `None` at the end.
    state: Option<S>,
    /// During the next item.
    future: Option<BoxFuture<'static, (Option<T>, S)>>,
}

/// The future is boxed, so that nothing is pinned in place.
impl<S, T, N> Unpin for Unfold<S, T, N> {}

impl<S, T, F, N> Stream for Unfold<S, T, N>
where
    N: Fn(S) -> F,
    F: Future<Output = (Option<T>, S)> + Send + 'static,
{
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        if let Some(state) = self.state.take() {
            self.future = Some(Box::pin((self.next)(state)));
        }
        let Some(future) = &mut self.future else {
            return Poll::Ready(None);
        };
        let (item, state) = ready!(future.as_mut().poll(context));
        self.future = None;
        self.state = item.is_some().then_some(state);
        Poll::Ready(item)
    }
}

impl<S, T, F, N> FusedStream for Unfold<S, T, N>
where
    N: Fn(S) -> F,
    F: Future<Output = (Option<T>, S)> + Send + 'static,
{
    fn is_terminated(&self) -> bool {
        self.state.is_none() && self.future.is_none()
    }
}
